import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { commands } from '../../src/bot/commands/index.ts';
import { approvalIdOf, instanceIdFromCloud } from '../../src/domain/ids.ts';
import { no, ok } from '../../src/domain/result.ts';
import { CloudError, StoreLost } from '../../src/ports/trouble.ts';
import { en } from '../../src/text/en.ts';
import type { UseCases } from '../../src/usecases/types.ts';
import { approvalOf, at, machineOf, rowOf } from '../cards/fixtures.ts';
import { AMIR, button, buttonsOf, CHANNEL, conversation, ELSEWHERE, freshStore, kinds, memoryLog, RITA, said, STRANGER, usecasesOver, VERA, WEB01 } from './support.ts';

let open: Awaited<ReturnType<typeof freshStore>>;
beforeAll(async () => { open = await freshStore(); }, 60_000);
afterAll(() => open.close());
beforeEach(async () => { for (const who of [RITA, AMIR]) await open.store.dropDialog(CHANNEL.conversation, who.id); });

/** A use case that notes what it was asked. */
function spy<K extends keyof UseCases>(over: UseCases, key: K): { readonly usecases: UseCases; readonly calls: Parameters<UseCases[K]>[] } {
  const calls: Parameters<UseCases[K]>[] = [];
  const real = over[key] as (...args: Parameters<UseCases[K]>) => ReturnType<UseCases[K]>;
  return { calls, usecases: { ...over, [key]: (...args: Parameters<UseCases[K]>) => { calls.push(args); return real(...args); } } };
}

describe('typed', () => {
  test.each([
    { text: '', has: 'What I can do in this channel', reason: 'an empty mention gets the help card' },
    { text: 'help', has: 'replicate MACHINE', reason: 'help lists the commands' },
    { text: 'help cutover', has: 'cutover MACHINE', reason: 'how one command is typed' },
    { text: 'discover', has: '25 EC2 machines', reason: 'the inventory' },
    { text: 'check web-01', has: 'Checks of web-01', reason: 'the report' },
    { text: `check ${WEB01}`, has: 'Checks of web-01', reason: 'by instance id' },
    { text: 'status', has: '1 migration', reason: 'the board' },
    { text: 'status web-01', has: 'web-01: tested', reason: 'one machine' },
    { text: 'history web-01', has: 'History of web-01', reason: 'the log' },
    { text: 'check nowhere', has: 'Similar: web-01', reason: 'similar names, never a guess' },
    { text: 'check', has: 'What shall I check?', reason: 'it asks what' },
    { text: 'approve everything', has: 'approve A-1042', reason: 'how it is typed' },
    { text: 'cancel', has: 'nothing to cancel', reason: 'no form is open' },
    { text: 'cancel cutover web-01', has: 'cannot be cancelled', reason: 'never a running failover' },
    { text: 'cancel failover', has: 'cannot be cancelled', reason: 'never a running failover' },
    { text: 'yes', has: 'No form of yours is open', reason: 'a yes to nothing' },
    { text: 'cancel A-1042', has: 'Withdrawn', reason: 'an approval can be withdrawn' },
    { text: 'x'.repeat(4_001), has: 'too long', reason: 'over-long' },
    { text: `approve A-1042 web-01 because ${'x'.repeat(1_001)}`, has: 'too long', reason: 'a comment that is too long is no mistake in the command' },
    { text: `hold all because ${'x'.repeat(1_001)}`, has: 'is held', reason: 'a stop with a whole log for its reason is a stop' },
    { text: `hold all because ${'x'.repeat(9_000)}`, has: 'is held', reason: 'also with more than a line can be' },
    { text: `approve A-1042 web-01 because ${'x'.repeat(9_000)}`, has: 'too long', reason: 'nothing else is done with half a line' },
    { text: `hold web-01 because ${'x'.repeat(1_001)}`, has: 'is held', reason: 'of one machine too' },
  ])('$reason: $text', async ({ text, has }) => {
    const talk = conversation({ store: open.store, usecases: usecasesOver(at('tested', { verdict: null })) });
    expect(said(await talk.type(text))).toContain(has);
  });

  test('a typo gives buttons that say the command, with the machine it named; nothing is run', async () => {
    const started = spy(usecasesOver(at('protected')), 'requestTest');
    const talk = conversation({ store: open.store, usecases: started.usecases });
    const replies = await talk.type('tset web-01');
    const suggestion = button(replies, { verb: 'say', text: 'test web-01' });
    expect(said(await talk.press(suggestion))).toContain('Start a test failover');
    expect(started.calls).toEqual([]);
  });

  test('a decision is never taken from a suggestion', async () => {
    const decided = spy(usecasesOver(at('test-review')), 'giveVerdict');
    const talk = conversation({ store: open.store, usecases: decided.usecases });
    const verdict = button(await talk.type('verdct web-01'), { verb: 'say', text: 'verdict web-01' });
    expect(said(await talk.press(verdict))).toContain('must be typed in full');
    expect(decided.calls).toEqual([]);
  });

  test('several machines fit: each has a button that carries verb and instance id', async () => {
    const rows = [1, 2].map((n) => rowOf({ machine: machineOf({ instanceId: instanceIdFromCloud(`i-0000000000000000${n}`) }) }));
    const usecases = usecasesOver(null, { find: () => Promise.resolve({ kind: 'many', rows }), byInstance: (id) => Promise.resolve(rows.find((r) => r.machine.instanceId === id) ?? null) });
    const checked = spy(usecases, 'check');
    const talk = conversation({ store: open.store, usecases: checked.usecases });
    const choice = button(await talk.type('check web-01'), { verb: 'check', id: 'i-00000000000000002' });
    expect(kinds(await talk.press(choice))).toEqual(['replace']);
    expect(checked.calls).toEqual([['i-00000000000000002']]);
  });

  test('approving by text acts at once, with who and why', async () => {
    const approved = spy(usecasesOver(at('awaiting-approval')), 'approve');
    const talk = conversation({ store: open.store, usecases: approved.usecases });
    expect(said(await talk.type('approve a-1042 because tested', AMIR))).toContain('Approved');
    expect(approved.calls).toEqual([[{ id: 'A-1042', comment: 'tested', who: AMIR, typed: '', again: false, round: null, card: null }]]);
  });

  test('what blocks a cutover is listed and nothing is requested', async () => {
    const blocks = ['RPO is 71 min; the limit is 15 min', 'The test failover is not cleaned up'];
    const usecases = usecasesOver(at('tested'), { cutoverEvidence: () => Promise.resolve(ok({ ...approvalOf().evidence, blocks })) });
    const requested = spy(usecases, 'requestCutover');
    const answer = said(await conversation({ store: open.store, usecases: requested.usecases }).type('cutover web-01'));
    for (const block of blocks) expect(answer).toContain(block);
    expect(requested.calls).toEqual([]);
  });

  test('what cannot be done now is refused before anything is asked, with the next step', async () => {
    const answer = said(await conversation({ store: open.store, usecases: usecasesOver(at('seeding')) }).type('complete web-01'));
    expect(answer).toContain('first copy running');
    expect(answer).toContain('Next step');
  });

  test('the same message twice is answered once', async () => {
    const talk = conversation({ store: open.store });
    const activityId = 'sent-twice';
    expect(await talk.type('help', RITA, { activityId })).toHaveLength(1);
    expect(await talk.type('help', RITA, { activityId })).toEqual([]);
  });

  test('a secret is neither kept nor repeated nor logged', async () => {
    const memory = memoryLog();
    const secret = ['AKIA', 'IOSFODNN7EXAMPLE'].join('');
    const answer = said(await conversation({ store: open.store, log: memory.log }).type(`check ${secret}`));
    expect(answer).toContain('revoke');
    expect(answer + JSON.stringify(memory.lines)).not.toContain(secret);
  });
});

