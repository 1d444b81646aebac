/** What was done outside Ferry: found, told once, attributed, and taken as the truth only when Azure has come to rest. */
import { describe, expect, test } from '@jest/globals';
import { approvalIdOf, jobIdFromCloud } from '../../../src/domain/ids.ts';
import { decide } from '../../../src/domain/migration/decide.ts';
import { evolve } from '../../../src/domain/migration/evolve.ts';
import { needs, type Observation } from '../../../src/domain/migration/observation.ts';
import { reconcile } from '../../../src/domain/migration/reconcile.ts';
import type { Drift, Migration, MigrationEvent, Position } from '../../../src/domain/migration/types.ts';
import { by, FERRY } from '../../../src/domain/person.ts';
import type { Item, TargetVm } from '../../../src/domain/observation.ts';
import { approval, item, migration, OLA, T0 } from './fixtures.ts';

const MIN = 60_000;
const approvalId = approvalIdOf(1001);
const job = jobIdFromCloud('j1');
const tested: Position = { phase: 'tested' };
const inAzure: Position = { phase: 'in-azure', failedOverAt: T0, vm: 'web-01' };
const seen = (change: Partial<Observation> = {}): Observation => ({ asOf: T0, item: item(), job: 'unread', jobs: [], source: 'unread', vm: 'unread', doer: 'unread', approval: approval({ status: 'approved' }), request: null, requestHash: 'r', checks: 'unread', freezes: [], holdAll: null, contentHash: 'h', ...change });
const runs = (scenario: string, change: Partial<Item> = {}): Item => item({ ...change, running: { scenario, jobId: job }, allowedOperations: [] });
const target = (change: Partial<Item['target']>): Item => item({ target: { ...item().target, ...change } });
const over: Item = item({ activeLocation: 'Recovery', allowedOperations: ['CompleteMigration'] });
const vm = (power: TargetVm['power']): TargetVm => ({ armId: '/vm', name: 'web-01', power, privateIp: null, size: 's' });
const STUCK: Migration['stuck'] = { since: T0, code: 'job-failed', act: 'startTestFailover', jobId: null, failure: { code: '', message: '', causes: '', advice: '', task: null, activityId: null } };
const after = (m: Migration, o: Observation, now = T0): readonly MigrationEvent[] => reconcile(m, o, { now, settleMs: 10 * MIN }).events;

type Row = { readonly reason: string; readonly position: Position; readonly item: Observation['item']; readonly m?: Partial<Migration>; readonly then: Drift['code'] | null };
const rows: readonly Row[] = [
  { reason: 'a failover that runs', position: tested, item: runs('UnplannedFailover'), then: 'failed-over-outside' },
  { reason: 'a planned one', position: tested, item: runs('PlannedFailover'), then: 'failed-over-outside' },
  { reason: 'one that is over', position: { phase: 'protected' }, item: over, then: 'failed-over-outside' },
  { reason: 'one while the cutover waits for its failover', position: { phase: 'source-stopped', approvalId }, item: runs('UnplannedFailover'), then: 'failed-over-outside' },
  { reason: 'one while Ferry waits for a person', position: tested, item: over, m: { stuck: STUCK }, then: 'failed-over-outside' },
  { reason: 'one while a rollback from before any failover runs', position: { phase: 'rolling-back', step: 'start-source', failedOverAt: null, reason: 'x', by: OLA }, item: over, then: 'failed-over-outside' },
  { reason: 'Ferry’s own failed job that the list still shows', position: { phase: 'source-stopped', approvalId }, item: runs('UnplannedFailover'), m: { knownJobs: [job] }, then: null },
  { reason: 'a test failover that runs', position: { phase: 'protected' }, item: runs('TestFailover'), then: 'test-outside' },
  { reason: 'a test machine that stands', position: tested, item: item({ testFailoverState: 'WaitingForCompletion' }), then: 'test-outside' },
  { reason: 'a test machine that was removed before its verdict', position: { phase: 'test-review', testVm: 'x', since: T0 }, item: item(), then: 'test-outside' },
  { reason: 'a person who cures a failed test in the portal', position: { phase: 'testing' }, item: runs('TestFailoverCleanup'), m: { stuck: STUCK }, then: null },
  { reason: 'replication that is being removed', position: tested, item: runs('DisableDr'), then: 'item-gone' },
  { reason: 'replication that is removed', position: tested, item: 'absent', then: 'item-gone' },
  { reason: 'a migration that others completed', position: inAzure, item: 'absent', then: 'item-gone' },
  { reason: 'another size', position: tested, item: target({ size: 'Standard_D8s_v5' }), then: 'settings-changed' },
  { reason: 'another name', position: { phase: 'awaiting-approval', approvalId }, item: target({ vmName: 'web-99' }), then: 'settings-changed' },
  { reason: 'another network', position: { phase: 'seeding' }, item: target({ networkId: '/other' }), then: 'settings-changed' },
  { reason: 'another subnet of the first card', position: tested, item: target({ nics: [{ mac: 'm', primary: true, sourceIp: null, targetIp: null, subnet: 'db' }] }), then: 'settings-changed' },
  { reason: 'another spelling is the same', position: tested, item: target({ networkId: '/NET', size: 'standard_d2S_v5' }), then: null },
  { reason: 'what Azure does not tell is no change', position: tested, item: target({ size: null, vmName: '', networkId: null }), then: null },
  { reason: 'settings are judged when their job has ended', position: tested, item: runs('UpdateVmProperties', target({ size: 'Standard_D8s_v5' })), then: null },
  { reason: 'a job that nobody here began', position: tested, item: runs('SwitchProtection'), then: 'job-outside' },
  { reason: 'a commit after the failover', position: inAzure, item: runs('CommitFailover', over), then: 'job-outside' },
  { reason: 'a repair is a cure', position: tested, item: runs('RepairReplication'), then: null },
  { reason: 'an agent that upgrades itself', position: tested, item: runs('UpdateMobilityService'), then: null },
  { reason: 'a job that Ferry began', position: tested, item: runs('SwitchProtection'), m: { knownJobs: [job] }, then: null },
];

