/** Counts the answers to requests by the log alone. */
import type { Approval, ApprovalEvent } from '../../../src/domain/approval/types.ts';
import type { ApprovalId } from '../../../src/domain/ids.ts';
import type { Person } from '../../../src/domain/person.ts';
import type { Recorded } from '../../../src/ports.ts';
import { PEOPLE } from './field.ts';
import type { Membership } from './witness.ts';

type Ballot = { readonly asked: Approval; readonly eligible: readonly string[]; status: 'open' | 'given' | 'running' | 'ended'; suspended: boolean; voters: string[]; again: string[] };

export type Ballots = ReturnType<typeof makeBallots>;

/** `members` tells who could approve from which position of the log on. */
export function makeBallots(members: readonly Membership[]) {
  const ballots = new Map<string, Ballot>();
  const membersAt = (position: number): readonly string[] => (members.findLast((m) => m.from <= position)?.names ?? []).map((name) => PEOPLE[name].id);
  const idOf = (p: Person): string => p.id;

  function approved(b: Ballot, r: Recorded, e: Extract<ApprovalEvent, { type: 'Approved' }>): readonly string[] {
    const who = idOf(e.decision.by);
    const votes = b.suspended ? b.again : b.voters;
    const wrong = [
      ...(b.status === 'ended' || (b.status !== 'open' && !b.suspended) ? [`${r.stream} was approved although it is ${b.status}`] : []),
      ...(votes.includes(who) ? [`${r.stream}: ${e.decision.by.name} counts twice`] : []),
      ...(who === idOf(b.asked.requester) ? [`${r.stream} was approved by its requester`] : []),
      ...(b.eligible.includes(who) && membersAt(r.position).includes(who) ? [] : [`${r.stream} was approved by ${e.decision.by.name}, who may not`]),
    ];
    votes.push(who);
    if (!e.reached) return wrong;
    const heads = new Set(votes.filter((v) => b.eligible.includes(v) && membersAt(r.position).includes(v)));
    if (heads.size < b.asked.quorum) wrong.push(`${r.stream} is approved with ${heads.size} of ${b.asked.quorum}`);
    if (b.suspended) Object.assign(b, { suspended: false, voters: [...b.again] });
    else b.status = 'given';
    return wrong;
  }

  function lost(b: Ballot, people: readonly Person[]): void {
    const gone = people.map(idOf);
    if (b.suspended) b.again = b.again.filter((v) => !gone.includes(v));
    else b.voters = b.voters.filter((v) => !gone.includes(v));
  }

  function move(b: Ballot, r: Recorded, e: ApprovalEvent): readonly string[] {
    switch (e.type) {
      case 'Approved':
        return approved(b, r, e);
      case 'DecisionTakenBack':
        lost(b, [e.by]);
        return [];
      case 'ApproversLost':
        lost(b, e.people);
        if (e.reopened) b.status = 'open';
        return [];
      case 'EvidenceWorsened':
        Object.assign(b, { suspended: true, again: [] });
        return [];
      case 'RunStarted':
        b.status = 'running';
        return [];
      case 'Rejected': case 'ApprovalExpired': case 'ApprovalWithdrawn': case 'ApprovalVoided': case 'ApprovalMissed': case 'RunEnded':
        return ends(b, r);
      default:
        return [];
    }
  }

  function ends(b: Ballot, r: Recorded): readonly string[] {
    const twice = b.status === 'ended' ? [`${r.stream} ended twice`] : [];
    b.status = 'ended';
    return twice;
  }

  return {
    see(r: Recorded & { readonly event: ApprovalEvent }): readonly string[] {
      if (r.event.type === 'ApprovalRequested') {
        ballots.set(r.stream, { asked: r.event.approval, eligible: membersAt(r.position), status: 'open', suspended: false, voters: [], again: [] });
        return [];
      }
      const b = ballots.get(r.stream);
      return b === undefined ? [`${r.stream} does not begin with a request`] : move(b, r, r.event);
    },
    /** Why nothing may run on it at this moment. */
    mayRun(id: ApprovalId | null, r: Recorded): readonly string[] {
      const b = id === null ? undefined : ballots.get(id);
      if (b === undefined) return [`without any approval (#${r.position})`];
      const heads = new Set(b.voters.filter((v) => b.eligible.includes(v) && membersAt(r.position).includes(v)));
      const { from, to } = b.asked.window ?? { from: 0, to: b.asked.expiresAt };
      return [
        ...(b.status === 'given' || b.status === 'running' ? [] : [`its approval ${id} is ${b.status} (#${r.position})`]),
        ...(b.suspended ? [`its approval ${id} is asked anew (#${r.position})`] : []),
        ...(heads.size >= b.asked.quorum ? [] : [`its approval ${id} has ${heads.size} of ${b.asked.quorum} (#${r.position})`]),
        ...(r.at >= from && r.at < to ? [] : [`outside of the time of ${id} (#${r.position})`]),
      ];
    },
  };
}
