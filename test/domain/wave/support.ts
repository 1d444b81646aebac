import type { Approval, ApprovedMachine } from '../../../src/domain/approval/types.ts';
import { instanceIdFromCloud, migrationId, waveIdOf, type MigrationId } from '../../../src/domain/ids.ts';
import type { Migration } from '../../../src/domain/migration/types.ts';
import type { Stand } from '../../../src/domain/wave/gate.ts';
import { approval, EVIDENCE, migration } from '../migration/fixtures.ts';

export const idOf = (name: string): MigrationId => migrationId(`m-${name}`);

export type Line = { readonly name: string; readonly group: number; readonly needs?: readonly string[]; readonly state?: ApprovedMachine['state']; readonly byHold?: true };

/** A request for a wave of these machines. */
export function waveApproval(lines: readonly Line[], change: Partial<Approval> & { readonly onFailure?: 'stop' | 'go-on'; readonly removals?: boolean } = {}): Approval {
  const { onFailure = 'stop', removals = true, ...rest } = change;
  const machines = lines.map((l): ApprovedMachine => ({ migrationId: idOf(l.name), machine: l.name, group: l.group, needs: (l.needs ?? []).map(idOf), content: `c-${l.name}`, evidence: EVIDENCE, state: l.state ?? 'in', ...(l.byHold === undefined ? {} : { byHold: l.byHold }) }));
  return approval({ machine: 'W07', migrationId: machines[0]?.migrationId ?? idOf('none'), contentHash: 'wave', wave: { id: waveIdOf('weu', '7'), name: 'W07', machines, onFailure, removals }, status: 'approved', ...rest });
}

export function stand(name: string, phase: Stand['phase'] = 'awaiting-approval', change: Partial<Stand> = {}): Stand {
  return { id: idOf(name), phase, stuck: false, drifted: false, held: false, ...change };
}

/** The machine of a line, waiting for that approval. */
export function machineOf(name: string, a: Approval): Migration {
  const verdict = { works: true, reason: '', by: migration().owner, at: 0 };
  return migration({ id: idOf(name), name, instanceId: instanceIdFromCloud(`i-${name}`), verdict, position: { phase: 'awaiting-approval', approvalId: a.id } });
}
