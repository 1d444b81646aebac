import type { Actor } from '../person.ts';
import { unreachable } from '../result.ts';
import type { Instant } from '../time.ts';
import type { PlanRun, PlanStep, Wave, WaveEvent } from './types.ts';

const PLAN_EVENTS = [
  ...(['RecoveryPlanIntended', 'RecoveryPlanSent', 'RecoveryPlanSaved', 'RecoveryPlanRefused', 'RecoveryPlanDrifted'] as const),
  ...(['PlanRunIntended', 'PlanRunAccepted', 'PlanRunRefused', 'PlanRunUncertain', 'PlanRunDropped', 'PlanRunEnded'] as const),
  ...(['PlanStepAsked', 'PlanStepAnswered', 'PlanStepResumed', 'PlanStepOver'] as const),
];
const KNOWN: ReadonlySet<string> = new Set(PLAN_EVENTS);

/** What happens to the recovery plan of a wave. */
export type PlanEvent = Extract<WaveEvent, { type: (typeof PLAN_EVENTS)[number] }>;
type KeepEvent = Extract<PlanEvent, { type: `RecoveryPlan${string}` }>;
type RunEvent = Exclude<PlanEvent, KeepEvent>;

/** True for an event of the recovery plan: it changes nothing of what people planned. */
export function isPlanEvent(e: WaveEvent): e is PlanEvent {
  return KNOWN.has(e.type);
}

type Happened<E> = { readonly event: E; readonly at: Instant; readonly actor: Actor };

/** Applies an event of the recovery plan. Pure. */
export function applyPlan(w: Wave, h: Happened<PlanEvent>): Wave {
  const { event } = h;
  return isKeep(event) ? kept(w, event, h.at) : ran(w, { ...h, event });
}

function isKeep(e: PlanEvent): e is KeepEvent {
  return e.type.startsWith('RecoveryPlan');
}

function kept(w: Wave, event: KeepEvent, at: Instant): Wave {
  switch (event.type) {
    case 'RecoveryPlanIntended':
      return { ...w, planSave: { name: event.name, hash: event.hash, at, jobId: null } };
    case 'RecoveryPlanSent':
      return w.planSave === undefined || w.planSave === null ? w : { ...w, planSave: { ...w.planSave, jobId: event.jobId } };
    case 'RecoveryPlanSaved':
      return { ...w, plan: event.plan, planSave: null };
    case 'RecoveryPlanRefused':
      return { ...w, planSave: { hash: '', at, jobId: null, ...w.planSave, name: event.name, why: event.why } };
    case 'RecoveryPlanDrifted':
      return w.plan === null ? w : { ...w, plan: { ...w.plan, trouble: event.what } };
    default:
      return unreachable(event);
  }
}

function ran(w: Wave, h: Happened<RunEvent>): Wave {
  const { event, at } = h;
  if (event.type === 'PlanRunIntended') return { ...w, planRun: { ...event.run, intendedAt: at, status: 'intended', jobId: null, requestId: null, endedAt: null, notBefore: null, manual: null } };
  const run = w.planRun ?? null;
  if (run?.id !== event.id) return w;
  const planRun = moved(run, { ...h, event });
  const known = w.planJobs ?? [];
  return planRun.jobId === null || known.includes(planRun.jobId) ? { ...w, planRun } : { ...w, planRun, planJobs: [...known, planRun.jobId] };
}

function moved(run: PlanRun, h: Happened<Exclude<RunEvent, { type: 'PlanRunIntended' }>>): PlanRun {
  const { event, at } = h;
  switch (event.type) {
    case 'PlanRunAccepted':
      return { ...run, status: 'accepted', jobId: event.jobId, requestId: event.requestId ?? run.requestId };
    case 'PlanRunRefused':
      return { ...run, status: 'refused', why: event.why, requestId: event.requestId };
    case 'PlanRunUncertain':
      return { ...run, status: 'uncertain', requestId: event.requestId ?? run.requestId };
    case 'PlanRunDropped':
      return { ...run, status: 'dropped', notBefore: event.notBefore };
    case 'PlanRunEnded':
      return { ...stepOver(run), status: 'ended', endedAt: at, why: event.why === '' ? event.state : event.why };
    case 'PlanStepOver':
      return stepOver(run);
    default:
      return { ...run, manual: stepOf(run.manual, { ...h, event }) };
  }
}

function stepOver(run: PlanRun): PlanRun {
  return run.manual === null ? run : { ...run, manual: null, steps: [...(run.steps ?? []), run.manual] };
}

function stepOf(step: PlanStep | null, { event, at, actor }: Happened<Extract<RunEvent, { type: 'PlanStepAsked' | 'PlanStepAnswered' | 'PlanStepResumed' }>>): PlanStep | null {
  switch (event.type) {
    case 'PlanStepAsked':
      return { step: event.step, instructions: event.instructions, since: at, answer: null };
    case 'PlanStepAnswered':
      return step === null || actor.kind !== 'person' ? step : { ...step, answer: { note: event.note, by: actor.person, at, status: event.done ? 'wanted' : 'cannot' } };
    case 'PlanStepResumed':
      if (step === null || step.answer === null) return step;
      return { ...step, answer: event.status === 'refused' ? null : { ...step.answer, at, status: event.status } };
    default:
      return unreachable(event);
  }
}
