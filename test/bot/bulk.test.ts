/** One command for several machines: one question, one answer, each machine by itself. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { stepReplicateWave, type ReplicateWaveState } from '../../src/bot/dialogs/replicate-wave.ts';
import { conversationIdFromActivity } from '../../src/domain/ids.ts';
import type { Phase } from '../../src/domain/migration/types.ts';
import { no, ok } from '../../src/domain/result.ts';
import type { BulkPlan } from '../../src/usecases/bulk-types.ts';
import type { UseCases } from '../../src/usecases/types.ts';
import { at, machineOf, rowOf } from '../cards/fixtures.ts';
import { button, buttonsOf, conversation, freshStore, kinds, said, usecasesOver, VERA } from './support.ts';

let open: Awaited<ReturnType<typeof freshStore>>;
beforeAll(async () => { open = await freshStore(); });
afterAll(() => open.close());

/** Machines of the tagged wave W07 at these phases; notes what is asked of the domain for which of them. */
function wave(phases: readonly Phase[], over: Partial<UseCases> = {}) {
  const done: string[] = [];
  const machines = phases.map((phase, n) => at(phase, { id: `m-0a1${String(n).padStart(14, '0')}-1` as never, name: `web-0${n + 1}` }));
  const note = (what: string) => (id: string) => { done.push(`${what} ${id.slice(-3, -2)}`); return Promise.resolve(ok(machines[0] ?? at('tested'))); };
  const usecases = usecasesOver(null, {
    selected: () => Promise.resolve(machines.map((m) => rowOf({ machine: machineOf({ name: m.name }), migration: m }))),
    requestTest: note('test'),
    giveVerdict: (o) => { done.push(`verdict ${o.id.slice(-3, -2)} ${o.works ? 'works' : o.reason}`); return Promise.resolve(ok(at('test-review'))); },
    retry: note('retry'),
    ...over,
  });
  return { done, talk: conversation({ store: open.store, usecases }) };
}

describe('a verb over a wave', () => {
  test('asks once, with who can and who cannot by cause; yes does it for those who can', async () => {
    const { done, talk } = wave(['protected', 'tested', 'seeding', 'seeding']);
    const asked = await talk.type('test W07');
    expect(said(asked)).toMatch(/Start 2 test failovers of W07\?[\s\S]*2 machines cannot now and will be left out[\s\S]*web-03, web-04: That is not possible now: it is at/);
    expect(done).toEqual([]);
    const answer = said(await talk.type('yes'));
    expect(done).toEqual(['test 0', 'test 1']);
    expect(answer).toMatch(/W07: 2 done, 2 refused[\s\S]*2 test failovers are starting/);
  });

  test('asks nothing when none can, and does nothing', async () => {
    const { done, talk } = wave(['seeding', 'migrated']);
    const asked = await talk.type('test W07');
    expect(said(asked)).toMatch(/None of W07 can do that now/);
    expect(buttonsOf(asked).map((b) => b['verb'])).toEqual(['status']);
    expect(said(await talk.type('yes'))).toMatch(/No form of yours is open/);
    expect(done).toEqual([]);
  });

  test('tells what was refused meanwhile, and goes on with the others', async () => {
    const { talk } = wave(['protected', 'protected'], { requestTest: (id) => Promise.resolve(id.endsWith('0-1') ? no({ code: 'changed-meanwhile', detail: {} }) : ok(at('testing'))) });
    await talk.type('test W07');
    expect(said(await talk.type('yes'))).toMatch(/W07: 1 done, 1 refused/);
  });

  test('takes a verdict for all that stand in review, and a bad one only with its reason', async () => {
    const { done, talk } = wave(['test-review', 'test-review', 'tested']);
    expect(said(await talk.type('verdict W07'))).toMatch(/Say which/);
    expect(said(await talk.type('verdict W07 fails'))).toMatch(/A reason is needed/);
    expect(said(await talk.type('verdict W07 fails because no login'))).toMatch(/not work \(2 machines\)[\s\S]*Reason: no login/);
    await talk.type('yes');
    expect(done).toEqual(['verdict 0 no login', 'verdict 1 no login']);
  });

  test('pressed on a card only leads to the question, which is its owner’s', async () => {
    const { done, talk } = wave(['test-review']);
    const { bot } = talk;
    const sealed = bot.sealCard({ type: 'AdaptiveCard', body: [], actions: [{ type: 'Action.Execute', verb: 'verdict', title: 'x', data: { ferry: 1, verb: 'verdict', id: 'W07', works: true } }] }, conversationIdFromActivity('19:ops@thread.tacv2'));
    const shown = await talk.press(button([{ kind: 'card', card: { card: sealed, summary: '' } }], { verb: 'verdict' }));
    expect([kinds(shown), done]).toEqual([['card'], []]);
    expect(said(await talk.press(button(shown, { step: 'confirm' }), VERA))).toMatch(/belongs to/);
    await talk.press(button(shown, { step: 'confirm' }));
    expect(done).toEqual(['verdict 0 works']);
  });

  test('is for operators', async () => {
    const { done, talk } = wave(['protected']);
    for (const text of ['test W07', 'retry W07 state:failed', 'replicate W07', 'verdict W07 works']) expect(said(await talk.type(text, VERA))).toMatch(/needs the role operator/);
    expect(done).toEqual([]);
  });

  test('is refused whole for a part that cannot be read, and never repeats it', async () => {
    const { talk } = wave(['protected']);
    expect(said(await talk.type('test W07 group:hunter2'))).not.toContain('hunter2');
  });
});

