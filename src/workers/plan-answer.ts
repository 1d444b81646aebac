/** Stores what Azure answered to one request for many machines: first for the wave, then for each of them. */
import type { MigrationId, WaveId } from '../domain/ids.ts';
import type { Migration, MigrationEvent } from '../domain/migration/types.ts';
import { FERRY } from '../domain/person.ts';
import type { PlanActKind, Wave, WaveEvent } from '../domain/wave/types.ts';
import type { Started } from '../ports/replication.ts';
import type { CloudError } from '../ports/trouble.ts';
import type { Deps } from '../usecases/deps.ts';
import { migrationChange } from '../usecases/record.ts';
import { keepOnWave } from '../usecases/wave-plan.ts';
import { afterError } from './perform.ts';

/** A run of a plan, and what it does. */
export type RunOf = { readonly wave: WaveId; readonly run: string; readonly act: PlanActKind };

/** The job is stored for the wave before anything else: from it every machine finds its own. */
export async function recordAnswer(d: Deps, of: RunOf, { jobId, requestId, found = false }: Started & { readonly found?: boolean }): Promise<void> {
  const wave = await keepOnWave(d, of.wave, (now) => whileSent(now, of, { type: 'PlanRunAccepted', id: of.run, jobId, requestId, ...(found ? { adopted: true as const } : {}) }));
  await tellMembers(d, of, { wave: wave?.state ?? null, events: () => [{ type: 'ActAccepted', act: of.act, jobId: null, requestId }] });
}

/** A clear no is one for every machine; what was not taken is tried again by the plan; what is not known is not sent again. */
export async function recordTrouble(d: Deps, of: RunOf, error: CloudError): Promise<void> {
  const { events } = afterError(of.act, error, d.clock.now());
  const [first] = events;
  const wave = await keepOnWave(d, of.wave, (now) => (first === undefined ? [] : whileSent(now, of, waveEventOf(of, first))));
  await tellMembers(d, of, { wave: wave?.state ?? null, events: () => events.map(withAdvice) });
}

function withAdvice(e: MigrationEvent): MigrationEvent {
  if (e.type !== 'BecameStuck') return e;
  const { failure } = e.stuck;
  return { ...e, stuck: { ...e.stuck, failure: { ...failure, message: `Azure refused the recovery plan: ${failure.message}`, advice: `${failure.advice} A retry does it for this machine alone.` } } };
}

function waveEventOf({ run }: RunOf, e: MigrationEvent): WaveEvent {
  switch (e.type) {
    case 'ActDropped':
      return { type: 'PlanRunDropped', id: run, why: e.why, notBefore: e.notBefore ?? 0 };
    case 'ActRefused':
      return { type: 'PlanRunRefused', id: run, why: e.failure.message, requestId: e.requestId };
    case 'ActUncertain':
      return { type: 'PlanRunUncertain', id: run, why: e.message, requestId: e.requestId ?? null };
    default:
      throw new Error(`${e.type} answers no request`);
  }
}

/** An answer that comes late changes nothing about a run that is known to be otherwise. */
function whileSent(wave: Wave, { run }: RunOf, event: WaveEvent): readonly WaveEvent[] {
  const now = wave.planRun ?? null;
  const isOpen = now?.id === run && (now.status === 'intended' || now.status === 'uncertain');
  return isOpen ? [event] : [];
}

type Telling = { readonly wave: Wave | null; events(m: Migration): readonly MigrationEvent[] };

/** Each by itself: one that has found its own job meanwhile needs nothing any more. */
async function tellMembers(d: Deps, of: RunOf, t: Telling): Promise<void> {
  const run = t.wave?.planRun ?? null;
  if (run?.id !== of.run) return;
  for (const id of run.members) await tellMember(d, id, (m) => (isCarried(m, of.run) && m.pending?.status !== 'accepted' ? t.events(m) : []));
}

/** True while the act of the machine is that of the run, and no job of its own is known. */
export function isCarried(m: Migration, run: string): boolean {
  return m.pending?.plan?.run === run && m.pending.jobId === null;
}

/** Stores events of one machine on top of whatever others wrote, as long as they fit; then it is looked at. */
export async function tellMember(d: Deps, id: MigrationId, events: (m: Migration) => readonly MigrationEvent[]): Promise<void> {
  for (;;) {
    const before = await d.store.migration(id);
    const fitting = before === null ? [] : events(before.state);
    if (before === null || fitting.length === 0) return;
    const at = d.clock.now();
    const change = migrationChange(before, fitting, { at, actor: FERRY });
    if ((await d.store.commit({ at, changes: [change], jobs: [{ queue: 'step', key: id }, { queue: 'notify', key: id }] })) === 'saved') return;
  }
}
