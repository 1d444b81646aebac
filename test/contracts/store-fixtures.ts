/** Small values for the store's contract; the store looks into few of their fields. */
import { approvalIdOf, conversationIdFromActivity, instanceIdFromCloud, migrationIdFor, userIdFromActivity, type InstanceId } from '../../src/domain/ids.ts';
import type { CheckRun } from '../../src/domain/check-run.ts';
import { emptyDossier } from '../../src/domain/dossier/evolve.ts';
import type { Dossier } from '../../src/domain/dossier/types.ts';
import type { Attested, CheckReport } from '../../src/domain/finding.ts';
import type { Approval } from '../../src/domain/approval/types.ts';
import type { Live } from '../../src/domain/live.ts';
import type { Migration, MigrationEvent } from '../../src/domain/migration/types.ts';
import { by, FERRY, type Actor, type Person } from '../../src/domain/person.ts';
import type { ApprovalChange, DossierChange, MigrationChange } from '../../src/ports/changes.ts';
import type { InventoryRow } from '../../src/ports/store.ts';
import type { Log } from '../../src/ports/telemetry.ts';

export const AT = 1_795_000_000_000;
export const ANNA: Person = { id: userIdFromActivity('anna'), tenant: 'tenant', name: 'Anna Ünal 🚢' };
export const HARBOUR = conversationIdFromActivity('19:harbour@thread.tacv2');
export const silent: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** The nth instance id. */
export function instance(n: number): InstanceId {
  return instanceIdFromCloud(`i-${n.toString(16).padStart(17, '0')}`);
}

/** A migration of the nth instance. */
export function migration(n: number, o: { readonly attempt?: number; readonly position?: Migration['position']; readonly startedAt?: number } = {}): Migration {
  const target = { resourceGroupId: '/subscriptions/s/resourceGroups/rg', networkId: 'net', subnet: 'default', testNetworkId: 'test', vmName: `web-${n}`, size: 'Standard_D2s_v5' };
  return {
    id: migrationIdFor(instance(n), o.attempt ?? 1), scope: 'default', instanceId: instance(n), name: `web-${n}`, privateIp: '10.0.0.1', itemName: `item-${n}`,
    target: target as Migration['target'], owner: ANNA, home: HARBOUR, startedAt: o.startedAt ?? AT, position: o.position ?? { phase: 'seeding' }, positionSince: AT,
    pending: null, finished: null, knownJobs: [], verdict: null, stuck: null, drift: null, sourceStoppedAt: null,
  };
}

/** An approval with a number. */
export function approval(n: number, status: Approval['status'] = 'requested'): Approval {
  return {
    id: approvalIdOf(n), operation: 'cutover', migrationId: migrationIdFor(instance(n), 1), machine: `web-${n}`, requester: ANNA, requestedAt: AT + n, note: '', channel: HARBOUR,
    contentHash: 'hash', evidence: { at: AT, rpoSeconds: 5, replicationHealth: 'normal', backlogMb: 0, test: null, warnings: [], blocks: [] },
    quorum: 1, approvers: ['*'], expiresAt: AT + 1000, status, approvals: [], closing: null,
  };
}

/** A change with events by Ferry, or by a person. */
export function change(state: Migration, version: number, events: readonly MigrationEvent[] = [{ type: 'SeedingStarted' }], actor: Actor = FERRY): MigrationChange {
  return { kind: 'migration', id: state.id, version, state, events: events.map((event) => ({ actor, event })) };
}

/** A change of an approval. */
export function approvalChange(state: Approval, version: number): ApprovalChange {
  return { kind: 'approval', id: state.id, version, state, events: [{ actor: by(ANNA), event: { type: 'ApprovalRequested', approval: state } }] };
}

/** What Anna answered. */
export function answer(said: Attested['answer']): Attested {
  return { answer: said, note: 'ä "quoted"', by: ANNA, at: AT, until: AT + 1000 };
}

/** A dossier with these answers. */
export function dossier(subject: string, answers: Dossier['answers'] = {}): Dossier {
  return { ...emptyDossier(subject), answers };
}

/** A change of a dossier with an event for its answer. */
export function dossierChange(state: Dossier, version: number): DossierChange {
  return { kind: 'dossier', id: state.id, version, state, events: [{ actor: by(ANNA), event: { type: 'QuestionAnswered', check: 'OS-SPACE', answer: answer('yes') } }] };
}

/** A report of the nth machine. */
export function report(n: number, at: number): CheckReport {
  return { instanceId: instance(n), name: `web-${n}`, at, profile: 'modern-2026', findings: [] };
}

/** A check of many machines that has just been asked for. */
export function run(o: Partial<CheckRun> = {}): CheckRun {
  return {
    id: 'r', selection: { kind: 'wave', wave: 'W07' }, askedBy: ANNA, home: HARBOUR, thread: null, askedAt: AT, turn: 1, status: 'reading', machines: [], only: null, slowed: null, reports: [], sums: [],
    endedAt: null, failure: null, ...o,
  };
}

/** Last seen values. */
export function live(o: Partial<Live> = {}): Live {
  return {
    seenAt: AT, protectionText: 'Protected', percent: null, processedBytes: null, totalBytes: null, rpoSeconds: 10, health: 'normal', healthErrors: [], backlogMb: 0,
    heartbeatAgeSeconds: 5, recoveryPointAgeSeconds: 5, job: null, trouble: null, ...o,
  };
}

/** The nth inventory line. */
export function line(n: number, power: 'running' | 'stopped' = 'running'): InventoryRow {
  return {
    machine: { instanceId: instance(n), name: `web-${n}`, privateIp: null, publicIp: null, power, instanceType: 't3.small', platformDetails: 'Linux/UNIX', vpcId: null, subnetId: null, launchedAt: null, tags: { Name: `web-${n}` } },
    item: null,
  };
}
