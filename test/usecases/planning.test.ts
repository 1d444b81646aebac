/** Planning and setting up on the real store and the real adapters: what is read, what is sent, what is kept, and what is never guessed. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { capacityCard } from '../../src/cards/capacity.ts';
import { networkPlanCard } from '../../src/cards/network-plan.ts';
import { policyCard } from '../../src/cards/policy.ts';
import { settingsCard } from '../../src/cards/settings.ts';
import { setupCard } from '../../src/cards/setup.ts';
import { defaultPolicies } from '../../src/domain/approval/policy.ts';
import { dossierIdOf } from '../../src/domain/dossier/types.ts';
import type { SetupStepId } from '../../src/domain/setup/types.ts';
import { HOUR, MINUTE } from '../../src/domain/time.ts';
import { en } from '../../src/text/en.ts';
import { INVENTORY_READ_AT } from '../../src/usecases/inventory.ts';
import { scopeInForce } from '../../src/usecases/policy.ts';
import { makeSettings } from '../../src/usecases/settings.ts';
import { faults } from '../cards/strict.ts';
import { OLA, startEstate, VERA, type Estate } from './support/estate.ts';

const W07 = { kind: 'wave', wave: 'W07' } as const;
const NO_WISH = { windowMs: null, churn: null, linkMbit: null };
const WISH = { name: 'three-days', retentionMinutes: 4_320, appConsistentMinutes: 240, rpoThresholdMinutes: 15 };

let e: Estate;
beforeAll(async () => {
  // A policy that no setting names, so that a choice can count.
  e = await startEstate({ over: (d) => ({ scope: { ...d.scope, defaults: { ...d.scope.defaults, policyName: null } } }) });
  await e.usecases.inventory({ fresh: true });
}, 60_000);
afterAll(() => e.close());
afterEach(async () => {
  e.sandbox.world.faults.clear();
  e.sandbox.world.journal.clear();
  await e.cure();
});

function value<T>(r: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown }): T {
  if (!r.ok) throw new Error(JSON.stringify(r.error));
  return r.value;
}
/** The next requests of that kind go wrong. */
const fault = (match: Parameters<Estate['sandbox']['world']['faults']['add']>[0]['match'], effect: Parameters<Estate['sandbox']['world']['faults']['add']>[0]['effect']): void => { e.sandbox.world.faults.add({ match, effect, count: 100 }); };
const refused = async (code: string, outcome: Promise<unknown>): Promise<void> => { expect(await outcome).toMatchObject({ ok: false, error: { code } }); };
const puts = (): readonly string[] => e.sandbox.world.journal.list().filter((j) => j.server === 'azure' && j.method === 'PUT').map((j) => j.path);

describe('capacity', () => {
  test('sums what EC2 shows of the wave, with one batched read per kind', async () => {
    const { plan, rules } = value(await e.usecases.capacityPlan({ selection: W07, wish: { ...NO_WISH, windowMs: 8 * HOUR } }));
    expect(plan.machines).toBe((await e.usecases.selected(W07)).length);
    expect(plan.bytes).toBeGreaterThan(plan.machines * 8 * 1024 ** 3);
    expect(plan.churnBytesPerDay).toBeGreaterThan(0);
    expect(plan.firstCopyMbit).toBeGreaterThan(plan.steadyMbit);
    expect(rules.profile).toBe('modern-2026');
    expect(e.asked('ec2').get('DescribeVolumes')).toBe(1);
    expect(e.asked('ec2').get('DescribeInstanceAttribute')).toBeUndefined();
  });

  test('without CloudWatch the plan rests on the assumption, and says so', async () => {
    fault({ server: 'ec2', action: 'GetMetricData' }, { status: 403 });
    const { plan, whyUnmeasured } = value(await e.usecases.capacityPlan({ selection: W07, wish: NO_WISH }));
    expect(whyUnmeasured).toContain('CloudWatch could not be read');
    expect(plan.churn.map((s) => s.source)).toEqual(['assumed']);
  });

  test('a wave that is not there and figures that cannot be are refused before anything is read', async () => {
    await refused('no-such-wave', e.usecases.capacityPlan({ selection: { kind: 'wave', wave: 'W99' }, wish: NO_WISH }));
    await refused('figure-out-of-range', e.usecases.capacityPlan({ selection: W07, wish: { ...NO_WISH, windowMs: 1_000 } }));
    await refused('figure-out-of-range', e.usecases.capacityPlan({ selection: W07, wish: { ...NO_WISH, linkMbit: 0 } }));
    expect([...e.asked('ec2')]).toEqual([]);
  });

  test('EC2 that cannot be read is a refusal, not an empty plan', async () => {
    fault({ server: 'ec2', action: 'DescribeInstances' }, { status: 403 });
    await refused('cloud-unreadable', e.usecases.capacityPlan({ selection: W07, wish: NO_WISH }));
  });

  test('disks that cannot be read are named', async () => {
    fault({ server: 'ec2', action: 'DescribeVolumes' }, { status: 403 });
    const { plan } = value(await e.usecases.capacityPlan({ selection: W07, wish: NO_WISH }));
    expect(plan.troubles).toContainEqual(expect.objectContaining({ code: 'disks-unread' }));
    expect(plan.bytes).toBe(0);
  });
});

