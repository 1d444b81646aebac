/** Walks a machine forward with the very functions that will move it, over clouds that do what they are asked and people who agree: what it would send is what they would have sent. */
import type { Approval, Operation } from '../approval/types.ts';
import { approvalIdOf } from '../ids.ts';
import { decide, type MigrationCommand } from '../migration/decide.ts';
import { evolve } from '../migration/evolve.ts';
import type { Observation } from '../migration/observation.ts';
import { reconcile } from '../migration/reconcile.ts';
import type { ActKind, Migration, MigrationEvent } from '../migration/types.ts';
import type { Decision, Patience } from '../migration/decision.ts';
import { isPlanStep } from '../migration/plan-doubt.ts';
import { by, FERRY, type Person } from '../person.ts';
import { DAY, type Instant } from '../time.ts';
import { afterAct, drainedItem, withoutJob } from './effects.ts';
import type { Wait } from './types.ts';

/** A machine at a moment; `granted` is the request that is taken as granted, null where what was really given counts. */
export type Ahead = { readonly m: Migration; readonly o: Observation; readonly who: Person; readonly at: { readonly now: Instant } & Patience; readonly granted: Operation | null };

/** One act in its turn; `planStep` where a recovery plan could make it instead of the machine. */
export type AheadAct = { readonly kind: ActKind; readonly comment: string | null; readonly after: readonly Wait[]; readonly planStep: boolean };

/** All acts, and the words of what would stop it before its end. */
export type Projected = { readonly acts: readonly AheadAct[]; readonly stop: string | null };

/** Longer than any way through the phases. */
const MOST_STEPS = 60;
const CONTENT = 'dry-run';

/** What would be sent from here on, until the machine rests or waits for a new command. */
export function project(start: Ahead): Projected {
  const acts: AheadAct[] = [];
  let now: Ahead | null = granted(start);
  let after: readonly Wait[] = start.granted === null ? [] : start.granted === 'cutover' ? ['approval', 'window'] : ['approval'];
  for (let n = 0; now !== null && n < MOST_STEPS; n++) {
    const step = forward(now);
    if (step === null) return { acts, stop: whyStopped(now.m) };
    after = [...after, ...step.waits];
    if (step.act !== null) acts.push({ ...step.act, after });
    if (step.act !== null) after = [];
    now = step.next;
  }
  return { acts, stop: null };
}

function whyStopped(m: Migration): string | null {
  if (m.stuck !== null) return m.stuck.failure.message;
  return m.drift === null ? null : 'Something was done outside Ferry: the machine is paused until somebody adopts it.';
}

/** `next` null: nothing can be known beyond. */
type Stride = { readonly next: Ahead | null; readonly act: Omit<AheadAct, 'after'> | null; readonly waits: readonly Wait[] };

function forward(a: Ahead): Stride | null {
  const decision = reconcile(a.m, a.o, a.at);
  const m = applied(a, decision.events);
  if (decision.act !== null) return acted({ ...a, m }, decision.act);
  if (decision.events.length > 0) return { next: { ...a, m }, act: null, waits: [] };
  if (a.m.stuck !== null || a.m.drift !== null) return null;
  const free = withoutJob(a.o);
  return free === null ? byPeople(a) : { next: { ...a, o: { ...a.o, item: free } }, act: null, waits: ['job'] };
}

/** The cloud takes it, and does it. */
function acted(a: Ahead, act: NonNullable<Decision['act']>): Stride {
  const m = applied(a, [{ type: 'ActIntended', act: act.kind, comment: act.comment }, { type: 'ActAccepted', act: act.kind, jobId: null, requestId: null }, { type: 'ActFinished', act: act.kind, jobId: null }]);
  const o = afterAct(act.kind, a.o);
  return { act: { kind: act.kind, comment: act.comment, planStep: isPlanStep(a.m, act.kind) }, next: o === null ? null : { ...a, m, o }, waits: [] };
}

/** What the application and a person do during a cutover. A machine that only waits for a new command stays where it is. */
function byPeople(a: Ahead): Stride | null {
  const { phase } = a.m.position;
  if (phase === 'quiescing') return commanded(a, { type: 'confirm-quiesce' }, 'quiesce');
  if (phase === 'draining') return drains(a);
  if (phase === 'stopping-source') return stops(a);
  return null;
}

function drains(a: Ahead): Stride | null {
  const item = drainedItem(a.o);
  return item === null || item === a.o.item ? null : { next: { ...a, o: { ...a.o, item } }, act: null, waits: ['drain'] };
}

/** A person stops it where nobody else does. */
function stops(a: Ahead): Stride | null {
  const { source } = a.o;
  if (source === 'unread' || source.power === 'stopped') return commanded(a, { type: 'confirm-stopped' }, 'person-stops');
  return { next: { ...a, o: { ...a.o, source: { ...source, power: 'stopped' } } }, act: null, waits: [] };
}

function commanded(a: Ahead, command: MigrationCommand, wait: Wait): Stride | null {
  const decided = decide(a.m, command, { who: a.who, now: a.at.now, standsIn: true });
  return decided.ok ? { next: { ...a, m: said(a, decided.value) }, act: null, waits: [wait] } : null;
}

/** The machine after what a person said; it is recorded in that name. */
export function said(a: Pick<Ahead, 'm' | 'who'> & { readonly at: { readonly now: Instant } }, events: readonly MigrationEvent[]): Migration {
  return events.reduce((m, event) => evolve(m, { event, at: a.at.now, actor: by(a.who) }), a.m);
}

function applied(a: Ahead, events: readonly MigrationEvent[]): Migration {
  return events.reduce((m, event) => evolve(m, { event, at: a.at.now, actor: FERRY }), a.m);
}

/** Its approval is given, its window is open, and no freeze is in the way. */
function granted(a: Ahead): Ahead {
  if (a.granted === null) return a;
  const approval = assumed(a, a.granted);
  const given = a.granted === 'cutover' ? { approval, contentHash: CONTENT } : { request: approval, requestHash: CONTENT };
  return { ...a, m: { ...a.m, hold: null }, o: { ...a.o, ...given, freezes: [], holdAll: null, turn: 'go' } };
}

function assumed({ m, who, at }: Ahead, operation: Operation): Approval {
  const own = 'approvalId' in m.position ? m.position.approvalId : approvalIdOf(0);
  return {
    id: operation === 'cutover' ? own : (m.request?.approvalId ?? own),
    ...{ operation, migrationId: m.id, machine: m.name, requester: who, requestedAt: at.now, note: '', channel: m.home, contentHash: CONTENT },
    evidence: { at: at.now, rpoSeconds: null, replicationHealth: 'none', backlogMb: null, test: null, warnings: [], blocks: [] },
    ...{ quorum: 0, approvers: [], expiresAt: at.now + DAY, status: 'approved', approvals: [], closing: null },
  };
}
