import type { Approval } from '../domain/approval/types.ts';
import type { Delegation } from '../domain/governance/types.ts';
import type { ApprovalId } from '../domain/ids.ts';
import type { Instant } from '../domain/time.ts';
import type { Person } from '../domain/person.ts';
import type { Outcome } from './outcome.ts';

type Said = { readonly id: ApprovalId; readonly who: Person; /** The hash of the pressed card; left out for typed words. */ readonly card?: string | null };
/** Which asking the pressed card belongs to; left out for typed words. */
type Pressed = { readonly round?: number | null };

/** What people can say about a request for approval. */
export type ApprovalUseCases = {
  /** `typed` is what was typed to confirm; `again` that it is meant for evidence that got worse. */
  approve(o: Said & Pressed & { readonly comment: string; readonly typed?: string; readonly again?: boolean; /** Of a wave no machine may be taken out without asking again. */ readonly keepAll?: boolean }): Outcome<Approval>;
  reject(o: Said & Pressed & { readonly reason: string }): Outcome<Approval>;
  /** The requester withdraws the request; an approver takes back the own answer, until there are enough. */
  withdraw(o: Said & { readonly reason: string }): Outcome<Approval>;
  /** Posts a question to the requester; the clock goes on. */
  ask(o: Said & { readonly text: string }): Outcome<Approval>;
  approval(id: ApprovalId): Promise<Approval | null>;
  /** Who stands in for whom now. */
  delegations(): Promise<readonly Delegation[]>;
  /** By Entra object id, or by the exact name of somebody whom Ferry knows from a personal chat. */
  personNamed(text: string, who: Person): Outcome<Person>;
  delegate(o: { readonly to: Person; readonly until: Instant; readonly who: Person }): Outcome<Delegation>;
  endDelegation(who: Person): Outcome<null>;
};