describe('a saved plan', () => {
  test('carries who, when and what was said, and its churn holds until somebody says another', async () => {
    const wish = { windowMs: 8 * HOUR, churn: { kind: 'percent', percent: 3 }, linkMbit: null } as const;
    const saved = value(await e.usecases.savePlan({ kind: 'capacity', selection: W07, wish, who: OLA }));
    expect(saved).toMatchObject({ by: OLA, wish });
    const later = value(await e.usecases.capacityPlan({ selection: { kind: 'wave', wave: 'wave-7' }, wish: NO_WISH }));
    expect(later).toMatchObject({ saved: { by: OLA }, churnFrom: { by: OLA }, wish: { churn: { percent: 3 }, windowMs: null } });
    const other = value(await e.usecases.capacityPlan({ selection: W07, wish: { ...NO_WISH, churn: { kind: 'percent', percent: 9 } } }));
    expect(other).toMatchObject({ churnFrom: null, wish: { churn: { percent: 9 } } });
  });

  test('is not made by somebody who may only look', async () => {
    await refused('not-allowed-here', e.usecases.savePlan({ kind: 'network', selection: W07, wish: null, who: VERA }));
  });

  test('that nobody can read any more counts as none', async () => {
    await e.store.putNote('plan.network:all', '{"half":');
    expect(value(await e.usecases.networkPlan({ kind: 'all' })).saved).toBeNull();
  });
});

describe('network', () => {
  test('lays the subnets beside each other, and finds the address that two machines share', async () => {
    const { plan } = value(await e.usecases.networkPlan(W07));
    expect(plan.machines).toHaveLength((await e.usecases.selected(W07)).length);
    expect(plan.moves.every((m) => m.target !== null)).toBe(true);
    expect(plan.clashes.filter((c) => c.kind === 'in-wave')).toMatchObject([{ machines: { length: 2 } }]);
    expect(plan.test).toMatchObject([{ state: 'isolated' }]);
    expect(plan.unread).toEqual([]);
    expect(e.asked('ec2').get('DescribeSecurityGroupRules')).toBe(1);
  });

  test('networks that cannot be read leave every address open', async () => {
    fault({ server: 'azure', path: '/virtualNetworks' }, { status: 403 });
    const { plan } = value(await e.usecases.networkPlan(W07));
    expect(plan.unread).toEqual([expect.stringContaining('Virtual networks')]);
    expect(new Set(plan.machines.flatMap((m) => m.addresses.map((a) => a.fate.kind)))).toEqual(new Set(['unknown']));
  });
});

