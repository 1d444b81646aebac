/** What a change to a wave does to a request for that wave. Adding never is allowed; taking out is, when the approvers did not forbid it. */
import type { Approval, ApprovalEvent } from '../approval/types.ts';
import type { InstanceId, MigrationId, WaveId } from '../ids.ts';
import type { WaveEvent } from './types.ts';

/** The change, and which migration each machine of the wave has. */
export type WaveChanged = { readonly wave: { readonly id: WaveId; readonly name: string }; readonly events: readonly WaveEvent[]; readonly migrations: ReadonlyMap<InstanceId, MigrationId> };

/** True while the request still decides over machines of the wave: it waits for an answer, waits for its time, or is being carried out. */
export function isOfWave(a: Approval, id: WaveId): boolean {
  return a.wave?.id === id && (a.status === 'requested' || a.status === 'approved' || a.status === 'running');
}

/** The events of the request that belong into the same commit as the change; none when it stands as it is. */
export function approvalEffects(a: Approval, changed: WaveChanged): readonly ApprovalEvent[] {
  if (!isOfWave(a, changed.wave.id)) return [];
  const why = changed.events.map((e) => whyVoid(e, changed.wave.name)).find((text) => text !== null);
  if (why !== undefined) return [voided(why)];
  const gone = changed.events.flatMap((e) => (e.type === 'MachinesRemoved' ? e.instanceIds : []));
  return removed(a, changed, gone);
}

function voided(reason: string): ApprovalEvent {
  return { type: 'ApprovalVoided', reason, kind: 'content' };
}

/** Null for what does not touch that which was asked for. */
function whyVoid(e: WaveEvent, wave: string): string | null {
  switch (e.type) {
    case 'MachinesAdded':
      return `machines were added to ${wave}`;
    case 'MachinesRegrouped':
      return `the order of machines in ${wave} was changed`;
    case 'WaveChanged':
      return e.change.target === undefined ? null : `the target of ${wave} was changed`;
    case 'WaveClosed':
      return `${wave} was closed`;
    default:
      return null;
  }
}

function removed(a: Approval, { wave, migrations }: WaveChanged, gone: readonly InstanceId[]): readonly ApprovalEvent[] {
  const ids = new Set(gone.flatMap((id) => migrations.get(id) ?? []));
  const lines = (a.wave?.machines ?? []).filter((m) => m.state === 'in' && ids.has(m.migrationId));
  if (lines.length === 0) return [];
  if (a.wave?.removals !== true) return [voided(`machines were taken out of ${wave.name}, and the approvers did not allow that`)];
  const isEmpty = a.wave.machines.every((m) => m.state !== 'in' || ids.has(m.migrationId));
  // A running request ends by itself when its last machine has come to its end.
  if (isEmpty && a.status !== 'running') return [voided(`no machine of ${wave.name} is left in it`)];
  return lines.map((m) => ({ type: 'MachineSettled', migrationId: m.migrationId, machine: m.machine, state: 'left', why: `taken out of ${wave.name}` }));
}
