import type { Approval } from '../approval/types.ts';
import type { Freeze, Hold } from '../governance/types.ts';
import type { Item, Job, JobSummary, SourceState, TargetVm } from '../observation.ts';
import type { Instant } from '../time.ts';
import type { WaveId } from '../ids.ts';
import type { Turn } from '../wave/turn.ts';
import type { PlanRun } from '../wave/types.ts';
import { adoptsAzure, wantsDoer } from './paused.ts';
import type { ActKind, Attribution, Migration, Phase } from './types.ts';

/** What was seen of one machine in one look; `unread` parts were not asked for, `absent` is the cloud's own "does not exist". */
export type Observation = {
  /** The cloud's clock at the look. */
  readonly asOf: Instant;
  readonly item: Item | 'absent' | 'unread';
  readonly job: Job | 'absent' | 'unread';
  /** Recent jobs of this item; only read while an act's outcome is in doubt. */
  readonly jobs: readonly JobSummary[] | 'unread';
  readonly source: SourceState | 'unread';
  readonly vm: TargetVm | 'absent' | 'unread';
  /** Who did what was done outside, by the Activity Log; `not-found` may mean that it does not show it yet. */
  readonly doer: Attribution | 'unread';
  readonly approval: Approval | null;
  /** The approval of the completion or the rollback that was asked for, and the hash of what would be done for it now. */
  readonly request: Approval | null;
  readonly requestHash: string;
  /** The EC2 machine's own status checks; read when a rollback has started it. `unknown` when AWS does not tell. */
  readonly checks: 'passed' | 'failed' | 'running' | 'unknown' | 'unread';
  /** The freezes of the scope; none are read where nothing waits for its approval. */
  readonly freezes: readonly Freeze[];
  /** A hold of the whole scope; that of the machine is its own. */
  readonly holdAll: Hold | null;
  /** Whose turn it is, where the approval is for a wave; left out for one machine. */
  readonly turn?: Turn;
  /** The wave whose recovery plan makes the machine's next step; left out where it makes it by itself. */
  readonly byPlan?: WaveId;
  /** The run of the plan that carries the act under way; null when the wave knows another one by now, left out for any other act. */
  readonly planRun?: PlanRun | null;
  /** Hash of what would be done now; must equal what was approved. */
  readonly contentHash: string;
};

/** A machine of a wave whose turn is not known begins nothing. */
export function turnIn(o: Pick<Observation, 'approval' | 'turn'>): Turn {
  return o.turn ?? ((o.approval?.wave ?? null) === null ? 'go' : 'waits');
}

/** Which reads one look needs. */
export type Needs = { readonly item: boolean; readonly job: boolean; readonly jobs: boolean; readonly source: boolean; readonly vm: boolean; readonly doer: boolean; readonly checks: boolean };

const SOURCE_PHASES: ReadonlySet<Phase> = new Set(['protected', 'tested', 'awaiting-approval', 'quiescing', 'draining', 'stopping-source', 'source-stopped', 'rolling-back']);
const VM_PHASES: ReadonlySet<Phase> = new Set(['failing-over', 'rolling-back']);
const SOURCE_ACTS: ReadonlySet<ActKind> = new Set(['stopSource', 'startSource', 'deallocateTarget']);

/** The reads that the next decision about this migration needs; nothing else is asked of the clouds. */
export function needs(m: Migration): Needs {
  const phase = m.position.phase;
  const running = m.pending?.status === 'accepted' && m.pending.jobId !== null;
  const doubt = m.pending !== null && m.pending.status !== 'accepted' && !SOURCE_ACTS.has(m.pending.kind);
  return { item: !running, job: running, jobs: doubt, source: SOURCE_PHASES.has(phase), vm: (VM_PHASES.has(phase) || adoptsAzure(m.drift)) && !running, doer: wantsDoer(m.drift), checks: m.position.phase === 'rolling-back' && m.position.step === 'start-source' };
}

/** Phases in which the clouds move by themselves and must be looked at in every round. */
export const MOVING: ReadonlySet<Phase> = new Set(['enabling', 'seeding', 'testing', 'cleaning-test', 'draining', 'stopping-source', 'source-stopped', 'failing-over', 'completing', 'rolling-back']);
