/** English words around the recovery plan of a wave. */
import type { PlanEvent } from '../../domain/wave/evolve-plan.ts';
import type { PlanProgress } from '../../domain/wave/plan-progress.ts';
import type { Drive, PlanActKind, PlanRun, Wave } from '../../domain/wave/types.ts';
import { named, quoted } from '../neutral.ts';

type Lines = { readonly [T in PlanEvent['type']]: (e: Extract<PlanEvent, { type: T }>) => string };

const ACTS: { readonly [A in PlanActKind]: string } = { startTestFailover: 'the test failover', cleanUpTestFailover: 'the clean-up of the test', startFailover: 'the failover' };
const DRIFTS = { changed: 'was changed in the Azure portal', deleted: 'was deleted in the Azure portal' } as const;
const RESUMES = { intended: 'Decided to have the job of the recovery plan go on', accepted: 'Site Recovery took the request to go on', uncertain: 'Whether Site Recovery took the request to go on is not known', refused: 'The job of the recovery plan does not go on' } as const;

const ALONE = 'Test failovers and failovers are started machine by machine, also those of a cutover that was to run by recovery plan and has not begun to.';
const DRIVEN: { readonly [D in Drive]: readonly string[] } = {
  plan: ['Test failovers, their clean-up and failovers of the whole wave are started by its recovery plan, one job each.', 'In a cutover all machines are stopped before the first is failed over: the downtime of all is the longest of any.', 'Ferry keeps the plan in the vault equal to the wave. A cutover that is asked for already stays machine by machine.'],
  kept: [ALONE, 'Ferry keeps a recovery plan in the vault equal to the wave and never runs it. Whoever may run plans in the vault can start a failover there that nobody has approved: Ferry takes that for a change from outside.'],
  machines: [ALONE],
};

const machines = (n: number): string => (n === 1 ? '1 machine' : `${n} machines`);
const why = (text: string | undefined): string => (text === undefined || text === '' ? '' : `: ${quoted(text)}`);

export const planLines: Lines = {
  RecoveryPlanIntended: (e) => `Decided to save recovery plan ${named(e.name)}`,
  RecoveryPlanSent: (e) => `Site Recovery took recovery plan ${named(e.name)} (job ${e.jobId ?? 'not told'})`,
  RecoveryPlanSaved: (e) => `Site Recovery has recovery plan ${named(e.plan.name)} as the wave is`,
  RecoveryPlanRefused: (e) => `Site Recovery did not take recovery plan ${named(e.name)}${why(e.why)}`,
  RecoveryPlanDrifted: (e) => `Recovery plan ${named(e.name)} ${DRIFTS[e.what]}`,
  PlanRunIntended: (e) => `Decided to start ${ACTS[e.run.act]} of ${machines(e.run.members.length)} by recovery plan ${named(e.run.name)}${e.run.approvalId === null ? '' : ` on ${e.run.approvalId}`}`,
  PlanRunAccepted: (e) => `${e.adopted === true ? 'Found the job of the recovery plan' : 'Site Recovery took the run of the recovery plan'} (job ${e.jobId ?? 'not told'})`,
  PlanRunRefused: (e) => `Site Recovery refused the run of the recovery plan${why(e.why)}`,
  PlanRunUncertain: (e) => `Whether Site Recovery took the run of the recovery plan is not known${why(e.why)}. It is not sent again`,
  PlanRunDropped: (e) => `The run of the recovery plan was not taken${why(e.why)}. Ferry tries again later`,
  PlanRunEnded: (e) => `The job of the recovery plan ended: ${e.state}${why(e.why)}`,
  PlanStepAsked: (e) => `The job of the recovery plan waits for a person: ${quoted(e.step)}`,
  PlanStepAnswered: (e) => `${e.done ? 'Did' : 'Could not do'} what the recovery plan waits for${why(e.note)}`,
  PlanStepResumed: (e) => `${RESUMES[e.status]}${why(e.why)}`,
  PlanStepOver: () => 'The job of the recovery plan goes on',
};

