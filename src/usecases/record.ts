import { evolveDossier } from '../domain/dossier/evolve.ts';
import type { Dossier, DossierEvent } from '../domain/dossier/types.ts';
import { evolveGovernance } from '../domain/governance/evolve.ts';
import type { Governance, GovernanceEvent } from '../domain/governance/types.ts';
import { evolve } from '../domain/migration/evolve.ts';
import type { Migration, MigrationEvent } from '../domain/migration/types.ts';
import { evolveApproval } from '../domain/approval/evolve.ts';
import type { Approval, ApprovalEvent } from '../domain/approval/types.ts';
import type { ApprovalId, MigrationId } from '../domain/ids.ts';
import type { Actor } from '../domain/person.ts';
import type { Instant } from '../domain/time.ts';
import { evolveWave } from '../domain/wave/evolve.ts';
import type { Wave, WaveEvent } from '../domain/wave/types.ts';
import type { ApprovalChange, DossierChange, GovernanceChange, MigrationChange, Stored, WaveChange } from '../ports/changes.ts';
import type { JobRequest } from '../ports/jobs.ts';

type By = { readonly at: Instant; readonly actor: Actor };

/** The change that stores events of a migration together with the state they lead to. */
export function migrationChange(before: Stored<Migration> | null, events: readonly MigrationEvent[], by: By): MigrationChange {
  let state = before?.state ?? null;
  for (const event of events) state = evolve(state, { event, ...by });
  if (state === null) throw new Error('a change needs at least one event');
  return { kind: 'migration', id: state.id, version: before?.version ?? 0, state, events: events.map((event) => ({ actor: by.actor, event })) };
}

/** The change that stores events of an approval together with the state they lead to. */
export function approvalChange(before: Stored<Approval> | null, events: readonly ApprovalEvent[], by: By): ApprovalChange {
  let state = before?.state ?? null;
  for (const event of events) state = evolveApproval(state, { event, ...by });
  if (state === null) throw new Error('a change needs at least one event');
  return { kind: 'approval', id: state.id, version: before?.version ?? 0, state, events: events.map((event) => ({ actor: by.actor, event })) };
}

/** The change that stores events of a dossier together with the state they lead to; an empty dossier has version 0. */
export function dossierChange(before: Stored<Dossier>, events: readonly DossierEvent[], by: By): DossierChange {
  let { state } = before;
  for (const event of events) state = evolveDossier(state, { event, ...by });
  return { kind: 'dossier', id: state.id, version: before.version, state, events: events.map((event) => ({ actor: by.actor, event })) };
}

/** The change that stores events of a scope together with the state they lead to; one in which nothing was decided yet has version 0. */
export function governanceChange(before: Stored<Governance>, events: readonly GovernanceEvent[], by: By): GovernanceChange {
  let { state } = before;
  for (const event of events) state = evolveGovernance(state, { event, ...by });
  return { kind: 'governance', id: state.id, version: before.version, state, events: events.map((event) => ({ actor: by.actor, event })) };
}

/** The change that stores events of a wave together with the state they lead to. */
export function waveChange(before: Stored<Wave> | null, events: readonly WaveEvent[], by: By): WaveChange {
  let state = before?.state ?? null;
  for (const event of events) state = evolveWave(state, { event, ...by });
  if (state === null) throw new Error('a change needs at least one event');
  return { kind: 'wave', id: state.id, version: before?.version ?? 0, state, events: events.map((event) => ({ actor: by.actor, event })) };
}

/** After a change: look at the clouds again, and make the cards equal to the new state. */
export function wakes(id: MigrationId): readonly JobRequest[] {
  return [{ queue: 'step', key: id }, { queue: 'notify', key: id }];
}

/** The timer that opens the window of an approved cutover, or closes it; the rows decide, the job only wakes. */
export function runTimer(id: ApprovalId, inMs: number): JobRequest {
  return { queue: 'timer', key: `run:${id}`, afterMs: Math.max(0, inMs) };
}

/** The timer that has people told again; the row decides what is due. */
export function nudgeTimer(id: ApprovalId, inMs: number): JobRequest {
  return { queue: 'timer', key: `nudge:${id}`, afterMs: Math.max(0, inMs) };
}

/** The timer that tells when a break-glass was not reviewed; the row decides. */
export function reviewTimer(id: ApprovalId, inMs: number): JobRequest {
  return { queue: 'timer', key: `review:${id}`, afterMs: Math.max(0, inMs) };
}

/** The timer that ends an approval nobody answered; the row decides, the job only wakes. */
export function expiryTimer(id: ApprovalId, inMs: number): JobRequest {
  return { queue: 'timer', key: `expire:${id}`, afterMs: Math.max(0, inMs) };
}
