import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Phase } from '../../../src/domain/migration/types.ts';
import { HOUR } from '../../../src/domain/time.ts';
import { parseSelector, select, type Selectable, type SelectorProblem } from '../../../src/domain/wave/selectors.ts';
import { at, liveOf, NOW, person, stuckMigration } from '../../cards/fixtures.ts';

const PHASES: readonly (Phase | null)[] = [null, 'seeding', 'protected', 'test-review', 'tested', 'quiescing', 'in-azure', 'migrated'];

function machine(n: number, over: Partial<Selectable> = {}): Selectable {
  const phase = PHASES[n % PHASES.length] ?? null;
  const name = ['db', 'app', 'web'][n % 3];
  return {
    instanceId: `i-0a1${String(n).padStart(14, '0')}`, name: `${name ?? ''}-${String(n).padStart(2, '0')}`, privateIp: `10.0.0.${n}`, tags: { App: n % 2 === 0 ? 'shop' : 'crm' }, group: (n % 3) + 1,
    migration: phase === null ? null : at(phase), live: null, ...over,
  };
}

const fleet = Array.from({ length: 24 }, (_, n) => machine(n));

function found(text: string, all: readonly Selectable[] = fleet): readonly string[] | SelectorProblem {
  const parsed = parseSelector(text);
  if (!parsed.ok) return parsed.error;
  const hits = select(parsed.value, all, NOW);
  return hits.ok ? hits.value.map((m) => m.name) : hits.error;
}

describe('a selector', () => {
  test.each([
    { text: '', is: fleet.map((m) => m.name), reason: 'nothing named: all of them' },
    { text: 'group:2', is: fleet.filter((m) => m.group === 2).map((m) => m.name), reason: 'one group' },
    { text: 'group:1 group:3 -db-00', is: fleet.filter((m) => m.group !== 2 && m.name !== 'db-00').map((m) => m.name), reason: 'of one kind either, and one left out' },
    { text: 'name:web* tag:App=shop', is: fleet.filter((m) => m.name.startsWith('web') && m.tags['App'] === 'shop').map((m) => m.name), reason: 'of two kinds both' },
    { text: 'WEB-02, i-0a100000000000003 10.0.0.4', is: ['web-02', 'db-03', 'app-04'], reason: 'names, ids, addresses, commas' },
    { text: 'state:waiting', is: ['db-00', 'web-08', 'app-16'], reason: 'not begun' },
    { text: 'state:review group:1', is: ['db-03'], reason: 'a state of a group' },
    { text: 'state:cutover', is: ['web-05', 'app-13', 'db-21'], reason: 'between the request and Azure' },
    { text: '*-07', is: ['app-07'], reason: 'a pattern without its word' },
    { text: 'Group: 1  GROUP :3 , -DB-00', is: fleet.filter((m) => m.group !== 2 && m.name !== 'db-00').map((m) => m.name), reason: 'odd spacing and case' },
    { text: 'group 2', is: fleet.filter((m) => m.group === 2).map((m) => m.name), reason: 'a group as it is written elsewhere' },
    { text: 'Name:WEB* TAG: app = Shop', is: fleet.filter((m) => m.name.startsWith('web') && m.tags['App'] === 'shop').map((m) => m.name), reason: 'a tag in odd spacing and case' },
    { text: 'STATE: Review group:1', is: ['db-03'], reason: 'a state in odd spacing and case' },
    { text: 'group:1 \u2013db-00 \u2014state:review', is: fleet.filter((m) => m.group === 1 && m.name !== 'db-00' && m.migration?.position.phase !== 'test-review').map((m) => m.name), reason: 'a dash that a phone made long' },
    { text: 'group:1 - db-00', is: { code: 'unknown-machines', names: ['-'], places: [1], similar: [] }, reason: 'a dash that stands alone may mean either' },
    { text: 'group:1 without db-00 and db-03', is: fleet.filter((m) => m.group === 1 && m.name !== 'db-00' && m.name !== 'db-03').map((m) => m.name), reason: 'left out in words, and never taken by them' },
    { text: 'all but not the machine web-02', is: fleet.filter((m) => m.name !== 'web-02').map((m) => m.name), reason: 'the same in other words' },
    { text: 'group:1 not', is: { code: 'unknown-machines', names: ['not'], places: [1], similar: [] }, reason: 'a word that leaves nothing out is not passed over' },
    { text: 'group:1 without the machines', is: { code: 'unknown-machines', names: ['without'], places: [1], similar: [] }, reason: 'nor with small words behind it' },
    { text: 'group:1 not db-00 but db-03', is: { code: 'unknown-machines', names: ['but'], places: expect.anything(), similar: [] }, reason: 'that may mean either' },
    { text: 'group:1 without db-00, without db-03', is: fleet.filter((m) => m.group === 1 && m.name !== 'db-00' && m.name !== 'db-03').map((m) => m.name), reason: 'the same word again' },
    { text: 'group: 9', is: { code: 'unreadable-term', place: 1, known: ['group:1', 'group:7'] }, reason: 'no such group, spaced' },
    { text: '-name:*', is: { code: 'nothing-selected' }, reason: 'all left out' },
    { text: 'group:9', is: { code: 'unreadable-term', place: 1, known: ['group:1', 'group:7'] }, reason: 'no such group' },
    { text: 'web-02 state:odd', is: { code: 'unreadable-term', place: 2, known: expect.arrayContaining(['state:failed']) }, reason: 'no such state' },
    { text: 'web-02 web-2 -wbe-05', is: { code: 'unknown-machines', names: ['web-2', 'wbe-05'], places: [2, 3], similar: ['web-02', 'web-05', 'web-20'] }, reason: 'names that nobody bears, in what is taken and what is left out' },
  ])('$reason: $text', ({ text, is }) => {
    expect(found(text)).toEqual(is);
  });

  test('tells troubles: failed, drifted, held, stalled, and ready only without any of them', () => {
    const hold = { by: person('Ola'), at: NOW, reason: 'agent' };
    const all = [
      machine(1, { name: 'stuck', migration: stuckMigration }),
      machine(2, { name: 'held', migration: at('tested', { hold }) }),
      machine(3, { name: 'drifted', migration: at('tested', { drift: { since: NOW, code: 'job-outside', jobId: null } }) }),
      machine(4, { name: 'stalled', migration: at('seeding', { positionSince: NOW - 9 * HOUR }), live: liveOf({ movedAt: NOW - 3 * HOUR }) }),
      machine(5, { name: 'slow', migration: at('seeding', { positionSince: NOW - 9 * HOUR }), live: liveOf({ movedAt: NOW - 1 }) }),
      machine(6, { name: 'ready', migration: at('tested') }),
    ];
    expect(['failed', 'held', 'drifted', 'stalled', 'copying', 'ready', 'tested'].map((s) => found(`state:${s}`, all))).toEqual([['stuck'], ['held'], ['drifted'], ['stalled'], ['stalled', 'slow'], ['ready'], ['held', 'drifted', 'ready']]);
  });

  test('refuses a name that several bear, and takes a wave in two words as one', () => {
    expect(found('twin', [machine(1, { name: 'twin' }), machine(2, { name: 'twin' })])).toEqual({ code: 'several-machines', names: ['twin'] });
    expect(parseSelector('the machines of wave 7 without -"old box"')).toEqual({ ok: true, value: { words: ['wave-7'], only: [], without: [{ kind: 'machine', text: 'old box' }], all: false } });
    expect(found('-"old group: 2 box"', [machine(1, { name: 'old group: 2 box' }), machine(2, { name: 'x' })])).toEqual(['x']);
  });
});

