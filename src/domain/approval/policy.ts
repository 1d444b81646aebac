import { HOUR, MINUTE } from '../time.ts';
import type { Operation, Seat } from './types.ts';

/** What one kind of operation needs to be approved. */
export type OperationPolicy = {
  /** How many different people must approve. */
  readonly approvals: number;
  /** How many different people must reject to end a request; left out: one. */
  readonly rejections?: number;
  readonly seats: readonly Seat[];
  /** How long a request waits for answers. */
  readonly expiresMs: number;
  /** `name`: an approve carries the name of the machine or the wave, typed. `count`: for a wave the number of its machines. */
  readonly confirm: 'none' | 'name' | 'count';
  /** Whoever changed the plan last may not be the only one to approve it. Left out: so it is. The requester never approves, whatever this says. */
  readonly fourEyes?: boolean;
};

export type OperationPolicies = { readonly [O in Operation]: OperationPolicy };

/** How long a request for a rollback waits: it is asked for when something is down. */
const ROLLBACK_WAITS = 30 * MINUTE;

/** What holds where no governance says otherwise. What cannot be undone is confirmed by name; the way back is not made longer. */
export function defaultPolicies(o: { readonly quorum: number; readonly lifetimeMs: number }): OperationPolicies {
  return {
    cutover: { approvals: o.quorum, seats: [], expiresMs: o.lifetimeMs, confirm: 'name' },
    complete: { approvals: 1, seats: [], expiresMs: Math.max(o.lifetimeMs, HOUR), confirm: 'name' },
    rollback: { approvals: 1, seats: [], expiresMs: Math.min(o.lifetimeMs, ROLLBACK_WAITS), confirm: 'none' },
  };
}
