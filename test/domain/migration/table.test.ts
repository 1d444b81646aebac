/** The state machine of one machine, looked at as a whole: every phase, every event, every command, under everything else that may be true. */
import { describe, expect, test } from '@jest/globals';
import { decide, type MigrationCommand, type Refusal } from '../../../src/domain/migration/decide.ts';
import { evolve } from '../../../src/domain/migration/evolve.ts';
import { TRANSITIONS } from '../../../src/domain/migration/transitions.ts';
import { TERMINAL_PHASES, type Migration, type MigrationEvent, type Phase } from '../../../src/domain/migration/types.ts';
import { by } from '../../../src/domain/person.ts';
import { en } from '../../../src/text/en.ts';
import { COMMANDS, CONDITIONS, EVENTS, POSITIONS, REFUSED, standing, WORDLESS } from './commands.ts';
import { ANA, OLA, T0 } from './fixtures.ts';

const PHASES = Object.keys(POSITIONS) as Phase[];
const reachableFrom = (from: Phase): ReadonlySet<Phase> => {
  const seen = new Set<Phase>([from]);
  for (const phase of seen) for (const to of Object.values(TRANSITIONS[phase]).flat()) seen.add(to);
  return seen;
};
const EVERYTHING = PHASES.flatMap((phase) => Object.entries(CONDITIONS).map(([condition, change]) => ({ phase, condition, m: standing(phase, change) })));

/** Where an event leads; `never` where it makes no sense, which is told aloud and stores nothing. */
function after(m: Migration, event: MigrationEvent): Migration | 'never' {
  try {
    return evolve(m, { event, at: T0, actor: by(OLA) });
  } catch {
    return 'never';
  }
}

describe('the table of transitions', () => {
  test('every phase can be reached from the beginning', () => {
    expect([...reachableFrom('enabling')].toSorted()).toEqual(PHASES.toSorted());
  });

  test.each(PHASES)('%s is an end, or leads to one', (phase) => {
    const ends = [...reachableFrom(phase)].filter((p) => TERMINAL_PHASES.has(p));
    expect(ends.length).toBeGreaterThan(0);
    if (TERMINAL_PHASES.has(phase)) expect(TRANSITIONS[phase]).toEqual({});
  });

  test('every move in it is one that an event really makes', () => {
    const made = new Set(EVERYTHING.flatMap(({ phase, m }) => [m, ...variantsOf(m)].flatMap((one) => Object.values(EVENTS).flat().flatMap((event) => {
      const next = after(one, event);
      return next === 'never' || next.position.phase === phase ? [] : [`${phase} ${event.type} ${next.position.phase}`];
    }))));
    const listed = PHASES.flatMap((phase) => Object.entries(TRANSITIONS[phase]).flatMap(([event, to]) => to.filter((t) => t !== phase).map((t) => `${phase} ${event} ${t}`)));
    expect([...made].toSorted()).toEqual(listed.toSorted());
  });
});

/** Where a machine goes back to depends on its test, and a rollback on where it began. */
function variantsOf(m: Migration): readonly Migration[] {
  const untested = { ...m, verdict: null };
  const p = m.position;
  if (p.phase !== 'rolling-back') return [untested];
  return [untested, m].map((one) => ({ ...one, position: { ...p, failedOverAt: null } }));
}

describe('every event, everywhere', () => {
  test.each(Object.keys(EVENTS).filter((type) => type !== 'MigrationStarted') as (keyof typeof EVENTS)[])('%s leaves a terminal machine where it is', (type) => {
    for (const { phase, m } of EVERYTHING.filter((e) => TERMINAL_PHASES.has(e.phase))) {
      for (const event of EVENTS[type]) {
        const next = after(m, event);
        expect({ phase, to: next === 'never' ? phase : next.position.phase }).toEqual({ phase, to: phase });
      }
    }
  });
});

const PEOPLE = [{ who: OLA, standsIn: false }, { who: ANA, standsIn: false }, { who: ANA, standsIn: true }];
const asked = [...Object.values(COMMANDS), ...WORDLESS] as readonly MigrationCommand[];

describe('every command, everywhere', () => {
  const answers = EVERYTHING.flatMap(({ phase, condition, m }) => asked.flatMap((command) => PEOPLE.map((who) => ({ phase, condition, m, command, answer: decide(m, command, { ...who, now: T0 }) }))));

  test('is taken in a way that the state machine knows, or refused', () => {
    for (const { m, command, answer } of answers) {
      if (!answer.ok) continue;
      let state = m;
      for (const event of answer.value) state = evolve(state, { event, at: T0, actor: by(OLA) });
      expect({ command: command.type, to: state.position.phase }).toEqual({ command: command.type, to: expect.any(String) });
    }
  });

  test('nothing that a person says begins anything on a machine that has ended, is held, or was changed outside', () => {
    const begins = new Set(['TestRequested', 'CutoverRequested', 'QuiesceConfirmed', 'CompletionRequested', 'RollbackRequested', 'OperationAsked', 'RetryAsked']);
    const bad = answers.filter(({ phase, condition, answer }) => (TERMINAL_PHASES.has(phase) || condition === 'held' || condition === 'drifted') && answer.ok && answer.value.some((e) => begins.has(e.type)));
    expect(bad.map(({ phase, condition, command }) => `${phase}, ${condition}: ${command.type}`)).toEqual([]);
  });

  test('nobody but the owner, or who stands in, accepts a machine', () => {
    const taken = PEOPLE.filter((who) => decide(standing('in-azure'), COMMANDS.accept, { ...who, now: T0 }).ok);
    expect(taken).toEqual([PEOPLE[0], PEOPLE[2]]);
  });

  test('every refusal is met', () => {
    const met = new Set(answers.flatMap(({ answer }) => (answer.ok ? [] : [answer.error.code])));
    expect([...met].toSorted()).toEqual(Object.keys(REFUSED).toSorted());
  });

  test('every command is taken somewhere, and refused somewhere', () => {
    for (const type of Object.keys(COMMANDS)) {
      const given = answers.filter(({ command }) => command.type === type);
      expect({ type, taken: given.some(({ answer }) => answer.ok), refused: given.some(({ answer }) => !answer.ok) }).toEqual({ type, taken: true, refused: true });
    }
  });

  test.each(Object.keys(REFUSED) as Refusal['code'][])('%s has words, whatever it is about', (code) => {
    const details = answers.flatMap(({ answer }) => (!answer.ok && answer.error.code === code ? [answer.error.detail] : []));
    for (const text of new Set(details.map((detail) => en.rejection({ code, detail })))) {
      expect(text.length).toBeGreaterThan(20);
      expect(text).not.toMatch(/undefined|null|\[object/);
    }
  });
});
