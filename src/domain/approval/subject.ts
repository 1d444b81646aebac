/** What a request is about: one machine, or the machines of a wave. */
import type { Evidence } from '../evidence.ts';
import type { MigrationId } from '../ids.ts';
import type { Approval, ApprovedMachine } from './types.ts';

/** All machines that the request names, whatever became of them since. */
export function machinesOf(a: Approval): readonly MigrationId[] {
  const wave = a.wave ?? null;
  return wave === null ? [a.migrationId] : wave.machines.map((m) => m.migrationId);
}

/** The machine's own line in a request for a wave; null for a request about one machine, and for a machine that it does not name. */
export function lineOf(a: Approval, id: MigrationId): ApprovedMachine | null {
  return a.wave?.machines.find((m) => m.migrationId === id) ?? null;
}

/** True when exactly this content was asked for and is still covered: of a wave only what has not left it. */
export function covers(a: Approval, content: string): boolean {
  const wave = a.wave ?? null;
  return wave === null ? a.contentHash === content : wave.machines.some((m) => m.state === 'in' && m.content === content);
}

/** What approvers were shown of one machine. */
export function evidenceOf(a: Approval, id: MigrationId): Evidence {
  return lineOf(a, id)?.evidence ?? a.evidence;
}