const term = fc.oneof(
  fc.constantFrom(...fleet.map((m) => m.name)),
  fc.integer({ min: 1, max: 7 }).map((g) => `group:${g}`),
  fc.constantFrom('state:waiting', 'state:tested', 'state:review', 'state:ready', 'tag:App=shop', 'tag:App=crm', 'name:web*', 'name:*1*'),
);
const signed = fc.tuple(fc.boolean(), term).map(([out, t]) => (out ? `-${t}` : t));

describe('any selector', () => {
  const namesIn = (text: string): readonly string[] => {
    const hits = found(text);
    return 'code' in hits ? [] : hits;
  };

  test('means the same in any order of its parts', () => {
    fc.assert(fc.property(fc.array(signed, { maxLength: 6 }), fc.infiniteStream(fc.nat()), (parts, keys) => {
      const shuffled = parts.map((part) => ({ part, key: keys.next().value ?? 0 })).toSorted((a, b) => a.key - b.key).map((x) => x.part);
      expect(namesIn(shuffled.join(' '))).toEqual(namesIn(parts.join(' ')));
    }));
  });

  test('never takes what is left out, and only takes less when more is left out', () => {
    fc.assert(fc.property(fc.array(term, { maxLength: 4 }), term, (parts, out) => {
      const with1 = namesIn(parts.join(' '));
      const left = namesIn([...parts, `-${out}`].join(' '));
      const gone = new Set(namesIn(out));
      expect(left.filter((name) => gone.has(name))).toEqual([]);
      expect(left).toEqual(with1.filter((name) => !gone.has(name)));
    }));
  });

  test('is refused whole when one of its names is unknown', () => {
    fc.assert(fc.property(fc.array(signed, { maxLength: 4 }), fc.nat(4), fc.boolean(), (parts, place, out) => {
      expect(found(parts.toSpliced(place, 0, out ? '-nobody' : 'nobody').join(' '))).toMatchObject({ code: 'unknown-machines', names: ['nobody'] });
    }));
  });
});
