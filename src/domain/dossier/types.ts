import type { Attested, MissingRule, Override } from '../finding.ts';
import type { ConversationId } from '../ids.ts';
import type { Person } from '../person.ts';
import type { DiskType, Licence } from '../scope.ts';
import type { Instant } from '../time.ts';

/** What people have said and decided about the prerequisites of one machine, or of the whole scope. */
export type Dossier = {
  readonly id: DossierId;
  /** The instance id, or `scope` for what concerns every machine. */
  readonly subject: string;
  /** The last answer to each question, by check id; answers that have run out stay until they are given anew. */
  readonly answers: Readonly<Record<string, Attested>>;
  readonly overrides: readonly Override[];
  /** The rule that is being added, or was added last. */
  readonly rules: readonly RuleAddition[];
  /** The replication policies that somebody let Ferry create, the last one last; scope only. Left out before the first. */
  readonly policies?: readonly PolicyCreation[];
  /** The policy that replication uses unless a setting names one; scope only. Left out before anybody chose. */
  readonly chosenPolicy?: PolicyChoice;
  /** Somebody confirmed that replication is to be turned on, and its turn has not come; left out or null otherwise. Machines only. */
  readonly queued?: QueuedReplication | null;
  /** How the last wait ended. */
  readonly lastQueued?: QueueEnd;
  /** Somebody wants the test machine to stay up until then; left out before the first time. Machines only. */
  readonly testUntil?: { readonly until: Instant; readonly reason: string; readonly at: Instant };
};

/** What was confirmed for a machine that waits for its turn, one of many. */
export type QueuedReplication = {
  /** The same for all machines that were confirmed together. */
  readonly bulk: string;
  readonly by: Person;
  readonly at: Instant;
  /** Where it was asked for. */
  readonly here: ConversationId;
  /** The wave as people named it; null for machines of no wave. */
  readonly wave: string | null;
  /** Its place among those confirmed together, from 0. */
  readonly place: number;
  readonly of: number;
  /** How many machines may be at their first copy at once. */
  readonly batch: number;
  readonly choices: { readonly resourceGroupId: string; readonly networkId: string; readonly subnet: string; readonly vmName: string; readonly size: string; readonly diskType: DiskType; readonly licence: Licence; readonly runAsAccountId: string };
};

/** Its replication was begun, was refused for what `code` and `detail` say, or was called off. */
export type QueueEnd = { readonly bulk: string; readonly at: Instant; readonly outcome: 'started' | 'refused' | 'called-off'; readonly code: string; readonly detail: Readonly<Record<string, string>> };

declare const brand: unique symbol;
/** A dossier's id: it is derived from what the dossier is about. */
export type DossierId = string & { readonly [brand]: 'DossierId' };

/** A rule that somebody let Ferry add. `asked` before the call, then what became of it. */
export type RuleAddition = { readonly rule: MissingRule; readonly at: Instant; readonly outcome: 'asked' | 'added' | 'existed' | 'refused' | 'unclear'; readonly why: string; readonly requestId: string | null; /** The check that missed the rule; absent in records that do not tell it. */ readonly check?: string };

/** A replication policy as it is to be created; `rpoThresholdMinutes` counts in classic vaults only. */
export type PolicyWish = { readonly name: string; readonly retentionMinutes: number; readonly appConsistentMinutes: number; readonly rpoThresholdMinutes: number };

/** A policy that somebody let Ferry create. `asked` before the call, then what became of it. */
export type PolicyCreation = { readonly policy: PolicyWish; readonly at: Instant; readonly outcome: 'asked' | 'created' | 'refused' | 'unclear'; readonly why: string; readonly requestId: string | null };

/** Which policy replication is to use, by name; null in place of a name goes back to the first one that can be used. */
export type PolicyChoice = { readonly name: string | null; readonly by: Person; readonly at: Instant };

export type DossierEvent =
  | { readonly type: 'QuestionAnswered'; readonly check: string; readonly answer: Attested }
  | { readonly type: 'BlockOverridden'; readonly override: Override }
  | { readonly type: 'OverrideWithdrawn'; readonly check: string; readonly reason: string }
  | { readonly type: 'RuleAdditionAsked'; readonly rule: MissingRule; readonly check?: string }
  | { readonly type: 'RuleAdditionEnded'; readonly rule: MissingRule; readonly outcome: Exclude<RuleAddition['outcome'], 'asked'>; readonly why: string; readonly requestId: string | null }
  | { readonly type: 'PolicyCreationAsked'; readonly policy: PolicyWish }
  | { readonly type: 'PolicyCreationEnded'; readonly policy: PolicyWish; readonly outcome: Exclude<PolicyCreation['outcome'], 'asked'>; readonly why: string; readonly requestId: string | null }
  | { readonly type: 'PolicyChosen'; readonly choice: PolicyChoice }
  | { readonly type: 'ReplicationQueued'; readonly queued: QueuedReplication }
  | { readonly type: 'ReplicationUnqueued'; readonly end: Omit<QueueEnd, 'at'> }
  | { readonly type: 'TestKeptLonger'; readonly until: Instant; readonly reason: string };

/** The dossier of one instance, or of the scope. */
export function dossierIdOf(subject: string): DossierId {
  return `d-${subject}` as DossierId;
}
