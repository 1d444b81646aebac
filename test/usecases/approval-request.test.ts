/** What a request takes with it from the policy of its operation: what has to be typed, who is asked, and who may not approve alone. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { AccessPolicy } from '../../src/domain/access.ts';
import { defaultPolicies, type OperationPolicy } from '../../src/domain/approval/policy.ts';
import type { Approval } from '../../src/domain/approval/types.ts';
import { by } from '../../src/domain/person.ts';
import type { Store } from '../../src/ports/store.ts';
import { answer } from '../../src/usecases/approval-answers.ts';
import { newApproval, whyUnreachable, type Asking } from '../../src/usecases/approval-request.ts';
import type { Deps } from '../../src/usecases/deps.ts';
import { approvalChange } from '../../src/usecases/record.ts';
import { freshStore, memoryLog } from '../bot/support.ts';
import { NOW, person } from '../cards/fixtures.ts';
import { EVIDENCE, migration } from '../domain/migration/fixtures.ts';
import { waveApproval } from '../domain/wave/support.ts';
import { waveOf } from '../domain/wave/fixtures.ts';

const [OLA, ANA, BEN] = ['Ola', 'Ana', 'Ben'].map((name, i) => person(name, `00000000-0000-0000-0000-0000000000c${i}`)) as [ReturnType<typeof person>, ReturnType<typeof person>, ReturnType<typeof person>];
const ACCESS: AccessPolicy = { tenants: [OLA.tenant], viewers: [], operators: [OLA.id], approvers: [ANA.id, BEN.id] };

let store: Store;
let close: () => Promise<void>;
beforeAll(async () => { ({ store, close } = await freshStore()); }, 60_000);
afterAll(() => close());

const m = migration({ owner: OLA });
const WAVE = waveOf('W07', { edited: { by: ANA, at: NOW } });
const machines = waveApproval(['db01', 'app01', 'web01'].map((name) => ({ name, group: 1 }))).wave?.machines ?? [];
const ofWave: Asking = { operation: 'cutover', m, who: OLA, note: '', content: 'c', evidence: EVIDENCE, window: null, wave: { wave: WAVE, machines, onFailure: 'stop' } };
const { wave: _wave, ...ofOne } = ofWave;

function depsWith(cutover: Partial<OperationPolicy>, access = ACCESS): Deps {
  const policies = defaultPolicies({ quorum: 1, lifetimeMs: 3_600_000 });
  return { store, clock: { now: () => NOW, nonce: () => '' }, log: memoryLog().log, scope: { name: 'weu', awsRegion: 'eu-west-1', location: 'westeurope' }, policy: { quorum: 1, approvalMs: 3_600_000, operations: { ...policies, cutover: { ...policies.cutover, ...cutover } } }, digest: (text: string) => text, access: () => Promise.resolve(access) } as unknown as Deps;
}

test.each([
  { reason: 'a wave by the number of its machines', confirm: 'count', asking: ofWave, typed: '3', others: ['', 'W07', '4', '3 machines'] },
  { reason: 'a wave by its name', confirm: 'name', asking: ofWave, typed: 'w07', others: ['', '3', 'W08'] },
  { reason: 'one machine by its name, whatever counts for waves', confirm: 'count', asking: ofOne, typed: m.name, others: ['', '1'] },
] as const)('$reason', async ({ confirm, asking, typed, others }) => {
  const d = depsWith({ confirm });
  const a = await newApproval(d, asking);
  await store.commit({ at: NOW, changes: [approvalChange(null, [{ type: 'ApprovalRequested', approval: a }], { at: NOW, actor: by(OLA) })] });
  const say = (text: string, who = BEN) => answer(d, { id: a.id, who, command: { type: 'approve', comment: '', typed: text } });
  for (const other of others) expect(await say(other)).toMatchObject({ ok: false, error: { code: 'confirmation-needed' } });
  expect(await say(typed)).toMatchObject({ ok: true, value: { status: 'approved', approvals: [{ by: BEN, typed: a.confirm }] } satisfies Partial<Record<keyof Approval, unknown>> });
});

test('whoever changed a wave last may not be the only one to approve it, unless the policy lets them; a request for which nobody else is left is not posted', async () => {
  const alone = { ...ACCESS, approvers: [ANA.id] };
  expect(await newApproval(depsWith({}), ofWave)).toMatchObject({ lastEditor: ANA });
  expect(await whyUnreachable(depsWith({}, alone), ofWave)).toMatchObject({ code: 'too-few-approvers' });
  expect(await newApproval(depsWith({ fourEyes: false }), ofWave)).toMatchObject({ lastEditor: null });
  expect(await whyUnreachable(depsWith({ fourEyes: false }, alone), ofWave)).toBeNull();
  expect(await whyUnreachable(depsWith({}, { ...ACCESS, approvers: [OLA.id] }), ofWave)).toMatchObject({ code: 'no-approvers' });
});

test('a wave may name fewer of the approvers, never others', async () => {
  const named = { ...ofWave, wave: { wave: { ...WAVE, approvers: [BEN.id, OLA.id] }, machines, onFailure: 'stop' } } as const;
  expect((await newApproval(depsWith({ seats: [] }), named)).approvers).toEqual([BEN.id]);
});

test.each([
  { reason: 'as the policy says', rejections: 2, approvers: [ANA.id, BEN.id], frozen: 2 },
  { reason: 'no figure where one is enough', rejections: 1, approvers: [ANA.id, BEN.id], frozen: undefined },
  { reason: 'never more than there are people beside the requester', rejections: 3, approvers: [OLA.id, ANA.id, BEN.id], frozen: 2 },
  { reason: 'a single person can still reject it', rejections: 3, approvers: [OLA.id, ANA.id], frozen: undefined },
  { reason: 'holders of seats count too', rejections: 2, approvers: [ANA.id], seats: [{ name: 'owner', needed: 1, holders: [BEN.id] }], frozen: 2 },
  { reason: 'where everybody may, there are as many as it takes', rejections: 20, approvers: ['*'] as const, frozen: 20 },
])('how many must reject it is fixed with the request: $reason', async ({ rejections, approvers, seats = [], frozen }) => {
  const d = depsWith({ rejections, seats: seats.map(({ name, needed }) => ({ name, needed, holders: [] })) }, { ...ACCESS, approvers, seats });
  expect((await newApproval(d, ofOne)).rejectQuorum).toBe(frozen);
  const narrowed = { ...ofWave, wave: { wave: { ...WAVE, approvers: [BEN.id] }, machines, onFailure: 'stop' } } as const;
  expect((await newApproval(d, { ...narrowed })).rejectQuorum).toBe(undefined);
});

test('what was decided since about rejections changes nothing for a request that was made', async () => {
  const d = depsWith({ rejections: 2, confirm: 'none' });
  const a = await newApproval(d, ofOne);
  await store.commit({ at: NOW, changes: [approvalChange(null, [{ type: 'ApprovalRequested', approval: a }], { at: NOW, actor: by(OLA) })] });
  const later = depsWith({ rejections: 1, confirm: 'none' });
  expect(await answer(later, { id: a.id, who: ANA, command: { type: 'reject', reason: 'no backup' }, card: 'c1' })).toMatchObject({ ok: true, value: { status: 'requested', rejections: [{ by: ANA, comment: 'no backup' }] } });
  expect(await answer(later, { id: a.id, who: ANA, command: { type: 'reject', reason: 'still none' } })).toMatchObject({ ok: false, error: { code: 'rejection-stands', detail: { by: 'Ana' } } });
  expect(await answer(later, { id: a.id, who: BEN, command: { type: 'reject', reason: 'I am away' }, card: 'c2' })).toMatchObject({ ok: true, value: { status: 'rejected', closing: { by: BEN, reason: 'Ana: no backup; Ben: I am away' } } });
  const kept = (await store.events(a.id)).flatMap((r) => (r.event.type === 'Rejected' ? [[r.actor, r.event.reason, r.event.card, r.event.reached]] : []));
  expect(kept).toEqual([[by(ANA), 'no backup', 'c1', false], [by(BEN), 'I am away', 'c2', true]]);
});
