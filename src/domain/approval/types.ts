import type { Evidence } from '../evidence.ts';
import type { ApprovalId, ConversationId, MigrationId, UserId, WaveId } from '../ids.ts';
import type { Person } from '../person.ts';
import type { SourceStop } from '../source-stop.ts';
import type { Instant } from '../time.ts';
import type { Window } from '../window/types.ts';

/** What can be asked for; each has its own policy. */
export const OPERATIONS = ['cutover', 'complete', 'rollback'] as const;
export type Operation = (typeof OPERATIONS)[number];

export type ApprovalStatus = 'requested' | 'approved' | 'running' | 'done' | 'failed' | 'rejected' | 'expired' | 'withdrawn' | 'voided' | 'missed';

/** Statuses in which nobody can decide any more. */
export const DECIDED: ReadonlySet<ApprovalStatus> = new Set(['approved', 'running', 'done', 'failed', 'rejected', 'expired', 'withdrawn', 'voided', 'missed']);

/** What voided an approval. */
export type VoidKind = 'content' | 'evidence' | 'drift' | 'freeze' | 'policy';

/** A part of the quorum that people of one kind must give, for example one owner and one of operations. */
export type Seat = { readonly name: string; readonly needed: number; readonly holders: readonly (UserId | '*')[] };

/** One person's recorded answer. */
export type Decision = {
  readonly by: Person;
  readonly at: Instant;
  readonly comment: string;
  /** Whom the person stood in for. */
  readonly for?: Person;
  /** The seats that this answer could fill; it fills one of them. */
  readonly seats?: readonly string[];
  /** What the person typed to confirm. */
  readonly typed?: string;
  /** SHA-256 of the card that the person decided on, as it was shown; it is kept. */
  readonly card?: string;
};

/** One thing of the evidence that is worse than what was approved; `machine` tells of which, in a request for a wave. */
export type EvidenceChange = { readonly machine?: string } & (
  | { readonly what: 'rpo'; readonly then: number | null; readonly now: number | null }
  | { readonly what: 'health'; readonly then: Evidence['replicationHealth']; readonly now: Evidence['replicationHealth'] }
  | { readonly what: 'test'; readonly then: Evidence['test']; readonly now: Evidence['test'] }
  | { readonly what: 'block'; readonly text: string }
  /** It was taken out, and the approvers do not allow that without being asked. */
  | { readonly what: 'left'; readonly text: string }
);

/** What was measured anew of one machine of a wave. */
export type MachineEvidence = { readonly migrationId: MigrationId; readonly evidence: Evidence };

/** Approved, but the evidence got worse before it ran: nothing begins until the same people have approved again. */
export type Suspension = { readonly since: Instant; readonly evidence: Evidence; readonly changes: readonly EvidenceChange[]; readonly again: readonly Decision[]; /** Of the machines of a wave that were measured anew. */ readonly machines?: readonly MachineEvidence[] };

/** What an approver wanted to know. */
export type Question = { readonly by: Person; readonly at: Instant; readonly text: string };

/** What people are told while a request waits, each once. */
export const NUDGES = ['escalated', 'quarter-left', 'half-hour-left'] as const;
export type Nudge = (typeof NUDGES)[number];

/** One machine of a request for a wave. `content` is the hash of what would be done to it alone; the request's own hash covers all of them and their order. */
export type ApprovedMachine = {
  readonly migrationId: MigrationId;
  readonly machine: string;
  readonly group: number;
  /** Machines of the same request that must run in Azure before this one begins. */
  readonly needs: readonly MigrationId[];
  readonly content: string;
  readonly evidence: Evidence;
  /** `in` until it ended: it `left` (held, removed, changed outside), `failed` for good, or is `done`. */
  readonly state: 'in' | 'left' | 'failed' | 'done';
  readonly why?: string;
  /** It left because somebody holds it: released in time it takes part again. */
  readonly byHold?: true;
};

/** What a request for a wave covers. */
export type ApprovedWave = {
  readonly id: WaveId;
  readonly name: string;
  readonly machines: readonly ApprovedMachine[];
  /** After a failure nothing more begins, or the others go on. */
  readonly onFailure: 'stop' | 'go-on';
  /** All failovers are one job of the wave's recovery plan, begun when every machine is stopped; left out: each machine by itself. */
  readonly drive?: 'plan';
  /** Machines may be taken out without a new approval; adding one never is allowed. The approvers decide it: one who ticks it off is enough. */
  readonly removals: boolean;
};

