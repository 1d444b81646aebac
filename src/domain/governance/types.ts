import type { ApprovalId, ConversationId } from '../ids.ts';
import type { Follow, Habit } from '../notice/follow.ts';
import type { Person } from '../person.ts';
import type { Instant } from '../time.ts';

/** A time in which nothing is cut over, whatever was approved. `by` is null for one that a settings file names. */
export type Freeze = {
  /** Counted within the scope; people end a freeze by it. */
  readonly number: number;
  readonly from: Instant;
  readonly to: Instant;
  /** The zone that people spoke of. */
  readonly zone: string;
  readonly reason: string;
  readonly by: Person | null;
  /** When somebody ended it before its time. */
  readonly endedAt?: Instant;
};

/** An approver lets somebody stand in until a date; never for a request of the one who stands in. */
export type Delegation = { readonly from: Person; readonly to: Person; readonly at: Instant; readonly until: Instant; /** When the approver took it back. */ readonly endedAt?: Instant };

/** A break-glass that somebody else has to look at; the record itself is that of its approval. */
export type Review = { readonly approvalId: ApprovalId; readonly machine: string; readonly people: readonly Person[]; readonly reason: string; readonly due: Instant };

/** Somebody wants no new step to start; what a cloud is doing goes on. */
export type Hold = { readonly by: Person; readonly at: Instant; readonly reason: string };

/** What holds for a whole scope: one row, one version, one event stream. */
export type Governance = { readonly id: GovernanceId; readonly scope: string; readonly freezes: readonly Freeze[]; /** Absent in records of an older Ferry. */ readonly delegations?: readonly Delegation[]; /** Still to be done. Absent in records of an older Ferry. */ readonly reviews?: readonly Review[]; /** No machine of the scope begins anything. Absent in records of an older Ferry. */ readonly holdAll?: Hold | null; /** Who is told of what. Absent in records of an older Ferry. */ readonly follows?: readonly Follow[]; /** When conversations want to be left alone. Absent in records of an older Ferry. */ readonly habits?: readonly Habit[] };

declare const brand: unique symbol;
/** Derived from the scope's name. */
export type GovernanceId = string & { readonly [brand]: 'GovernanceId' };

/** Facts, past tense, append-only; only optional fields are ever added. */
export type GovernanceEvent =
  | { readonly type: 'FreezeAdded'; readonly freeze: Freeze }
  | { readonly type: 'DelegationGranted'; readonly delegation: Delegation }
  | { readonly type: 'DelegationEnded'; readonly from: Person }
  | { readonly type: 'ReviewOpened'; readonly review: Review }
  | { readonly type: 'ReviewClosed'; readonly approvalId: ApprovalId; readonly reason: string }
  | { readonly type: 'AllHeld'; readonly reason: string }
  | { readonly type: 'AllReleased' }
  | { readonly type: 'Followed'; readonly follow: Follow }
  | { readonly type: 'Unfollowed'; readonly conversation: ConversationId; readonly subject: string; readonly name: string }
  | { readonly type: 'HabitSet'; readonly habit: Habit }
  | { readonly type: 'FreezeEnded'; readonly number: number; readonly reason: string };

/** The stream of a scope. */
export function governanceIdOf(scope: string): GovernanceId {
  return `g-${scope}` as GovernanceId;
}
