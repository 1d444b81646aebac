import type { Actor } from '../person.ts';
import type { Instant } from '../time.ts';
import type { ManualAnswer, Migration, MigrationEvent } from './types.ts';

type Happened = { readonly event: MigrationEvent; readonly at: Instant; readonly actor: Actor };

/** Applies what a person answered to a job that waits for one, and what became of resuming it; null for every other event. */
export function applyManual(m: Migration, h: Happened): Migration | null {
  const { event, at, actor } = h;
  if (event.type === 'ManualActionAnswered') {
    if (actor.kind !== 'person') return m;
    return { ...m, manual: { jobId: event.jobId, note: event.note, by: actor.person, at, status: event.done ? 'wanted' : 'cannot' } };
  }
  return 'act' in event && event.act === 'resumeJob' ? applyResume(m, event, at) : null;
}

/** The act that is pending is the job itself; resuming it is told beside it. */
function applyResume(m: Migration, event: Extract<MigrationEvent, { act: unknown }>, at: Instant): Migration {
  switch (event.type) {
    case 'ActIntended':
      return { ...stands(m, 'intended', at), notBefore: null };
    case 'ActAccepted':
      return stands(m, 'accepted', at);
    case 'ActUncertain':
      return stands(m, 'uncertain', at);
    case 'ActDropped':
      return event.notBefore === undefined ? withoutAnswer(m) : { ...stands(m, 'wanted', at), notBefore: event.notBefore };
    case 'ActRefused':
      return withoutAnswer(m);
    default:
      return m;
  }
}

function stands(m: Migration, status: ManualAnswer['status'], at: Instant): Migration {
  return m.manual === undefined ? m : { ...m, manual: { ...m.manual, status, at } };
}

function withoutAnswer({ manual: _manual, ...m }: Migration): Migration {
  return m;
}

/** An answer is about one wait of one job: when the job goes on, ends, or asks anew, it is over. */
export function withFittingAnswer(m: Migration): Migration {
  if (m.manual === undefined) return m;
  return m.stuck?.code === 'manual-action' && m.pending?.jobId === m.manual.jobId ? m : withoutAnswer(m);
}
