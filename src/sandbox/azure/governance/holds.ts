// Inheritance: what is set on the subscription holds in every group of it.
import { param, type Call } from '../call.ts';
import type { Assignment, Estate } from '../estate/types.ts';
import { same } from '../fields.ts';
import { groupId, subscription } from '../ids.ts';
import type { State } from '../state.ts';

const subscriptionScope = `/subscriptions/${subscription}`;

/** The id of the scope that a call is about: its resource group, or the whole subscription. */
export function scopeOf(call: Call): string {
  const group = param(call, 'group');
  return group === '' ? subscriptionScope : groupId(group);
}

/** True when something set at one scope holds at another: there or above it. */
export function holdsAt(setAt: string, scope: string): boolean {
  return same(setAt, scope) || same(setAt, subscriptionScope);
}

/** True when nothing in a group can be changed. */
export function isReadOnly(state: State, group: string): boolean {
  return [...state.estate.locks.values()].some((lock) => lock.level === 'ReadOnly' && holdsAt(lock.scope, groupId(group)));
}

/** The effect an assignment comes to in the end, in lower case; null for an initiative, which has many. */
function effectOf(estate: Estate, assignment: Assignment): string | null {
  const definition = assignment.initiative ? undefined : estate.definitions.get(assignment.definition);
  if (definition === undefined) return null;
  return (definition.parameter ? (assignment.effect ?? definition.effect) : definition.effect).toLowerCase();
}

/** True when a policy refuses new machines in a group. */
export function isDenied(state: State, group: string): boolean {
  const { assignments } = state.estate;
  return [...assignments.values()].some((one) => one.enforced && effectOf(state.estate, one) === 'deny' && holdsAt(one.scope, groupId(group)));
}