describe('policies', () => {
  test('one is created with one request; intent and outcome stand in the audit', async () => {
    const created = value(await e.usecases.createPolicy({ policy: WISH, who: OLA }));
    expect(created).toMatchObject({ policy: WISH, outcome: 'created' });
    expect(puts()).toEqual([expect.stringMatching(/replicationPolicies\/three-days$/)]);
    const events = await e.store.events(dossierIdOf('scope'));
    expect(events.map((r) => [r.event.type, r.actor.kind])).toEqual([['PolicyCreationAsked', 'person'], ['PolicyCreationEnded', 'ferry']]);
    expect(await e.store.verify(dossierIdOf('scope'))).toBeNull();
  });

  test('it shows in the vault, cannot be created twice, and is then chosen and associated', async () => {
    e.sandbox.world.clock.advance(300);
    const board = value(await e.usecases.policies());
    expect(board).toMatchObject({ provider: 'InMageRcm', creations: [], longestRetentionHours: 360 });
    expect(board.policies.find((p) => p.name === 'three-days')).toMatchObject({ retentionMinutes: 4_320, mapped: false });
    await refused('policy-exists', e.usecases.createPolicy({ policy: { ...WISH, name: 'Three-Days' }, who: OLA }));
    e.sandbox.world.journal.clear();
    expect(value(await e.usecases.choosePolicy({ name: 'three-days', who: OLA }))).toMatchObject({ name: 'three-days', mapping: 'asked', overruledBy: null });
    expect(puts()).toEqual([expect.stringMatching(/replicationProtectionContainerMappings/)]);
    e.sandbox.world.clock.advance(300);
    expect(value(await e.usecases.policies())).toMatchObject({ inUse: 'three-days', choice: { name: 'three-days', by: OLA } });
    expect(value(await e.usecases.choosePolicy({ name: 'three-days', who: OLA })).mapping).toBe('there');
  });

  test('replication follows the choice, and a setting beats it', async () => {
    expect((await scopeInForce(e.deps)).defaults.policyName).toBe('three-days');
    const set = { ...e.deps, scope: { ...e.deps.scope, defaults: { ...e.deps.scope.defaults, policyName: '24-hour-replication-policy' } } };
    expect((await scopeInForce(set)).defaults.policyName).toBe('24-hour-replication-policy');
  });

  test.each([
    { change: { retentionMinutes: 361 * 60 }, reason: 'longer than 15 days' },
    { change: { appConsistentMinutes: 30 }, reason: 'more often than every hour' },
    { change: { name: 'three days' }, reason: 'a name with a blank' },
  ])('nothing is stored and nothing sent for one that Azure would refuse: $reason', async ({ change }) => {
    const before = (await e.store.events(dossierIdOf('scope'))).length;
    await refused('figure-out-of-range', e.usecases.createPolicy({ policy: { ...WISH, name: 'other', ...change }, who: OLA }));
    expect(puts()).toEqual([]);
    expect((await e.store.events(dossierIdOf('scope'))).length).toBe(before);
  });

  test('a lost answer is unclear, is not sent again, and shows until the vault has the policy', async () => {
    fault({ server: 'azure', method: 'PUT', path: '/replicationPolicies/' }, { status: 500, afterwards: true });
    const created = value(await e.usecases.createPolicy({ policy: { ...WISH, name: 'in-doubt' }, who: OLA }));
    expect(created.outcome).toBe('unclear');
    expect(puts()).toHaveLength(1);
    e.sandbox.world.faults.clear();
    const [shown] = value(await e.usecases.policies()).creations.filter((c) => c.policy.name === 'in-doubt');
    expect(shown === undefined || shown.outcome === 'unclear').toBe(true);
  });

  test('a refusal of Azure is kept with its reason', async () => {
    fault({ server: 'azure', method: 'PUT', path: '/replicationPolicies/' }, { status: 403 });
    const created = value(await e.usecases.createPolicy({ policy: { ...WISH, name: 'forbidden' }, who: OLA }));
    expect(created).toMatchObject({ outcome: 'refused', why: expect.stringContaining('refuses our identity') });
    expect(value(await e.usecases.policies()).creations).toContainEqual(expect.objectContaining({ outcome: 'refused' }));
  });

  test('two people at once send one request', async () => {
    const both = await Promise.all([1, 2].map(() => e.usecases.createPolicy({ policy: { ...WISH, name: 'at-once' }, who: OLA })));
    expect(both.filter((r) => r.ok)).toHaveLength(1);
    expect(puts()).toHaveLength(1);
  });

  test('somebody who may only look changes nothing', async () => {
    await refused('not-allowed-here', e.usecases.createPolicy({ policy: { ...WISH, name: 'other' }, who: VERA }));
    await refused('not-allowed-here', e.usecases.choosePolicy({ name: 'three-days', who: VERA }));
    await refused('no-such-policy', e.usecases.choosePolicy({ name: 'nowhere', who: OLA }));
  });
});

describe('setup', () => {
  const state = async (id: SetupStepId): Promise<string | undefined> => value(await e.usecases.setup()).steps.find((s) => s.id === id)?.state;

  test('has every step; what nobody has checked cannot be told', async () => {
    const { steps } = value(await e.usecases.setup());
    expect(steps).toHaveLength(13);
    expect(steps.find((s) => s.id === 'vault')?.state).toBe('done');
    expect(steps.find((s) => s.id === 'security-groups')?.state).toBe('unknown');
    expect(steps.find((s) => s.id === 'replication')).toMatchObject({ state: 'todo', evidence: { kind: 'stage', tally: { done: 0 } } });
  });

  test('reads AWS and Azure a fixed number of times, whatever the number of machines', async () => {
    await e.usecases.setup();
    expect(Math.max(...e.asked('ec2').values())).toBe(1);
  });

  test('a server registered minutes ago is not called done, a silent one is to do', async () => {
    await e.plant('APPLIANCE_REGISTERED_6_MIN_AGO');
    expect(['waiting', 'unknown']).toContain(await state('registered'));
    await e.cure();
    await e.plant('APPLIANCE_SILENT_20_MIN');
    expect(await state('registered')).toBe('todo');
  });

  test('a vault that cannot be read is not called done', async () => {
    fault({ server: 'azure', path: '/Microsoft.RecoveryServices/vaults' }, { status: 403 });
    for (const id of ['vault', 'registered', 'policy'] as const) expect(await state(id)).toBe('unknown');
  });

  test('the reports of the machines count from their last check on', async () => {
    const rows = await e.usecases.selected(W07);
    await e.usecases.check(rows[0]!.machine.instanceId);
    const step = value(await e.usecases.setup()).steps.find((s) => s.id === 'security-groups');
    expect(step).toMatchObject({ evidence: { kind: 'machines', tally: { unknown: expect.any(Number) } } });
    expect((step?.evidence as { tally: { all: number; unknown: number } }).tally.unknown).toBe((step?.evidence as { tally: { all: number } }).tally.all - 1);
  });
});

