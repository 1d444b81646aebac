import { endedTitle, meaningOf, type Ended } from '../cards/approval-ended.ts';
import type { Approval, ApprovalEvent } from '../domain/approval/types.ts';
import type { ApprovalId } from '../domain/ids.ts';
import type { Person } from '../domain/person.ts';
import type { Recorded } from '../ports/changes.ts';
import type { Words } from '../text/en.ts';
import type { Wanted, WaveStory } from './story.ts';
import { peopleOf } from './wanted-approvals.ts';

type Decided = Extract<Ended, 'approved' | 'rejected' | 'expired' | 'withdrawn' | 'voided' | 'missed'>;

const ENDS: { readonly [E in ApprovalEvent['type']]?: Decided } = { Rejected: 'rejected', ApprovalExpired: 'expired', ApprovalWithdrawn: 'withdrawn', ApprovalVoided: 'voided', ApprovalMissed: 'missed' };

/** What became of the requests of a wave, one word in its thread for each: an edit of the card would be seen by nobody. A machine by itself tells it with its own events. */
export function waveEnds(s: Pick<WaveStory, 'approvals' | 'history'>, words: Words): readonly Wanted[] {
  return s.history.flatMap((r) => {
    const a = s.approvals.get(r.stream as ApprovalId);
    const as = endOf(r.event as ApprovalEvent);
    return a === undefined || as === null ? [] : [ended(a, { as, record: r }, words)];
  });
}

function endOf(event: ApprovalEvent): Decided | null {
  if (event.type === 'Approved') return event.reached ? 'approved' : null;
  if (event.type === 'Rejected' && event.reached === false) return null;
  return ENDS[event.type] ?? null;
}

function ended(a: Approval, { as, record }: { readonly as: Decided; readonly record: Recorded }, words: Words): Wanted {
  const why = whyOf(a, record.event);
  const reason = why === '' ? '' : ` ${words.cards.approval.because(why)}.`;
  const called = callsFor(a, as);
  return { key: `a:${a.id}:e${record.seq}`, role: 'note', lane: 'N2', kind: record.event.type, at: record.at, ...(called.length === 0 ? {} : { mentions: called }), content: { text: `${endedTitle(a, as, words)} (${a.id}).${reason} ${meaningOf(a, as, words)}` } };
}

/** Of a request that several people rejected, the words of all of them. */
function whyOf(a: Approval, event: Recorded['event']): string {
  if (event.type === 'Rejected') return a.closing?.reason ?? event.reason;
  return 'reason' in event ? (event.reason ?? '') : '';
}

/** What came to nothing by itself concerns those who approved it too; whoever was refused has to ask anew. */
function callsFor(a: Approval, as: Decided): readonly Person[] {
  if (as === 'rejected') return [a.requester];
  return as === 'missed' || as === 'expired' || as === 'voided' ? peopleOf(a) : [];
}
