import type { Role, SilentGroup } from '../domain/access.ts';
import type { GlassCommand } from '../domain/approval/break-glass.ts';
import type { OperationPolicy } from '../domain/approval/policy.ts';
import type { Approval, Operation } from '../domain/approval/types.ts';
import type { Review } from '../domain/governance/types.ts';
import type { ApprovalId } from '../domain/ids.ts';
import type { Person } from '../domain/person.ts';
import type { Outcome } from './outcome.ts';

/** One step of a break-glass. */
export type GlassAsked = { readonly id: ApprovalId; readonly who: Person; readonly command: GlassCommand };

/** The use cases of admins who must pass without the approvers, and of whoever reviews that. */
export type GlassUseCases = {
  /** The first admin asks, the second one confirms; somebody else reviews it. Every refusal is on record. */
  breakGlass(o: GlassAsked): Outcome<Approval>;
  /** What is still to be reviewed, the most urgent first. */
  openReviews(): Promise<readonly Review[]>;
};

/** How many there are of a kind, and those whose names Ferry knows from a personal chat. */
export type Listed = { readonly count: number | 'everyone'; readonly names: readonly string[] };

/** Who may do what at this moment. */
export type WhoView = {
  /** The roles of the person who asked. */
  readonly mine: readonly Role[];
  readonly roles: readonly (Listed & { readonly role: Role })[];
  readonly seats: readonly (Listed & { readonly name: string })[];
  readonly operations: readonly (OperationPolicy & { readonly operation: Operation; /** Fewer people may approve it now than are needed. */ readonly short: boolean; /** Fewer people than it takes rejections may answer it now: how many. */ readonly fewToReject?: number })[];
  readonly silent: readonly SilentGroup[];
  readonly guests: 'allowed' | 'refused';
  readonly reviews: readonly Review[];
};

export type WhoUseCases = { who(person: Person): Promise<WhoView> };
