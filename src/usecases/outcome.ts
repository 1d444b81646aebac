/** What a use case answers: a value, or why not. Apart from the list of use cases, whose parts all need it. */
import type { Migration } from '../domain/migration/types.ts';
import type { Result } from '../domain/result.ts';
import type { InventoryRow } from '../ports.ts';

/** Why something was not done. `text/en.ts` has a sentence for each code; `detail` fills its blanks. */
export type Rejection = {
  readonly code:
    | 'not-allowed-here' // the person lacks the role
    | 'no-such-machine' | 'no-migration' | 'already-migrating' | 'already-migrated'
    | 'not-ready' // checks block
    | 'wrong-phase' // the machine is not at that step; detail.phase, detail.next
    | 'busy' // an act is under way
    | 'stuck' | 'drifted'
    | 'nothing-to-undo' | 'request-open' // detail.machine; detail.id, detail.operation
    | 'held' | 'not-held' | 'ended' // detail.what, detail.by, detail.reason
    | 'verdict-needed' | 'reason-needed' | 'unknown-choice'
    | 'no-approvers' | 'requester-cannot-approve' | 'not-an-approver' | 'already-decided' | 'expired' | 'no-such-approval' | 'not-the-requester'
    | 'glass-reason-short' | 'glass-asked' | 'glass-not-asked' | 'glass-second-person' | 'glass-no-review' | 'glass-not-you' // detail.id; detail.least; detail.by
    | 'approvers-unreadable' // detail.group, detail.why: nobody can approve now
    | 'confirmation-needed' | 'asked-again' | 'question-needed' | 'quorum-met' | 'too-few-approvers' // detail.id, detail.machine; detail.need, detail.have
    | 'approval-waits' // detail.id: it is asked anew
    | 'no-such-person' | 'delegate-self' | 'delegation-too-long' | 'no-delegation' // detail.days
    | 'not-the-owner' | 'point-of-no-return' | 'no-cancel' | 'evidence-worse' | 'nothing-to-retry' | 'ip-not-unique'
    | 'cloud-unreadable' // detail.operation, detail.why
    | 'no-such-wave' // detail.wave, detail.known
    | 'not-overridable' | 'nothing-to-override' | 'nothing-missing' // detail.check, detail.machine
    | 'figure-out-of-range' | 'policy-exists' | 'no-such-policy' // detail.field, detail.range; detail.name
    | 'not-a-window' | 'no-such-zone' | 'time-missing' | 'time-doubled' | 'offset-not-in-use' | 'window-over' | 'window-too-long' // detail: see usecases/windows.ts
    | 'frozen' | 'outside-window' | 'no-such-freeze' // detail.until, detail.zone, detail.reason; detail.from, detail.to, detail.zone; detail.number
    | 'source-gone' | 'nothing-outside' // detail.machine
    | 'changed-meanwhile';
  readonly detail: Readonly<Record<string, string>>;
};

export type Outcome<T> = Promise<Result<T, Rejection>>;

/** A line of the inventory with our record beside it. */
export type MachineRow = InventoryRow & { readonly migration: Migration | null };
