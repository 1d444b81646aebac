/** Why a first copy may stand still: what there are signs of first, the others to be looked at. */
import type { Live } from '../live.ts';
import { MINUTE, SECOND } from '../time.ts';

const CAUSES = ['heartbeat', 'churn', 'port', 'cache'] as const;
export type CauseKind = (typeof CAUSES)[number];

/** `seen`: something of it shows; `sign` is what, in Azure's own code or as the check that did not pass. */
export type StallCause = { readonly kind: CauseKind; readonly seen: boolean; readonly sign: string | null };

/** An agent sends one every few minutes. */
const SILENT_MS = 15 * MINUTE;

/** Site Recovery's own codes of what keeps a copy from going on. */
const CODES: { readonly [K in CauseKind]: readonly string[] } = { heartbeat: ['78174', '90078', '806', '78022'], churn: ['78026', '78188'], port: ['78169'], cache: [] };
/** Checks of Ferry that look at the same. */
const CHECKS: { readonly [K in CauseKind]: readonly string[] } = { heartbeat: ['ASR-AGENT', 'SRC-STATE'], churn: ['DSK-CHURN'], port: ['NET-SG-OUT', 'NET-SG-IN-APP', 'NET-NACL', 'NET-ROUTE'], cache: ['AZ-CACHE', 'ASR-URL'] };

/** Every cause, those with a sign first. */
export function causesOf(o: { readonly live: Live | null; readonly failing: readonly string[] }): readonly StallCause[] {
  const all = CAUSES.map((kind): StallCause => {
    const sign = signOf(kind, o);
    return { kind, seen: sign !== null, sign: sign === '' ? null : sign };
  });
  return all.toSorted((a, b) => Number(b.seen) - Number(a.seen));
}

/** Empty for a sign that needs no further word; null for none. */
function signOf(kind: CauseKind, { live, failing }: Parameters<typeof causesOf>[0]): string | null {
  const reported = live?.healthErrors.find((e) => CODES[kind].includes(e.code));
  if (reported !== undefined) return reported.code;
  if (kind === 'heartbeat' && (live?.heartbeatAgeSeconds ?? 0) * SECOND > SILENT_MS) return '';
  return CHECKS[kind].find((id) => failing.includes(id)) ?? null;
}
