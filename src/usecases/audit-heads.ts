import { machinesOf } from '../domain/approval/subject.ts';
import type { streamsOf } from '../domain/audit/target.ts';
import type { AuditStream } from '../ports/audit.ts';
import type { Store } from '../ports/store.ts';

/** The streams of the audit with what they are about: a request for a wave is about all of its machines, and its stream names only the first. */
export async function headsOf(store: Pick<Store, 'approvals'>, all: readonly AuditStream[]): Promise<Parameters<typeof streamsOf>[1]> {
  const waves = new Map<string, readonly string[]>((await store.approvals()).flatMap((a) => ((a.state.wave ?? null) === null ? [] : [[a.state.id, machinesOf(a.state)]])));
  return all.map((s) => {
    const about = waves.get(s.id);
    return about === undefined ? s : { ...s, about };
  });
}
