import type { Instant } from '../time.ts';

type Record = { readonly stream: string; readonly at: Instant; readonly event: { readonly type: string } };

/** A stream that must exist because a record speaks of it. */
export type Reference = { readonly stream: string; readonly at: Instant; readonly from: string };

/** The streams that records name: an approval names its migration (for a wave the wave and all of them), a migration its approvals. A stream that was removed whole is noticed by them. */
export function referencesIn(records: readonly Record[]): readonly Reference[] {
  return records.flatMap((r) => namedBy(r.event).map((stream) => ({ stream, at: r.at, from: r.stream })));
}

function namedBy(event: { readonly type: string }): readonly string[] {
  const { approvalId, approval } = event as { readonly approvalId?: string; readonly approval?: { readonly migrationId?: string; readonly wave?: { readonly id: string; readonly machines: readonly { readonly migrationId: string }[] } | null } };
  const wave = approval?.wave ?? null;
  return [approvalId, approval?.migrationId, ...(wave === null ? [] : [wave.id, ...wave.machines.map((m) => m.migrationId)])].filter((id) => typeof id === 'string');
}
