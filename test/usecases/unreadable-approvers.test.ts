/** While a group of approvers cannot be read: nobody can approve, nothing begins, and nothing that was approved is lost. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { AccessPolicy } from '../../src/domain/access.ts';
import type { Approval } from '../../src/domain/approval/types.ts';
import { groupIdFromSettings, userIdFromActivity } from '../../src/domain/ids.ts';
import { by, type Person } from '../../src/domain/person.ts';
import type { Store } from '../../src/ports/store.ts';
import { CloudError } from '../../src/ports/trouble.ts';
import { makeAccess } from '../../src/usecases/access.ts';
import { answer } from '../../src/usecases/approval-answers.ts';
import type { Deps } from '../../src/usecases/deps.ts';
import { preflight, quorumLost } from '../../src/usecases/preflight.ts';
import { approvalChange } from '../../src/usecases/record.ts';
import { freshStore, memoryLog } from '../bot/support.ts';
import { approvalOf, at, NOW } from '../cards/fixtures.ts';
import { defaultPolicies } from '../../src/domain/approval/policy.ts';
import { NOBODY } from '../../src/domain/governance/settings.ts';

const person = (id: string): Person => ({ id: userIdFromActivity(id), tenant: 't-1', name: id });
const [OLA, ANA, BEN] = ['ola', 'ana', 'ben'].map(person) as [Person, Person, Person];
const GROUP = groupIdFromSettings('c001');

let store: Store;
let close: () => Promise<void>;
let deps: Deps;
let isReadable = true;
let told: ReturnType<typeof memoryLog>;

beforeEach(async () => {
  isReadable = true;
  ({ store, close } = await freshStore());
  told = memoryLog();
  const directory = { members: () => (isReadable ? Promise.resolve([{ id: ANA.id, guest: false }]) : Promise.reject(new CloudError({ kind: 'unavailable', operation: 'graph', message: 'down' }))) };
  const roles = { viewer: NOBODY, operator: NOBODY, approver: { people: [BEN.id], groups: [GROUP] }, admin: NOBODY, auditor: NOBODY };
  const settings = { tenants: ['t-1'], guests: 'refused', places: null, roles, seats: [], operations: defaultPolicies({ quorum: 1, lifetimeMs: 1 }), freezes: [], escalation: NOBODY, evidence: { rpoMs: 1, testMaxAgeMs: 1 } } as const;
  deps = { store, clock: { now: () => NOW, nonce: () => '' }, log: told.log, scope: { name: 'scope' }, policy: { quorum: 1, approvalMs: 1 }, access: makeAccess({ settings, directory, log: told.log }) } as unknown as Deps;
});
afterEach(() => close());

async function stored(over: Partial<Approval>): Promise<Approval> {
  const approval = approvalOf({ requester: OLA, requestedAt: NOW, expiresAt: NOW + 60_000, status: 'requested', approvals: [], approvers: [ANA.id, BEN.id], confirm: null, quorum: 1, ...over });
  await store.commit({ at: NOW, changes: [approvalChange(null, [{ type: 'ApprovalRequested', approval }], { at: NOW, actor: by(OLA) })] });
  return approval;
}

test('nobody can approve, not even who is named; it is on record', async () => {
  const { id } = await stored({});
  isReadable = false;
  for (const who of [ANA, BEN]) expect(await answer(deps, { id, who, command: { type: 'approve', comment: '' } })).toMatchObject({ ok: false, error: { code: 'approvers-unreadable', detail: { group: GROUP, why: 'it does not answer' } } });
  expect((await store.events(id)).map((r) => r.event.type)).toEqual(['ApprovalRequested', 'DecisionRefused', 'DecisionRefused']);
  isReadable = true;
  expect(await answer(deps, { id, who: ANA, command: { type: 'approve', comment: '' } })).toMatchObject({ ok: true, value: { status: 'approved' } });
});

test('whoever is named may still reject: that is safe', async () => {
  const { id } = await stored({});
  isReadable = false;
  expect(await answer(deps, { id, who: BEN, command: { type: 'reject', reason: 'not tonight' } })).toMatchObject({ ok: true, value: { status: 'rejected' } });
});

test('at run nothing begins, and the approval stands', async () => {
  const { id } = await stored({ status: 'approved', approvals: [{ by: ANA, at: NOW, comment: '' }] });
  isReadable = false;
  const m = at('draining');
  const position = { ...m.position, approvalId: id } as typeof m.position;
  await expect(preflight(deps, { ...m, position }, 'stopSource')).rejects.toMatchObject({ name: 'CloudError', kind: 'unavailable', mayHaveHappened: false });
  expect(await quorumLost(deps, id)).toBe(false);
  expect(await store.approval(id)).toMatchObject({ version: 1, state: { status: 'approved', approvals: [{ by: ANA }] } });
});

test('it is told once when it begins and once when it is over', async () => {
  const policies: AccessPolicy[] = [await deps.access()];
  isReadable = false;
  for (let i = 0; i < 3; i++) policies.push(await deps.access());
  isReadable = true;
  policies.push(await deps.access());
  expect(policies.map((p) => p.approvers.length)).toEqual([2, 1, 1, 1, 2]);
  expect(told.lines.map((l) => l.message)).toEqual(['a group cannot be read: nobody is in it for now', 'a group can be read again']);
});