describe('what one look shows', () => {
  test.each(rows)('$reason: $then', ({ position, item: shown, m, then }) => {
    const events = after(migration({ position, ...m }), seen({ item: shown }));
    const drifted = events.find((e) => e.type === 'Drifted');
    expect(drifted?.type === 'Drifted' ? drifted.drift.code : null).toBe(then);
  });

  test('pauses, voids the approval by name, and ends a cutover for which nothing was stopped', () => {
    const m = migration({ position: { phase: 'quiescing', approvalId } });
    const events = after(m, seen({ item: target({ size: 'Standard_D8s_v5' }) }));
    expect(events).toMatchObject([
      { type: 'Drifted', drift: { voided: approvalId, detail: { kind: 'settings', changes: [{ setting: 'size', planned: 'Standard_D2s_v5', now: 'Standard_D8s_v5' }] } } },
      { type: 'CutoverDenied', approvalId, outcome: 'voided', kind: 'drift' },
    ]);
  });

  test('does not end a cutover whose source is stopped: the way back must stay', () => {
    const events = after(migration({ position: { phase: 'source-stopped', approvalId } }), seen({ item: over }));
    expect(events.map((e) => e.type)).toEqual(['Drifted']);
  });
});

const drifted = (code: Drift['code'], change: Partial<Drift> = {}): Drift => ({ since: T0, code, jobId: null, ...change });
const adopting = { by: by(OLA), at: T0 };

describe('who did it', () => {
  const m = migration({ position: tested, drift: drifted('failed-over-outside') });
  const found = { kind: 'found', caller: 'mara@contoso.example', operation: 'x', at: T0 } as const;

  test('is asked of the log until it answers, and told once', () => {
    expect(needs(m).doer).toBe(true);
    expect(after(m, seen({ item: over, doer: found }))).toEqual([{ type: 'DriftAttributed', by: found }]);
    expect(needs(migration({ drift: drifted('failed-over-outside', { by: found }) })).doer).toBe(false);
  });

  test('entries come late: half an hour without one is an answer', () => {
    expect(after(m, seen({ item: over, doer: { kind: 'not-found' } }), T0 + 29 * MIN)).toEqual([]);
    expect(after(m, seen({ item: over, doer: { kind: 'not-found' } }), T0 + 30 * MIN)).toEqual([{ type: 'DriftAttributed', by: { kind: 'not-found' } }]);
  });

  test('a log that may not be read is told at once', () => {
    expect(after(m, seen({ item: over, doer: { kind: 'unreadable', why: 'forbidden' } }))).toEqual([{ type: 'DriftAttributed', by: { kind: 'unreadable', why: 'forbidden' } }]);
  });

  test('the log of Azure is not asked about AWS', () => {
    for (const code of ['source-changed', 'source-started'] as const) expect(needs(migration({ drift: drifted(code) })).doer).toBe(false);
  });
});