describe('who may', () => {
  test.each([
    { text: 'help' }, { text: 'status web-01' }, { text: 'check nowhere' }, { text: 'approve A-1042' }, { text: 'xyzzy' },
  ])('a stranger learns nothing from: $text', async ({ text }) => {
    const memory = memoryLog();
    const talk = conversation({ store: open.store, usecases: usecasesOver(at('tested')), log: memory.log });
    expect(await talk.type(text, STRANGER)).toEqual([{ kind: 'text', text: en.answers.stranger }]);
    expect(memory.lines).toMatchObject([{ level: 'warn', fields: { security: true, user: STRANGER.id, tenant: STRANGER.tenant } }]);
  });

  test.each(commands.filter((c) => c.role === 'operator').map((c) => ({ name: c.name })))('a viewer may not $name', async ({ name }) => {
    const answer = said(await conversation({ store: open.store, usecases: usecasesOver(at('tested')) }).type(`${name} web-01`, VERA));
    expect(answer).toContain('needs the role operator');
    expect(answer).not.toContain('web-01');
  });

  test('help shows a viewer only what a viewer may do', async () => {
    const talk = conversation({ store: open.store });
    expect(said(await talk.type('help', VERA))).not.toContain('cutover MACHINE');
    expect(said(await talk.type('help', RITA))).toContain('cutover MACHINE');
  });
});