/** A request to do one operation on one machine, or on the machines of a wave, bound to its content and to the evidence shown. */
export type Approval = {
  readonly id: ApprovalId;
  readonly operation: Operation;
  /** For a wave: that of its first machine; {@link machinesOf} (subject.ts) gives them all. */
  readonly migrationId: MigrationId;
  /** For a wave: its name. */
  readonly machine: string;
  /** Absent or null for a request about one machine. */
  readonly wave?: ApprovedWave | null;
  /** From where to where, for the first line that the approver reads. */
  readonly route?: { readonly awsRegion: string; readonly location: string };
  readonly requester: Person;
  readonly requestedAt: Instant;
  readonly note: string;
  readonly channel: ConversationId;
  /** SHA-256 of the content that was approved: machine, target, recovery point policy, source stop policy. */
  readonly contentHash: string;
  readonly evidence: Evidence;
  readonly quorum: number;
  /** How many different people must reject to end it; left out: one. */
  readonly rejectQuorum?: number;
  /** Frozen at the request, like the approvers. Absent in records of an older Ferry, as all that may be left out below. */
  readonly seats?: readonly Seat[];
  /** What has to be typed with an approve; null for nothing. */
  readonly confirm?: string | null;
  /** Who changed the plan last: may approve, but not alone. */
  readonly lastEditor?: Person | null;
  /** Who is told when half of the time is over. */
  readonly backups?: readonly UserId[];
  /** Who may approve, frozen at the request; checked again at the click. `*` means anyone of the tenant but the requester. */
  readonly approvers: readonly (UserId | '*')[];
  /** Until when it may be answered; without a window also until when it may run. */
  readonly expiresAt: Instant;
  /** When it may run; null or left out for as soon as it is approved. */
  readonly window?: Window | null;
  /** How the source comes to rest; left out: Ferry stops it. */
  readonly sourceStop?: SourceStop;
  readonly status: ApprovalStatus;
  readonly approvals: readonly Decision[];
  /** Who has rejected it, where that takes more than one; the comment is the reason. It stands until they say otherwise, also when it is asked anew: nobody objects less to what got worse. */
  readonly rejections?: readonly Decision[];
  readonly suspended?: Suspension | null;
  /** How often it was asked anew: a card of an earlier round decides nothing. */
  readonly round?: number;
  /** Whose answers stopped counting, where it is asked anew for that. */
  readonly lost?: readonly Person[];
  /** When it was asked anew. */
  readonly askedAgainAt?: Instant;
  readonly nudged?: readonly Nudge[];
  readonly questions?: readonly Question[];
  /** Two admins stood in for the approvers, or the first of them waits for the second. */
  readonly glass?: Glass;
  readonly closing: { readonly at: Instant; readonly by: Person | null; readonly reason: string; /** What voided it. */ readonly kind?: VoidKind } | null;
};

/** A break-glass: who asked for it, which two admins used it, in which asking, and who looked at it afterwards. */
export type Glass = {
  readonly asked: { readonly by: Person; readonly at: Instant; readonly reason: string; readonly round: number };
  readonly broken?: { readonly people: readonly Person[]; readonly at: Instant; readonly reason: string; readonly round: number };
  readonly reviewed?: { readonly by: Person | null; readonly at: Instant; readonly reason: string };
  readonly overdue?: boolean;
  /** When it was told last that nobody has reviewed it. */
  readonly remindedAt?: Instant;
};

export type ApprovalEvent =
  | { readonly type: 'ApprovalRequested'; readonly approval: Approval }
  | { readonly type: 'Approved'; readonly decision: Decision; readonly reached: boolean }
  | { readonly type: 'DecisionTakenBack'; readonly by: Person }
  /** Answers of people who may not approve any more stopped counting; `reopened` when too few are left for what was approved already. */
  | { readonly type: 'ApproversLost'; readonly people: readonly Person[]; readonly reopened: boolean; /** They had rejected. */ readonly rejected?: true }
  | { readonly type: 'EvidenceWorsened'; readonly evidence: Evidence; readonly changes: readonly EvidenceChange[]; readonly machines?: readonly MachineEvidence[] }
  | { readonly type: 'QuestionAsked'; readonly by: Person; readonly text: string }
  | { readonly type: 'ApproversReminded'; readonly nudges: readonly Nudge[] }
  /** It ends the request, unless `reached` says that more people must. `decision` where it takes more than one. */
  | { readonly type: 'Rejected'; readonly reason: string; readonly decision?: Decision; readonly reached?: boolean; readonly card?: string }
  | { readonly type: 'ApprovalExpired' }
  | { readonly type: 'ApprovalWithdrawn'; readonly reason: string }
  | { readonly type: 'ApprovalVoided'; readonly reason: string; readonly kind?: VoidKind }
  /** Its time to run passed. */
  | { readonly type: 'ApprovalMissed'; readonly reason: string }
  | { readonly type: 'RunStarted' }
  | { readonly type: 'RunEnded'; readonly success: boolean; readonly reason: string }
  /** An admin wants to pass without the approvers, and needs a second one. */
  | { readonly type: 'GlassAsked'; readonly by: Person; readonly reason: string; readonly until: Instant }
  /** The second one agreed: both stand in for the quorum. */
  | { readonly type: 'GlassBroken'; readonly people: readonly Person[]; readonly reason: string; readonly reviewBy: Instant }
  | { readonly type: 'GlassReviewed'; readonly reason: string }
  | { readonly type: 'GlassReviewOverdue'; readonly due: Instant }
  /** A machine of a wave's request came to its end, or was taken out of it. */
  | { readonly type: 'MachineSettled'; readonly migrationId: MigrationId; readonly machine: string; readonly state: 'left' | 'failed' | 'done'; readonly why: string; readonly byHold?: true }
  /** It goes on after all: it was retried, or is not held any more. */
  | { readonly type: 'MachineReturned'; readonly migrationId: MigrationId; readonly machine: string }
  /** An approver does not allow machines to be taken out without asking anew. */
  | { readonly type: 'RemovalsForbidden'; readonly by: Person }
  /** A refusal is a fact too: the auditor sees who tried. */
  | { readonly type: 'DecisionRefused'; readonly by: Person; readonly code: string };

export type ApprovalEventType = ApprovalEvent['type'];