type Adopted = { readonly reason: string; readonly position: Position; readonly drift: Drift; readonly o: Partial<Observation>; readonly then: object | null; readonly phase: string };
const adoptions: readonly Adopted[] = [
  { reason: 'a failover that runs is waited for', position: tested, drift: drifted('failed-over-outside', { adopting }), o: { item: runs('UnplannedFailover') }, then: null, phase: 'tested' },
  { reason: 'a failover whose VM does not run yet is waited for', position: tested, drift: drifted('failed-over-outside', { adopting }), o: { item: over, vm: vm('starting') }, then: null, phase: 'tested' },
  { reason: 'a failover without its VM is not "in Azure"', position: tested, drift: drifted('failed-over-outside', { adopting }), o: { item: over, vm: 'absent' }, then: null, phase: 'tested' },
  { reason: 'a failover whose VM runs is', position: tested, drift: drifted('failed-over-outside', { adopting }), o: { item: over, vm: vm('running') }, then: { to: 'in-azure', vm: 'web-01' }, phase: 'in-azure' },
  { reason: 'a failover that failed leaves the machine where it was', position: tested, drift: drifted('failed-over-outside', { adopting }), o: { item: item() }, then: { to: 'stay' }, phase: 'tested' },
  { reason: 'removed before the failover is given up', position: tested, drift: drifted('item-gone', { adopting }), o: { item: 'absent', vm: 'absent' }, then: { to: 'abandoned' }, phase: 'abandoned' },
  { reason: 'removed after it is migrated', position: inAzure, drift: drifted('item-gone', { adopting }), o: { item: 'absent' }, then: { to: 'migrated' }, phase: 'migrated' },
  { reason: 'a removal that runs is waited for', position: inAzure, drift: drifted('item-gone', { adopting }), o: { item: runs('DisableDr', over) }, then: null, phase: 'in-azure' },
  { reason: 'a test that stands gets its verdict', position: tested, drift: drifted('test-outside', { adopting }), o: { item: item({ testFailoverState: 'WaitingForCompletion' }) }, then: { to: 'test-review', testVm: 'web-01-test' }, phase: 'test-review' },
  { reason: 'a test that was cleaned up meanwhile is forgotten', position: tested, drift: drifted('test-outside', { adopting }), o: { item: item() }, then: { to: 'stay' }, phase: 'tested' },
  { reason: 'a test machine that others removed ends the review', position: { phase: 'test-review', testVm: 'x', since: T0 }, drift: drifted('test-outside', { adopting, detail: { kind: 'test-cleaned' } }), o: { item: item() }, then: { to: 'rest' }, phase: 'protected' },
  { reason: 'a job is waited for', position: tested, drift: drifted('job-outside', { adopting }), o: { item: runs('SwitchProtection') }, then: null, phase: 'tested' },
  { reason: 'and then forgotten', position: tested, drift: drifted('job-outside', { adopting }), o: { item: item() }, then: { to: 'stay' }, phase: 'tested' },
];

describe('taken as the truth', () => {
  test.each(adoptions)('$reason', ({ position, drift, o, then, phase }) => {
    const m = migration({ position, drift });
    const [event] = after(m, seen(o));
    expect(event ?? null).toEqual(then === null ? null : { type: 'DriftAdopted', outcome: then });
    const state = event === undefined ? m : evolve(m, { event, at: T0, actor: FERRY });
    expect(state.position.phase).toBe(phase);
    if (event !== undefined) expect(state.drift).toBeNull();
  });

  test('settings become those of the vault, as they are at that moment', () => {
    const m = migration({ position: tested, drift: drifted('settings-changed', { adopting }) });
    const [event] = after(m, seen({ item: target({ size: 'Standard_D8s_v5', vmName: 'web-99' }) }));
    const state = evolve(m, { event: event as MigrationEvent, at: T0, actor: FERRY });
    expect(state.target).toMatchObject({ size: 'Standard_D8s_v5', vmName: 'web-99', subnet: 'web' });
    expect(after(state, seen({ item: target({ size: 'Standard_D8s_v5', vmName: 'web-99' }) }))).toEqual([]);
  });

  test('nobody waits for it twice, and nothing happens by itself before', () => {
    const m = migration({ position: tested, drift: drifted('failed-over-outside') });
    const asked = { who: OLA, now: T0, standsIn: false };
    expect(after(m, seen({ item: over, vm: vm('running') }))).toEqual([]);
    expect(decide(m, { type: 'adopt-drift' }, asked)).toEqual({ ok: true, value: [{ type: 'AdoptionAsked' }] });
    expect(decide(migration({ drift: drifted('item-gone', { adopting }) }), { type: 'adopt-drift' }, asked)).toEqual({ ok: true, value: [] });
    expect(decide(migration(), { type: 'adopt-drift' }, asked)).toMatchObject({ ok: false, error: { code: 'nothing-outside' } });
    expect(decide(m, { type: 'keep-drift' }, asked)).toEqual({ ok: true, value: [{ type: 'DriftKept' }] });
  });

  test('the later of two wishes counts', () => {
    const at = { at: T0, actor: by(OLA) };
    const kept = evolve(migration({ drift: drifted('item-gone', { adopting }) }), { event: { type: 'DriftKept' }, ...at });
    expect(kept.drift).toMatchObject({ kept: { by: by(OLA) } });
    expect(kept.drift?.adopting).toBeUndefined();
    expect(evolve(kept, { event: { type: 'AdoptionAsked' }, ...at }).drift?.kept).toBeUndefined();
  });

  test('a log of an older Ferry still tells the same story', () => {
    const old = { at: T0, actor: by(OLA) };
    expect(evolve(migration({ position: tested, drift: drifted('failed-over-outside') }), { event: { type: 'DriftAdopted' }, ...old }).position).toMatchObject({ phase: 'in-azure', vm: 'web-01' });
    expect(evolve(migration({ position: tested, drift: drifted('item-gone') }), { event: { type: 'DriftAdopted' }, ...old }).position.phase).toBe('abandoned');
    expect(evolve(migration({ position: inAzure, drift: drifted('item-gone') }), { event: { type: 'DriftAdopted' }, ...old }).position.phase).toBe('migrated');
    expect(evolve(migration({ position: tested, drift: drifted('job-outside') }), { event: { type: 'DriftAdopted' }, ...old }).position.phase).toBe('tested');
  });
});