describe('replicate over a wave', () => {
  const state: ReplicateWaveState = { what: 'W07', wave: 'W07', here: conversationIdFromActivity('19:ops@thread.tacv2'), ready: [], barred: [], under: [], short: [], vault: 'v', policy: 'p', most: 50, price: null, batch: '10', at: 'form', problem: null };
  test.each([
    { reason: 'the number as it stands', answer: { kind: 'text', text: 'yes' }, is: { at: 'confirm', batch: '10', problem: null } },
    { reason: 'a typed number', answer: { kind: 'text', text: '25 at once' }, is: { at: 'confirm', batch: '25', problem: null } },
    { reason: 'too many', answer: { kind: 'next', inputs: { batch: '51' } }, is: { at: 'form', batch: '10', problem: 'batch' } },
    { reason: 'none', answer: { kind: 'next', inputs: { batch: '0' } }, is: { at: 'form', batch: '10', problem: 'batch' } },
    { reason: 'no number', answer: { kind: 'next', inputs: { batch: 'ten' } }, is: { at: 'form', batch: '10', problem: 'batch' } },
    { reason: 'something else', answer: { kind: 'text', text: 'later' }, is: { at: 'form', batch: '10', problem: 'unclear' } },
    { reason: 'back from the first step', answer: { kind: 'back' }, is: { at: 'form', batch: '10', problem: 'first' } },
  ] as const)('$reason', ({ answer, is }) => {
    expect(stepReplicateWave(state, answer)).toMatchObject({ kind: 'ask', state: is });
  });

  test('queues exactly the machines and choices that were shown', async () => {
    const choices = { resourceGroupId: '/rg', networkId: '/n', subnet: 'web', vmName: 'web-01', size: 'Standard_D2s_v5', diskType: 'StandardSSD_LRS' as const, licence: 'NoLicenseType' as const, runAsAccountId: '' };
    const plan: BulkPlan = { title: 'W07', wave: 'W07', ready: [{ instanceId: machineOf().instanceId, name: 'web-01', choices }], barred: [{ name: 'db-01', why: { code: 'not-ready', detail: { machine: 'db-01', blocks: 'Quota' } } }], under: ['jump-01'], short: [], vault: 'rsv-mig-weu', policy: 'p-24h', mostAtOnce: 50, price: { amount: 25, currency: 'EUR' } };
    const queued: unknown[] = [];
    const { talk } = wave(['seeding'], { planReplication: () => Promise.resolve(ok(plan)), queueReplication: (o) => { queued.push([o.machines, o.batch, o.wave]); return Promise.resolve(ok({ bulk: 'b', machines: 1, batch: 5 })); } });
    expect(said(await talk.type('replicate W07'))).toMatch(/1 of 2 machines are ready[\s\S]*db-01: db-01 is not ready[\s\S]*jump-01/);
    expect(said(await talk.type('5'))).toMatch(/Turn replication of 1 machine on[\s\S]*rsv-mig-weu[\s\S]*p-24h[\s\S]*31 days[\s\S]*at 25\.00 EUR for a machine and month: 25\.00 EUR a month/);
    expect(queued).toEqual([]);
    expect(said(await talk.type('yes'))).toMatch(/replication of 1 machine begins now/);
    expect(queued).toEqual([[plan.ready, 5, 'W07']]);
  });
});
