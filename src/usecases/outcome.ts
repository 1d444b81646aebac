/** What a use case answers: a value, or why not. Apart from the list of use cases, whose parts all need it. */
import type { Migration } from '../domain/migration/types.ts';
import type { Result } from '../domain/result.ts';
import type { InventoryRow } from '../ports/store.ts';

/** Why something was not done. `text/en.ts` has a sentence for each code; `detail` fills its blanks. */
export type Rejection = {
  readonly code:
    | 'not-allowed-here' // the person lacks the role
    | 'no-such-machine' | 'no-migration' | 'already-migrating' | 'already-migrated'
    | 'not-ready' // checks block
    | 'wrong-phase' // the machine is not at that step; detail.phase, detail.next
    | 'busy' // an act is under way
    | 'stuck' | 'drifted'
    | 'source-not-stopped' | 'window-too-short' | 'no-manual-action' // detail.machine, detail.power; detail.minutes
    | 'nothing-to-undo' | 'request-open' // detail.machine; detail.id, detail.operation
    | 'held' | 'not-held' | 'ended' // detail.what, detail.by, detail.reason
    | 'verdict-needed' | 'reason-needed' | 'unknown-choice'
    | 'no-approvers' | 'requester-cannot-approve' /* detail.able */ | 'not-an-approver' | 'already-decided' | 'expired' | 'no-such-approval' | 'not-the-requester'
    | 'glass-reason-short' | 'glass-asked' | 'glass-not-asked' | 'glass-second-person' | 'glass-no-review' | 'glass-not-you' // detail.id; detail.least; detail.by
    | 'approvers-unreadable' // detail.group, detail.why: nobody can approve now
    | 'confirmation-needed' | 'asked-again' | 'question-needed' | 'quorum-met' | 'rejection-stands' | 'too-few-approvers' // detail.id, detail.machine; detail.need, detail.have
    | 'approval-waits' | 'approval-void' // detail.id: it is asked anew; detail.reason
    | 'no-such-person' | 'delegate-self' | 'delegation-too-long' | 'no-delegation' | 'delegate-without-role' // detail.days; detail.person, detail.unread
    | 'not-the-owner' | 'point-of-no-return' | 'no-cancel' | 'evidence-worse' | 'nothing-to-retry' | 'ip-not-unique'
    | 'cloud-unreadable' // detail.operation, detail.why
    | 'no-such-wave' // detail.wave, detail.known
    | 'wave-name' | 'wave-exists' | 'wave-full' | 'wave-group' | 'wave-cycle' | 'wave-taken' | 'wave-past' | 'wave-without' | 'wave-need' | 'wave-need-later' | 'wave-running' | 'wave-closed' | 'wave-open' // detail: see domain/wave/edit.ts
    | 'wave-approver' | 'wave-machine' | 'wave-target' // detail.person; detail.machine; detail.value, detail.known, detail.why
    | 'file-too-large' | 'file-rows' | 'file-unreadable' | 'file-gone' | 'file-refused' // detail.most; detail.line; detail.why
    | 'wave-not-ready' | 'wave-needs' | 'wave-waits' | 'wave-stopped' | 'wave-held-asked' // detail.wave, detail.ready, detail.not, detail.machines; detail.machine, detail.need; detail.by; detail.id
    | 'selector-term' | 'selector-unknown' | 'selector-several' | 'selector-nothing' | 'selector-waves' | 'selector-of-what' // detail.place, detail.known; detail.places, detail.similar, detail.wave; detail.names; detail.waves
    | 'not-overridable' | 'nothing-to-override' | 'nothing-missing' // detail.check, detail.machine
    | 'figure-out-of-range' | 'policy-exists' | 'no-such-policy' // detail.field, detail.range; detail.name
    | 'not-a-window' | 'no-such-zone' | 'time-missing' | 'time-doubled' | 'offset-not-in-use' | 'window-over' | 'window-too-long' // detail: see usecases/windows.ts
    | 'frozen' | 'outside-window' | 'no-such-freeze' // detail.until, detail.zone, detail.reason; detail.from, detail.to, detail.zone; detail.number
    | 'source-gone' | 'nothing-outside' // detail.machine
    | 'nothing-to-follow' | 'not-followed' | 'not-a-daily-time'
    | 'no-test-up' // detail.machine
    | 'changed-meanwhile';
  readonly detail: Readonly<Record<string, string>>;
};

export type Outcome<T> = Promise<Result<T, Rejection>>;

/** A line of the inventory with our record beside it. */
export type MachineRow = InventoryRow & { readonly migration: Migration | null };
