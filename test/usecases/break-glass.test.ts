/** The store side of a break-glass: one transaction, its list for the scope, its reminder, and every refusal on record. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { REVIEW_WITHIN } from '../../src/domain/approval/break-glass.ts';
import { userIdFromActivity } from '../../src/domain/ids.ts';
import { by, type Person } from '../../src/domain/person.ts';
import type { Store } from '../../src/ports/store.ts';
import { makeBreakGlass } from '../../src/usecases/break-glass.ts';
import type { Deps } from '../../src/usecases/deps.ts';
import { approvalChange } from '../../src/usecases/record.ts';
import { makeTimers } from '../../src/workers/timers.ts';
import { freshStore, memoryLog } from '../bot/support.ts';
import { approvalOf, NOW } from '../cards/fixtures.ts';

const person = (id: string): Person => ({ id: userIdFromActivity(id), tenant: 't-1', name: id });
const [ADA, ABE, OLA, AUDREY] = ['ada', 'abe', 'ola', 'audrey'].map(person) as [Person, Person, Person, Person];
const APPROVAL = approvalOf({ requester: OLA, requestedAt: NOW, expiresAt: NOW + 3 * REVIEW_WITHIN, status: 'requested', approvals: [] });
const REASON = 'all approvers are on one flight';

let store: Store;
let close: () => Promise<void>;
let now = NOW;
let deps: Deps;

beforeEach(async () => {
  now = NOW;
  ({ store, close } = await freshStore());
  const access = () => Promise.resolve({ tenants: ['t-1'], viewers: [], operators: [OLA.id], approvers: [], admins: [ADA.id, ABE.id], auditors: [AUDREY.id] });
  deps = { store, clock: { now: () => now, nonce: () => '' }, log: memoryLog().log, scope: { name: 'scope' }, policy: {}, access } as unknown as Deps;
  await store.commit({ at: NOW, changes: [approvalChange(null, [{ type: 'ApprovalRequested', approval: APPROVAL }], { at: NOW, actor: by(OLA) })] });
});
afterEach(() => close());

const { id } = APPROVAL;
const glass = () => makeBreakGlass(deps);
const types = async (): Promise<readonly string[]> => (await store.events(id)).map((r) => r.event.type);

async function used(): Promise<void> {
  await glass().breakGlass({ id, who: ADA, command: { type: 'break', reason: REASON } });
  await glass().breakGlass({ id, who: ABE, command: { type: 'confirm' } });
}

test('both steps are on record, and the scope knows what is to be reviewed', async () => {
  await used();
  expect(await types()).toEqual(['ApprovalRequested', 'GlassAsked', 'GlassBroken']);
  expect((await store.approval(id))?.state.status).toBe('approved');
  expect(await glass().openReviews()).toEqual([{ approvalId: id, machine: APPROVAL.machine, people: [ADA, ABE], reason: REASON, due: NOW + REVIEW_WITHIN }]);
});

test('a refusal is on record and changes nothing', async () => {
  expect(await glass().breakGlass({ id, who: OLA, command: { type: 'break', reason: REASON } })).toMatchObject({ ok: false, error: { code: 'not-allowed-here' } });
  expect((await store.events(id)).at(-1)?.event).toEqual({ type: 'DecisionRefused', by: OLA, code: 'not-allowed-here' });
  expect((await store.approval(id))?.state.status).toBe('requested');
});

test('two who confirm at once are one: the other is told', async () => {
  await glass().breakGlass({ id, who: ADA, command: { type: 'break', reason: REASON } });
  const both = await Promise.all([1, 2].map(() => glass().breakGlass({ id, who: ABE, command: { type: 'confirm' } })));
  expect(both.filter((r) => r.ok)).toHaveLength(1);
  expect((await types()).filter((t) => t === 'GlassBroken')).toHaveLength(1);
  expect(await glass().openReviews()).toHaveLength(1);
});

test('the reminder comes once, after a day, and only when nobody reviewed it', async () => {
  await used();
  const { fire } = makeTimers(deps);
  await fire(`review:${id}`);
  expect(await types()).not.toContain('GlassReviewOverdue');
  now += REVIEW_WITHIN;
  await fire(`review:${id}`);
  await fire(`review:${id}`);
  expect((await types()).filter((t) => t === 'GlassReviewOverdue')).toHaveLength(1);
  await glass().breakGlass({ id, who: AUDREY, command: { type: 'review', reason: 'late, but seen' } });
  expect(await glass().openReviews()).toEqual([]);
  await fire(`review:${id}`);
  expect((await types()).at(-1)).toBe('GlassReviewed');
});

test('reviewed in time, nobody is reminded', async () => {
  await used();
  await glass().breakGlass({ id, who: AUDREY, command: { type: 'review', reason: 'seen at once' } });
  now += REVIEW_WITHIN;
  await makeTimers(deps).fire(`review:${id}`);
  expect(await types()).not.toContain('GlassReviewOverdue');
});
