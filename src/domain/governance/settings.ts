import type { People, Places, Role } from '../access.ts';
import type { OperationPolicy } from '../approval/policy.ts';
import type { Operation } from '../approval/types.ts';
import type { GroupId } from '../ids.ts';
import type { Freeze } from './types.ts';

/** Named people, and whoever is in the groups at the moment. */
export type Holders = { readonly people: People; readonly groups: readonly GroupId[] };

/** What an operation needs, with its seats by name: who holds them is known only at the moment. */
export type OperationSettings = Omit<OperationPolicy, 'seats'> & { readonly seats: readonly { readonly name: string; readonly needed: number }[] };
export type OperationsSettings = { readonly [O in Operation]: OperationSettings };

/** What the people who run Ferry decided: from a governance file, or from single settings. */
export type GovernanceSettings = {
  readonly tenants: readonly string[];
  readonly guests: 'allowed' | 'refused';
  /** Null: everywhere. */
  readonly places: Places | null;
  readonly roles: { readonly [R in Role]: Holders };
  readonly seats: readonly (Holders & { readonly name: string })[];
  readonly operations: OperationsSettings;
  readonly freezes: readonly Freeze[];
  /** Who is told when half of the time for an answer is over. */
  readonly escalation: Holders;
  readonly evidence: { readonly rpoMs: number; readonly testMaxAgeMs: number };
};

/** Nobody. */
export const NOBODY: Holders = { people: [], groups: [] };

/** Every group that has to be asked for, once. */
export function groupsOf(s: GovernanceSettings): readonly GroupId[] {
  const all = [...Object.values(s.roles), ...s.seats, s.escalation].flatMap((h) => h.groups);
  return [...new Set(all)];
}
