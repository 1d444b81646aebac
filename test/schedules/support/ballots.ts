/** Counts the answers to requests by the log alone. */
import type { Approval, ApprovalEvent } from '../../../src/domain/approval/types.ts';
import type { ApprovalId } from '../../../src/domain/ids.ts';
import type { Person } from '../../../src/domain/person.ts';
import type { Recorded } from '../../../src/ports/changes.ts';
import { PEOPLE } from './field.ts';
import type { Membership } from './witness.ts';

/** Who gave it, and in whose right. */
type Vote = { readonly by: string; readonly right: string };
type Ballot = { readonly asked: Approval; readonly eligible: readonly string[]; status: 'open' | 'given' | 'running' | 'ended'; suspended: boolean; voters: Vote[]; again: Vote[]; /** Who is against it, where that takes more than one. */ noes: Vote[]; /** Two admins stand in for the approvers. */ glass: boolean };

function sharesHead(a: Vote, b: Vote): boolean {
  return [a.by, a.right].some((id) => id === b.by || id === b.right);
}

type Lent = { readonly from: string; readonly to: string; readonly at: number; until: number };

export type Ballots = ReturnType<typeof makeBallots>;

/** `members` tells who could approve from which position of the log on. */
export function makeBallots(members: readonly Membership[]) {
  const ballots = new Map<string, Ballot>();
  const lent: Lent[] = [];
  const membersAt = (position: number): readonly string[] => (members.findLast((m) => m.from <= position)?.names ?? []).map((name) => PEOPLE[name].id);
  const idOf = (p: Person): string => p.id;

  function approved(b: Ballot, r: Recorded, e: Extract<ApprovalEvent, { type: 'Approved' }>): readonly string[] {
    const by = idOf(e.decision.by);
    const right = idOf(e.decision.for ?? e.decision.by);
    const votes = b.suspended ? b.again : b.voters;
    const shared = votes.some((v) => [v.by, v.right].some((id) => id === by || id === right));
    const standsIn = right === by || lent.some((l) => l.from === right && l.to === by && l.at <= r.at && r.at < l.until);
    const wrong = [
      ...(b.status === 'ended' || (b.status !== 'open' && !b.suspended) ? [`${r.stream} was approved although it is ${b.status}`] : []),
      ...(shared ? [`${r.stream}: ${e.decision.by.name} counts twice`] : []),
      ...(by === idOf(b.asked.requester) || right === idOf(b.asked.requester) ? [`${r.stream} was approved by its requester`] : []),
      ...(standsIn ? [] : [`${r.stream} was approved by ${e.decision.by.name}, who stands in for nobody`]),
      ...(b.eligible.includes(right) && membersAt(r.position).includes(right) ? [] : [`${r.stream} was approved by ${e.decision.by.name}, who may not`]),
    ];
    const overruled = b.noes.filter((v) => sharesHead(v, { by, right }) && v.by !== by && !(right === by && v.right === by));
    if (overruled.length > 0) wrong.push(`${r.stream} was approved by ${e.decision.by.name} against the no of the one stood in for`);
    b.noes = b.noes.filter((v) => !sharesHead(v, { by, right }));
    votes.push({ by, right });
    if (!e.reached) return wrong;
    const heads = headsOf(b, votes, r);
    if (heads.size < b.asked.quorum) wrong.push(`${r.stream} is approved with ${heads.size} of ${b.asked.quorum}`);
    if (b.suspended) Object.assign(b, { suspended: false, voters: [...b.again] });
    else b.status = 'given';
    return wrong;
  }

  /** It ends with as many different heads as were asked for, and not before. */
  function rejected(b: Ballot, r: Recorded, e: Extract<ApprovalEvent, { type: 'Rejected' }>): readonly string[] {
    const needed = b.asked.rejectQuorum ?? 1;
    if (e.decision === undefined) return [...(needed === 1 ? [] : [`${r.stream} was rejected without saying by whom`]), ...ends(b, r)];
    const vote = { by: idOf(e.decision.by), right: idOf(e.decision.for ?? e.decision.by) };
    const wrong = [
      ...(b.status !== 'open' && !b.suspended ? [`${r.stream} was rejected although it is ${b.status}`] : []),
      ...(b.noes.some((v) => sharesHead(v, vote)) ? [`${r.stream}: the no of ${e.decision.by.name} counts twice`] : []),
      ...(vote.by === idOf(b.asked.requester) || vote.right === idOf(b.asked.requester) ? [`${r.stream} was rejected by its requester`] : []),
      ...(b.eligible.includes(vote.right) && membersAt(r.position).includes(vote.right) ? [] : [`${r.stream} was rejected by ${e.decision.by.name}, who may not`]),
    ];
    b.noes.push(vote);
    if (b.suspended) b.again = b.again.filter((v) => !sharesHead(v, vote));
    else b.voters = b.voters.filter((v) => !sharesHead(v, vote));
    if ((e.reached !== false) !== (b.noes.length >= needed)) wrong.push(`${r.stream} was rejected by ${b.noes.length} of ${needed}, and ${e.reached === false ? 'goes on' : 'ended'}`);
    return e.reached === false ? wrong : [...wrong, ...ends(b, r)];
  }

  function lost(b: Ballot, people: readonly Person[]): void {
    const gone = people.map(idOf);
    b.noes = b.noes.filter((v) => !gone.includes(v.by));
    if (b.suspended) b.again = b.again.filter((v) => !gone.includes(v.by));
    else b.voters = b.voters.filter((v) => !gone.includes(v.by));
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
        if (e.reopened) Object.assign(b, { status: 'open', glass: false });
        return [];
      case 'GlassBroken':
        return broken(b, r, e.people.map(idOf));
      case 'EvidenceWorsened':
        Object.assign(b, { suspended: true, again: [], glass: false });
        return [];
      case 'RunStarted':
        b.status = 'running';
        return [];
      case 'Rejected':
        return rejected(b, r, e);
      case 'ApprovalExpired': case 'ApprovalWithdrawn': case 'ApprovalVoided': case 'ApprovalMissed': case 'RunEnded':
        return ends(b, r);
      default:
        return [];
    }
  }

  /** Those whose right holds at that moment. */
  function headsOf(b: Ballot, votes: readonly Vote[], r: Recorded): ReadonlySet<string> {
    return new Set(votes.filter((v) => !b.noes.some((n) => sharesHead(n, v))).map((v) => v.right).filter((id) => b.eligible.includes(id) && membersAt(r.position).includes(id)));
  }

  /** Everybody is an admin here: it takes two of them, and neither may have asked. */
  function broken(b: Ballot, r: Recorded, people: readonly string[]): readonly string[] {
    const two = new Set(people).size === 2 && !people.includes(idOf(b.asked.requester));
    if (b.suspended) Object.assign(b, { suspended: false });
    else b.status = 'given';
    b.glass = true;
    return two ? [] : [`${r.stream} was passed by ${people.join(' and ')}`];
  }

  function ends(b: Ballot, r: Recorded): readonly string[] {
    const twice = b.status === 'ended' ? [`${r.stream} ended twice`] : [];
    b.status = 'ended';
    return twice;
  }

  return {
    see(r: Recorded & { readonly event: ApprovalEvent }): readonly string[] {
      if (r.event.type === 'ApprovalRequested') {
        ballots.set(r.stream, { asked: r.event.approval, eligible: membersAt(r.position), status: 'open', suspended: false, voters: [], again: [], noes: [], glass: false });
        return [];
      }
      const b = ballots.get(r.stream);
      return b === undefined ? [`${r.stream} does not begin with a request`] : move(b, r, r.event);
    },
    lend: (d: { readonly from: Person; readonly to: Person; readonly at: number; readonly until: number }): void => {
      // A new one takes the place of the former.
      for (const l of lent) if (l.from === idOf(d.from)) l.until = Math.min(l.until, d.at);
      lent.push({ from: idOf(d.from), to: idOf(d.to), at: d.at, until: d.until });
    },
    takeBack: (from: Person, at: number): void => {
      for (const l of lent) if (l.from === idOf(from)) l.until = Math.min(l.until, at);
    },
    /** Why nothing may run on it at this moment. */
    mayRun(id: ApprovalId | null, r: Recorded, marginMs = 0): readonly string[] {
      const b = id === null ? undefined : ballots.get(id);
      if (b === undefined) return [`without any approval (#${r.position})`];
      const heads = headsOf(b, b.voters, r);
      const window = b.asked.window ?? null;
      const { from, to } = window === null ? { from: 0, to: b.asked.expiresAt } : { from: window.from, to: window.to - marginMs };
      return [
        ...(b.status === 'given' || b.status === 'running' ? [] : [`its approval ${id} is ${b.status} (#${r.position})`]),
        ...(b.suspended ? [`its approval ${id} is asked anew (#${r.position})`] : []),
        ...(heads.size >= b.asked.quorum || b.glass ? [] : [`its approval ${id} has ${heads.size} of ${b.asked.quorum} (#${r.position})`]),
        ...(r.at >= from && r.at < to ? [] : [`outside of the time of ${id} (#${r.position})`]),
      ];
    },
  };
}
