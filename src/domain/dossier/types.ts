import type { Attested, MissingRule, Override } from '../finding.ts';
import type { Person } from '../person.ts';
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
};

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
  | { readonly type: 'PolicyChosen'; readonly choice: PolicyChoice };

/** The dossier of one instance, or of the scope. */
export function dossierIdOf(subject: string): DossierId {
  return `d-${subject}` as DossierId;
}
