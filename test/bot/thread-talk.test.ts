/** What is said in the thread of a wave or of a machine, without naming it. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Place } from '../../src/bot/turn.ts';
import type { Migration } from '../../src/domain/migration/types.ts';
import { ok } from '../../src/domain/result.ts';
import type { ThreadTarget } from '../../src/usecases/notice-types.ts';
import type { UseCases } from '../../src/usecases/types.ts';
import { at, rowOf } from '../cards/fixtures.ts';
import { AMIR, button, CHANNEL, conversation, freshStore, kinds, said, usecasesOver, VERA, WEB01 } from './support.ts';

let open: Awaited<ReturnType<typeof freshStore>>;
beforeAll(async () => { open = await freshStore(); });
afterAll(() => open.close());

const ABOUT: ReadonlyMap<string, ThreadTarget> = new Map([['100', { kind: 'wave', name: 'W07' }], ['200', { kind: 'machine', id: WEB01 }]]);
const inThread = (thread: string): { readonly where: Place } => ({ where: { ...CHANNEL, thread } });
const WAVE = inThread('100');
const MACHINE = inThread('200');
/** Of an answer of Ferry's, or of a person's own message. */
const OTHER = inThread('300');

/** Notes what is done; `web-01` is the machine of the thread, and one of wave W07. */
function talkOver(m: Migration) {
  const done: string[] = [];
  const row = rowOf({ migration: m });
  const { machine } = row;
  const noted = (what: string) => () => { done.push(what); return Promise.resolve(ok(m)); };
  const over: Partial<UseCases> = {
    threadTarget: ({ conversation: where, root }) => Promise.resolve(where === CHANNEL.conversation ? (ABOUT.get(root) ?? null) : null),
    hold: (o) => { done.push(`hold ${o.reason}`); return Promise.resolve(ok([])); },
    holdAll: () => { done.push('hold all'); return Promise.resolve(ok([])); },
    resume: noted('resume'), accept: noted('accept'), confirmQuiesce: noted('quiesce'), giveVerdict: noted('verdict'), requestTest: noted('test'), answerManual: noted('done'), confirmStopped: noted('stopped'),
    selected: () => Promise.resolve([row]),
    selectMachines: (text) => Promise.resolve(ok({ wave: null, title: text.includes(WEB01) ? machine.name : text, machines: [{ instanceId: WEB01, name: machine.name, privateIp: null, tags: {}, group: 1, machine, migration: m, live: null }] })),
  };
  return { done, talk: conversation({ store: open.store, usecases: usecasesOver(m, over) }) };
}

const held = { hold: { by: AMIR, at: 1, reason: 'the line is down' } };

describe('a hold without a name', () => {
  test('acts at once on what the thread is about, and says what that is', async () => {
    const { done, talk } = talkOver(at('protected'));
    expect(said(await talk.type('hold because the line is down', undefined, WAVE))).toMatch(/W07 is held, one machine/);
    expect(said(await talk.type('hold because the line is cut', undefined, MACHINE))).toMatch(/web-01 is held/);
    expect(done).toEqual(['hold the line is down', 'hold the line is cut']);
  });

  test('is refused outside, and in a thread of something else; everything stays everything', async () => {
    const { done, talk } = talkOver(at('protected'));
    for (const where of [undefined, OTHER]) expect(said(await talk.type('hold because the line is down', undefined, where))).toMatch(/hold MACHINE/);
    expect(done).toEqual([]);
    await talk.type('hold all because the line is down', undefined, WAVE);
    expect(done).toEqual(['hold all']);
  });

  test('gets through while a form asks for words; other words are its answer', async () => {
    const { done, talk } = talkOver(at('in-azure'));
    expect(said(await talk.type('rollback', undefined, MACHINE))).toMatch(/web-01/);
    await talk.type('hold because the disk is full', undefined, WAVE);
    expect(done).toEqual(['hold the disk is full']);
    expect(said(await talk.type('test', undefined, WAVE))).not.toMatch(/test failover/i);
    await talk.type('cancel', undefined, WAVE);
  });
});

describe('what would act at once', () => {
  test.each([
    ['resume', at('protected', held), 'resume'],
    ['accept', at('in-azure'), 'accept'],
    ['quiesce', at('quiescing'), 'quiesce'],
    ['verdict works', at('test-review'), 'verdict'],
  ])("'%s' asks first in a thread, and says of what", async (text, m, act) => {
    for (const [where, name] of [[WAVE, /W07/], [MACHINE, /web-01/]] as const) {
      const { done, talk } = talkOver(m);
      const question = await talk.type(text, undefined, where);
      expect(done).toEqual([]);
      expect(said(question)).toMatch(name);
      expect(said(question)).toMatch(/1 machine/);
      await talk.press(button(question, { step: 'confirm' }), undefined, where);
      expect(done).toEqual([act]);
    }
    const { done, talk } = talkOver(m);
    const [verb = '', ...rest] = text.split(' ');
    await talk.type([verb, 'web-01', ...rest].join(' '), undefined, MACHINE);
    expect(done).toEqual([act]);
  });

  test.each(['done', 'cannot because it is locked', 'stopped', 'keep', 'extend'])("'%s' has to be told of what", async (text) => {
    const { done, talk } = talkOver(at('stopping-source'));
    for (const where of [WAVE, MACHINE]) expect(kinds(await talk.type(text, undefined, where))).toEqual(['text']);
    expect(done).toEqual([]);
  });

  test('is refused to whoever only looks, and is no way round a role', async () => {
    const { done, talk } = talkOver(at('protected', held));
    expect(said(await talk.type('resume', VERA, WAVE))).toMatch(/needs the role operator/);
    expect(said(await talk.type('hold because I can', VERA, WAVE))).toMatch(/needs the role operator/);
    expect(done).toEqual([]);
  });
});

test('a look is answered at once; a suggestion that is pressed means what it says', async () => {
  const { talk } = talkOver(at('protected'));
  expect(said(await talk.type('status', undefined, MACHINE))).toMatch(/web-01/);
  const board = said(await talk.type('status'));
  expect(board).toMatch(/not with Ferry/);
  const suggested = await talk.type('statsu', undefined, MACHINE);
  expect(said(await talk.press(button(suggested, { verb: 'say', text: 'status' }), undefined, MACHINE))).toMatch(/not with Ferry/);
});