describe('buttons', () => {
  const review = at('test-review');
  const cardOf = async (talk: ReturnType<typeof conversation>) => talk.type('verdict web-01');

  test('a verdict is recorded once, and its card is closed', async () => {
    const given = spy(usecasesOver(review), 'giveVerdict');
    const talk = conversation({ store: open.store, usecases: given.usecases });
    const fails = button(await cardOf(talk), { verb: 'verdict', works: false });
    const replies = await talk.press({ ...fails, reason: 'no login' });
    expect(kinds(replies)).toEqual(['replace']);
    expect(buttonsOf(replies)).toEqual([]);
    expect(given.calls).toEqual([[{ id: review.id, works: false, reason: 'no login', who: RITA }]]);
  });

  test('the same press twice is worked on once', async () => {
    const given = spy(usecasesOver(review), 'giveVerdict');
    const talk = conversation({ store: open.store, usecases: given.usecases });
    const works = button(await cardOf(talk), { verb: 'verdict', works: true });
    const activityId = 'pressed-twice';
    await talk.press(works, RITA, { activityId });
    expect(await talk.press(works, RITA, { activityId })).toMatchObject([{ kind: 'toast' }]);
    expect(given.calls).toHaveLength(1);
  });

  test('the card of an earlier test does not answer for the present one', async () => {
    const old = button(await cardOf(conversation({ store: open.store, usecases: usecasesOver(review) })), { verb: 'verdict', works: true });
    const given = spy(usecasesOver({ ...review, positionSince: review.positionSince + 60_000 }), 'giveVerdict');
    const replies = await conversation({ store: open.store, usecases: given.usecases }).press(old);
    expect(kinds(replies)).toEqual(['replace', 'text']);
    expect(given.calls).toEqual([]);
  });

  test('a card whose question is over is closed', async () => {
    const talk = conversation({ store: open.store, usecases: usecasesOver(review) });
    const works = button(await cardOf(talk), { verb: 'verdict', works: true });
    const later = talk.restart(usecasesOver(at('tested'), { giveVerdict: () => Promise.resolve(no({ code: 'wrong-phase', detail: { phase: 'tested' } })) }));
    const replies = await later.press(works);
    expect(kinds(replies)).toEqual(['replace']);
    expect(buttonsOf(replies)).toEqual([]);
  });

  test.each([
    { change: { works: true }, reason: 'the decision was edited' },
    { change: { id: 'i-00000000000000009' }, reason: 'another machine' },
    { change: { verb: 'accept' }, reason: 'another verb' },
    { change: { etag: 1 }, reason: 'another version' },
    { change: { sig: '' }, reason: 'unsigned' },
  ])('refused and logged: $reason', async ({ change }) => {
    const memory = memoryLog();
    const given = spy(usecasesOver(review), 'giveVerdict');
    const talk = conversation({ store: open.store, usecases: given.usecases, log: memory.log });
    const fails = button(await cardOf(talk), { verb: 'verdict', works: false });
    expect(kinds(await talk.press({ ...fails, reason: 'no login', ...change }))).toEqual(['refuse']);
    expect(given.calls).toEqual([]);
    expect(memory.lines).toMatchObject([{ level: 'warn', fields: { security: true, user: RITA.id, tenant: RITA.tenant } }]);
  });

  test('a card forwarded to another chat is refused there and tells the text way', async () => {
    const approvals = spy(usecasesOver(at('quiescing')), 'withdraw');
    const talk = conversation({ store: open.store, usecases: approvals.usecases });
    const quiesce = button(await talk.type('status web-01'), { verb: 'quiesce' });
    const replies = await talk.press(quiesce, AMIR, { where: ELSEWHERE });
    expect(kinds(replies)).toEqual(['refuse']);
    expect(said(replies)).toContain('type the command instead');
  });

  test('a step pressed on the machine card shows its question instead of acting', async () => {
    const confirmed = spy(usecasesOver(at('quiescing')), 'confirmQuiesce');
    const talk = conversation({ store: open.store, usecases: confirmed.usecases });
    const question = await talk.press(button(await talk.type('status web-01'), { verb: 'quiesce' }));
    expect(kinds(question)).toEqual(['card']);
    expect(confirmed.calls).toEqual([]);
    expect(kinds(await talk.press(button(question, { verb: 'quiesce' })))).toEqual(['replace']);
    expect(confirmed.calls).toHaveLength(1);
  });

  test('paging swaps the list in place', async () => {
    const talk = conversation({ store: open.store });
    expect(kinds(await talk.press(button(await talk.type('discover'), { verb: 'discover', page: 1 })))).toEqual(['replace']);
  });

  test('an answer on a decided approval shows how it ended', async () => {
    const usecases = usecasesOver(at('awaiting-approval'), {
      approve: () => Promise.resolve(no({ code: 'already-decided', detail: { status: 'rejected' } })),
      approval: () => Promise.resolve(approvalOf({ id: approvalIdOf(1042), status: 'rejected' })),
    });
    const talk = conversation({ store: open.store, usecases });
    const sealed = talk.bot.sealCard({ type: 'AdaptiveCard', actions: [{ type: 'Action.Execute', data: { ferry: 1, verb: 'approve', id: 'A-1042', etag: 1 } }] }, CHANNEL.conversation);
    const replies = await talk.press(button([{ kind: 'card', card: { card: sealed, summary: '' } }], { verb: 'approve' }), AMIR);
    expect(kinds(replies)).toEqual(['replace']);
    expect(said(replies)).toContain('Rejected');
    expect(buttonsOf(replies).some((data) => data['verb'] === 'approve')).toBe(false);
  });

  test('a refusal is seen by the presser alone', async () => {
    const usecases = usecasesOver(at('awaiting-approval'), { approve: () => Promise.resolve(no({ code: 'requester-cannot-approve', detail: {} })) });
    const talk = conversation({ store: open.store, usecases });
    const sealed = talk.bot.sealCard({ type: 'AdaptiveCard', actions: [{ type: 'Action.Execute', data: { ferry: 1, verb: 'approve', id: 'A-1042', etag: 1 } }] }, CHANNEL.conversation);
    const approve = button([{ kind: 'card', card: { card: sealed, summary: '' } }], { verb: 'approve' });
    expect(await talk.press(approve)).toEqual([{ kind: 'refuse', text: en.rejection({ code: 'requester-cannot-approve', detail: {} }) }]);
    expect(kinds(await talk.type('approve A-1042'))).toEqual(['text']);
  });

  test('a secret in an answer is dropped', async () => {
    const given = spy(usecasesOver(review), 'giveVerdict');
    const talk = conversation({ store: open.store, usecases: given.usecases });
    const fails = button(await cardOf(talk), { verb: 'verdict', works: false });
    expect(await talk.press({ ...fails, reason: 'password: hunter2' })).toEqual([{ kind: 'refuse', text: en.answers.secret }]);
    expect(given.calls).toEqual([]);
  });
});