describe('explain and settings', () => {
  test('a check tells what it expects, from itself, and how it was cured where it failed', async () => {
    const unread = await e.usecases.explainCheck('RPL-RPO');
    expect(unread).toMatchObject({ id: 'RPL-RPO', seen: null });
    expect(unread?.expected.length).toBeGreaterThan(10);
    await e.plant('OUT_9443_CLOSED', 'web-02');
    await e.usecases.check(e.idOf('web-02'));
    expect(await e.usecases.explainCheck('net-sg-out')).toMatchObject({ id: 'NET-SG-OUT', expected: expect.stringContaining('9443'), link: expect.stringMatching(/^https/), seen: { machine: 'web-02', finding: { verdict: 'block', remedy: expect.stringContaining('authorize-security-group-egress') } } });
    expect(await e.usecases.explainCheck('NO-SUCH')).toBeNull();
  });

  test('settings tell what a cutover takes by the governance file, not by the single settings beside it', async () => {
    const all = defaultPolicies({ quorum: 1, lifetimeMs: 24 * HOUR });
    const cutover = { ...all.cutover, approvals: 1, rejections: 3, seats: [{ name: 'owner', needed: 1, holders: [] }, { name: 'operations', needed: 1, holders: [] }], expiresMs: 2 * HOUR };
    const { settings } = makeSettings({ ...e.deps, policy: { ...e.deps.policy, operations: { ...all, cutover } } });
    expect(JSON.stringify(settingsCard({ settings: await settings(), now: e.deps.clock.now() }, en))).toContain('A cutover needs 2 approvals; 3 rejections end a request, and it expires after 2 h');
  });

  test('settings tell the rules in force and why, and people as numbers', async () => {
    expect(await e.usecases.settings()).toMatchObject({ provider: 'InMageRcm', profile: { id: 'modern-2026' }, profileFrom: 'provider', people: { viewers: 1, operators: 1, approvers: 1 }, quorum: 1, rejections: 1 });
  });

  test('a vault that cannot be read is said, not guessed', async () => {
    fault({ server: 'azure', path: '/Microsoft.RecoveryServices/vaults' }, { status: 403 });
    expect(await e.usecases.settings()).toMatchObject({ provider: null, whyNoProvider: expect.stringContaining('refuses our identity'), profileFrom: 'guess' });
  });
});

test('the cards of the real estate stay small, and the first lines say how it stands', async () => {
  const now = e.deps.clock.now();
  const cards = [
    setupCard({ setup: value(await e.usecases.setup()), now }, en),
    capacityCard({ answer: value(await e.usecases.capacityPlan({ selection: { kind: 'all' }, wish: NO_WISH })), savedNow: false, now }, en),
    networkPlanCard({ answer: value(await e.usecases.networkPlan({ kind: 'all' })), page: 0, savedNow: false, now }, en),
    policyCard({ board: value(await e.usecases.policies()) }, en),
    settingsCard({ settings: await e.usecases.settings(), now }, en),
  ];
  for (const { card, summary } of cards) {
    expect(faults(card)).toEqual([]);
    expect(Buffer.byteLength(JSON.stringify(card))).toBeLessThan(24 * 1024);
    expect(summary).toMatch(/^.{10,}: .{10,}$/);
  }
});

test('a plan counts for the checklist when somebody has saved it', async () => {
  const steps = async () => value(await e.usecases.setup()).steps.filter((s) => s.id.endsWith('-plan')).map((s) => s.state);
  value(await e.usecases.savePlan({ kind: 'capacity', selection: { kind: 'all' }, wish: null, who: OLA }));
  value(await e.usecases.savePlan({ kind: 'network', selection: { kind: 'all' }, wish: null, who: OLA }));
  expect(await steps()).toEqual(['done', 'done']);
  expect(Number(await e.store.note(INVENTORY_READ_AT))).toBeGreaterThan(e.deps.clock.now() - 10 * MINUTE);
});
