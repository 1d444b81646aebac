import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { commands } from '../../src/bot/commands/index.ts';
import { at } from '../cards/fixtures.ts';
import { buttonsOf, conversation, freshStore, memoryLog, said, usecasesOver } from './support.ts';

let open: Awaited<ReturnType<typeof freshStore>>;
beforeAll(async () => { open = await freshStore(); }, 60_000);
afterAll(() => open.close());

/** Use cases that count every write. */
function watched() {
  const writes: string[] = [];
  const usecases = usecasesOver(at('tested'));
  const WRITES = ['startReplication', 'requestTest', 'giveVerdict', 'requestCutover', 'approve', 'reject', 'withdraw', 'confirmQuiesce', 'accept', 'refuseAcceptance', 'requestCompletion', 'requestRollback', 'retry', 'adoptDrift', 'answerQuestions', 'override', 'withdrawOverride', 'addRule'] as const;
  const counted = Object.fromEntries(WRITES.map((key) => [key, () => { writes.push(key); throw new Error('a write'); }]));
  return { writes, usecases: { ...usecases, ...counted } };
}

const TOKEN = fc.stringMatching(/^zq[0-9a-f]{12}$/);
const verbs = commands.flatMap((c) => [c.name, ...c.aliases]).filter((word) => word !== '?');

test('no typed text makes it throw, and none is repeated', async () => {
  const memory = memoryLog();
  const { usecases } = watched();
  const talk = conversation({ store: open.store, usecases, log: memory.log });
  const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...verbs), fc.constantFrom('${x}', '<at>Ferry</at>', '<script>', '{{DATE()}}', '__proto__', '"', "'", 'because'), fc.string());
  await fc.assert(fc.asyncProperty(fc.array(anyText, { maxLength: 5 }), TOKEN, fc.array(anyText, { maxLength: 3 }), async (before, token, after) => {
    const replies = await talk.type([...before, token, ...after].join(' '));
    expect(said(replies)).not.toContain(token);
    await talk.type('cancel');
  }), { numRuns: 150 });
  expect(memory.lines.filter((line) => line.level === 'error')).toEqual([]);
  expect(JSON.stringify(memory.lines)).not.toMatch(/zq[0-9a-f]{12}/);
}, 60_000);

test('a verb with a letter wrong never writes anything', async () => {
  const { usecases, writes } = watched();
  const talk = conversation({ store: open.store, usecases });
  const typo = fc.tuple(fc.constantFrom(...verbs), fc.nat(), fc.constantFrom('x', 'q', '')).map(([verb, n, letter]) => `${verb.slice(0, n % verb.length)}${letter}${verb.slice((n % verb.length) + 1)}`);
  await fc.assert(fc.asyncProperty(typo.filter((word) => !verbs.includes(word)), async (word) => {
    await talk.type(`${word} web-01`);
    await talk.type(`${word} A-1042 because so`);
  }), { numRuns: 80 });
  expect(writes).toEqual([]);
}, 60_000);

test('no payload that was not sealed here makes it throw, is repeated, or changes anything', async () => {
  const { usecases, writes } = watched();
  const talk = conversation({ store: open.store, usecases });
  const real = fc.constantFrom(...buttonsOf(await talk.type('status web-01')), ...buttonsOf(await talk.type('test web-01')), ...buttonsOf(await talk.type('help x')));
  const edited = fc.tuple(real, fc.constantFrom('verb', 'id', 'etag', 'step', 'sig', 'sealed', 'ferry'), TOKEN)
    // A key that the button does not have would be an input, which anyone may fill in.
    .map(([data, key, token]) => ({ data: { ...data, [Object.hasOwn(data, key) ? key : 'sig']: token }, token }));
  const invented = fc.tuple(fc.jsonValue(), TOKEN).map(([data, token]) => ({ data: { ferry: 1, verb: token, id: token, etag: 1, sig: token, sealed: ['ferry', 'verb', 'id', 'etag'], data }, token }));
  const wild = fc.tuple(fc.anything(), TOKEN).map(([data, token]) => ({ data, token }));
  await fc.assert(fc.asyncProperty(fc.oneof(edited, invented, wild), async ({ data, token }) => {
    const replies = await talk.press(data);
    expect(replies.map((r) => r.kind)).toEqual(['refuse']);
    expect(said(replies)).not.toContain(token);
  }), { numRuns: 200 });
  expect(writes).toEqual([]);
}, 60_000);