describe('when something breaks', () => {
  test('trouble with a cloud is told in words', async () => {
    const broken = usecasesOver(null, { check: () => Promise.reject(new CloudError({ kind: 'throttled', operation: 'ec2:DescribeInstances', message: 'internal detail' })) });
    const answer = said(await conversation({ store: open.store, usecases: broken }).type('check web-01'));
    expect(answer).toContain('slow down');
    expect(answer).toContain('as of 2026-11-21 02:14 UTC');
    expect(answer).not.toContain('internal detail');
  });

  test('a bug shows a reference that the log has too, and nothing internal', async () => {
    const memory = memoryLog();
    const broken = usecasesOver(null, { check: () => Promise.reject(new TypeError('cannot read properties of undefined')) });
    const answer = said(await conversation({ store: open.store, usecases: broken, log: memory.log }).type('check web-01'));
    const [line] = memory.lines;
    expect(line?.level).toBe('error');
    expect(answer).toContain((line?.fields as { reference?: string } | undefined)?.reference ?? 'no reference');
    expect(answer).not.toContain('undefined');
  });
});

describe('when the store is lost', () => {
  test('the embedded one, between two questions of a turn: no bug, but what happened, what it means and what to do', async () => {
    const memory = memoryLog();
    const own = await freshStore();
    const usecases = usecasesOver(null, { find: async () => { await own.close(); await own.store.migration(at('tested').id); throw new Error('it was answered'); } });
    const answer = said(await conversation({ store: own.store, usecases, log: memory.log }).type('status web-01'));
    expect(answer).toContain(`${en.answers.storeLost} (as of`);
    expect(memory.lines).toMatchObject([{ level: 'error', fields: { mayHaveChanged: false, user: RITA.id } }]);
  });

  test('behind a write of the turn, nobody is told that nothing was changed', async () => {
    const usecases = usecasesOver(null, { check: async () => { await open.store.putNote('decided', '1'); throw new StoreLost({ mayHaveChanged: false, cause: null }); } });
    const answer = said(await conversation({ store: open.store, usecases }).type('check web-01'));
    expect(answer).toContain(en.answers.storeLostMidway);
    expect(answer).not.toMatch(/nothing was changed/i);
  });

  test('while the card of a decision is kept, after the decision itself', async () => {
    const store = { ...open.store, keepCard: () => Promise.reject(new StoreLost({ mayHaveChanged: true, cause: null })) };
    const kept = conversation({ store, usecases: usecasesOver(at('test-review')) });
    expect(said(await kept.type('verdict web-01'))).toContain(en.answers.storeLost);
  });
});

test('the welcome card is sealed for its channel and works there', async () => {
  const talk = conversation({ store: open.store });
  const welcome = talk.bot.welcome(CHANNEL);
  const help = button([{ kind: 'card', card: welcome }], { verb: 'help' });
  expect(JSON.stringify(welcome)).toContain('Operations');
  expect(kinds(await talk.press(help))).toEqual(['card']);
  expect(kinds(await talk.press(help, RITA, { where: ELSEWHERE }))).toEqual(['refuse']);
});
