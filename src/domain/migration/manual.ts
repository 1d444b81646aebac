import { happened, NOTHING, stuck, type Decision, type Patience } from './decision.ts';
import type { Instant } from '../time.ts';
import type { Observation } from './observation.ts';
import type { ManualAnswer, Migration, MigrationEvent } from './types.ts';

type Timing = { readonly now: Instant } & Patience;

/** What follows from a person's answer to a job that waits: Ferry resumes it, once. Null where there is none, or nothing to do for it. Pure. */
export function resumeTurn(m: Migration, o: Observation, t: Timing): Decision | null {
  const answer = m.manual;
  if (answer === undefined || answer.status === 'cannot' || m.pending?.jobId !== answer.jobId) return null;
  if (o.job === 'unread' || o.job === 'absent' || o.job.state !== 'suspended') return null;
  if (answer.status === 'wanted') return resumes(m, o, { t, answer });
  return t.now - answer.at < t.settleMs ? NOTHING : asksAgain(m, answer);
}

function resumes(m: Migration, o: Observation, { t, answer }: { readonly t: Timing; readonly answer: ManualAnswer }): Decision {
  const waits = (m.hold ?? o.holdAll) !== null || m.drift !== null || t.now < (m.notBefore ?? 0);
  return waits ? NOTHING : { events: [], act: { kind: 'resumeJob', comment: commentOf(answer) } };
}

/** Azure keeps it with the job. */
function commentOf(a: ManualAnswer): string {
  return `${a.note === '' ? 'done' : a.note} (${a.by.name})`.slice(0, 900);
}

/** It was sent, or was about to be, and the job waits all the same: whether it may be sent again a person decides. */
function asksAgain(m: Migration, answer: ManualAnswer): Decision {
  const dropped: MigrationEvent = { type: 'ActDropped', act: 'resumeJob', why: 'its job still waits after the settle time' };
  return happened(dropped, stillWaits(m, answer));
}

function stillWaits(m: Migration, answer: ManualAnswer): MigrationEvent {
  const words = { code: 'ManualAction', message: 'The job was to be resumed, and Azure shows it still waiting for a person.', causes: 'The request was lost, or the job waits for another step now.', advice: 'Look at the job in the Azure portal. When the step is done, answer once more: Ferry then asks Azure once more to go on.' };
  const asked = stuck('manual-action', m.pending?.kind ?? null, words);
  return asked.type === 'BecameStuck' ? { ...asked, stuck: { ...asked.stuck, jobId: answer.jobId } } : asked;
}