/** What is wrong with the plan in the vault; empty when nothing is. */
function trouble({ plan, planSave }: Pick<Wave, 'plan' | 'planSave'>): string {
  if (planSave?.why !== undefined) return `not saved (${quoted(planSave.why)})`;
  if (plan?.trouble === 'changed' || plan?.trouble === 'deleted') return `${DRIFTS[plan.trouble]}; ${plan.trouble === 'deleted' ? 'Ferry makes it again' : 'Ferry puts it back when no request for the wave is open'}`;
  return plan?.trouble ?? '';
}

export const wavePlanWords = {
  fact: (wave: Pick<Wave, 'plan' | 'planSave' | 'policy' | 'closed'>): string | null => {
    const name = wave.plan?.name ?? wave.planSave?.name ?? null;
    if (name === null) return null;
    if (wave.policy.drive === 'machines' || wave.closed !== null) return `${named(name)}: left in the vault, Ferry does not look after it any more`;
    const wrong = trouble(wave);
    return wrong === '' ? `${named(name)}${wave.plan === null ? ': being saved' : ''}` : `${named(name)}: ${wrong}`;
  },
  blocked: (wave: string): string => `The recovery plan of ${named(wave)} was changed in the Azure portal, so Ferry does not run it. Put it back there, or write 'wave ${named(wave)} drive machines': then each machine goes by itself.`,
  runs: (run: PlanRun, p: PlanProgress | null): string => {
    const groups = (p?.groups ?? []).map((g) => `${named(g.name)}: ${g.done} of ${g.of} done`);
    return `The recovery plan runs ${ACTS[run.act]} of ${machines(run.members.length)} in one job.${groups.length === 0 ? '' : ` ${groups.join(' · ')}.`}`;
  },
  unknown: (run: PlanRun): string => `Whether Azure took ${ACTS[run.act]} by recovery plan is not known. Ferry looks for its job and does not send it again.`,
  waits: (step: string): string => `The recovery plan waits for a person: ${quoted(step)}.`,
  stopped: (stopped: number, of: number): string => `By recovery plan: ${stopped} of ${of} sources are stopped. The failover of all begins when the last one is; until then they stay down.`,
  order: (n: number): string => `By recovery plan: all ${machines(n)} are stopped before the first is failed over, then one job fails them over group by group. The downtime is that of the slowest machine, for all of them.`,
  approval: 'one job of the recovery plan: all machines are stopped before the first is failed over, so the longest downtime holds for all',
  test: (wave: string): string => `By the recovery plan of ${named(wave)}: one job for all of them, group by group. They are cleaned up together, too, once each has its verdict.`,
  drive: { plan: 'by recovery plan', machines: 'machine by machine', kept: 'machine by machine, with a recovery plan in the vault' },
  driven: (drive: Drive): readonly string[] => DRIVEN[drive],
  stays: (name: string): string => `Recovery plan ${named(name)} stays in the vault as it is, and Ferry does not look after it any more: delete it in the Azure portal, so that nobody runs it there. No machine in AWS or Azure is touched.`,
  follows: 'Its recovery plan in the vault follows. No machine in AWS or Azure is touched by that.',
  changed: (wave: string): string => `${named(wave)} is changed.`,
  ask: {
    title: (wave: string): string => `The recovery plan of ${named(wave)} waits for a person`,
    do: (step: string, instructions: string): string => `${quoted(step)}${instructions === '' ? '' : `: ${quoted(instructions)}`}`,
    then: 'Do it, then answer here: Ferry has the job go on, once. No machine of a later group begins before that.',
    typed: (wave: string): string => `Or write 'done ${named(wave)}', with 'because' and a note, or 'cannot ${named(wave)} because REASON'.`,
    onItsWay: 'Ferry has the job go on.',
    button: 'It is done, go on',
    answered: (by: string, cannot: boolean, note: string): string => `${named(by)} ${cannot ? 'cannot do it' : 'has done it'}${note === '' ? '' : `: ${quoted(note)}`}.`,
    over: (wave: string): string => `The recovery plan of ${named(wave)} goes on`,
    recorded: (wave: string, done: boolean): string => (done ? `Recorded. Ferry has the recovery plan of ${named(wave)} go on.` : `Recorded. The recovery plan of ${named(wave)} goes on waiting.`),
  },
};
