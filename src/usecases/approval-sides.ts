/** What the requests for waves go through when one of their machines moves, and whom that wakes. */
import { isOpen } from '../domain/approval/open.ts';
import type { Approval } from '../domain/approval/types.ts';
import { waveLine } from '../domain/approval/wave-follows.ts';
import { movedOn, standsAfter, waveEvents, type Happening } from '../domain/approval/wave-side.ts';
import type { Migration } from '../domain/migration/types.ts';
import { isInAzure, turnOf, type Field } from '../domain/wave/gate.ts';
import type { Change, Stored } from '../ports/changes.ts';
import type { JobRequest } from '../ports/jobs.ts';
import type { Store } from '../ports/store.ts';
import { waitingTimers } from './approval-request.ts';
import { approvalChange, runTimer, wakes } from './record.ts';
import { standingOf, wavesAfter, type Standing, type WaveReads } from './wave-stand.ts';

/** What is stored together with the events of a machine, and who is woken by it. */
export type Side = { readonly changes: readonly Change[]; readonly jobs: readonly JobRequest[] };
export type SideReads = WaveReads & Pick<Store, 'approval' | 'approvals'>;

const LIVE: ReadonlySet<Approval['status']> = new Set(['requested', 'approved', 'running']);

/** The requests for waves that name the machine and have not ended, and what comes after its wave. */
export async function waveSides(store: SideReads, h: Happening): Promise<Side> {
  const naming = (await store.approvals()).filter((a) => LIVE.has(a.state.status) && waveLine(a.state, h.m.id) !== null);
  const after = movedOn(h);
  const sides: Side[] = [];
  for (const stored of naming) sides.push(sideOf({ stored, standing: await standingOf(store, stored.state) }, h, after));
  const arrived = !isInAzure(h.m.position.phase) && isInAzure(after.position.phase);
  return { changes: sides.flatMap((s) => s.changes), jobs: [...sides.flatMap((s) => s.jobs), ...(arrived ? await wakesAfter(store, h.m) : [])] };
}

type Request = { readonly stored: Stored<Approval>; readonly standing: Standing };

function sideOf({ stored, standing }: Request, h: Happening, after: Migration): Side {
  const events = waveEvents(stored.state, h, standing.stands);
  const change = events.length === 0 ? null : approvalChange(stored, events, h);
  const now: Moment = { a: change?.state ?? stored.state, field: { behind: standing.behind, byPlan: standing.byPlan === true, stands: standsAfter(standing.stands, after) } };
  const others = standing.stored.map((s) => s.state).filter((s) => s.id !== h.m.id);
  const woken = wokenBy({ a: stored.state, field: standing }, now, others);
  const asked = events.some((e) => e.type === 'EvidenceWorsened' || e.type === 'ApproversLost') ? waitingTimers(now.a, h.at) : [];
  return { changes: change === null ? [] : [change], jobs: [...woken, ...asked, ...(change === null ? [] : [{ queue: 'notify', key: now.a.migrationId } as const])] };
}

type Moment = { readonly a: Approval; readonly field: Field };

/** Those whose turn it is now, or is not any more; all of them when the request itself has ended or is asked anew. */
function wokenBy(before: Moment, now: Moment, others: readonly Migration[]): readonly JobRequest[] {
  const attached = others.filter((s) => 'approvalId' in s.position && s.position.approvalId === now.a.id);
  const ended = !LIVE.has(now.a.status);
  if (ended) return [runTimer(now.a.id, 0), ...attached.flatMap((s) => wakes(s.id))];
  const anew = isOpen(before.a) !== isOpen(now.a);
  return attached.filter((s) => anew || turnOf(before.a, s.id, before.field) !== turnOf(now.a, s.id, now.field)).flatMap((s) => wakes(s.id));
}

/** The last machine of a wave lets the next wave begin. */
async function wakesAfter(store: SideReads, m: Migration): Promise<readonly JobRequest[]> {
  const next = new Set<string>((await wavesAfter(store, m)).map((w) => w.id));
  if (next.size === 0) return [];
  return (await store.approvals()).filter((a) => LIVE.has(a.state.status) && next.has(a.state.wave?.id ?? '')).map((a) => runTimer(a.state.id, 0));
}
