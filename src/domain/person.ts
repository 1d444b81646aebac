import type { UserId } from './ids.ts';

/** Somebody who acts: identified by object id and tenant; `name` is only ever shown. */
export type Person = { readonly id: UserId; readonly tenant: string; readonly name: string };

/** Who caused an event: a person, or Ferry itself after looking at the clouds. */
export type Actor = { readonly kind: 'person'; readonly person: Person } | { readonly kind: 'ferry' };

/** The actor of everything that happens without a person. */
export const FERRY: Actor = { kind: 'ferry' };

/** The actor for a person. */
export function by(person: Person): Actor {
  return { kind: 'person', person };
}

/** True when both are the same human account, whatever their names say. */
export function samePerson(a: Person, b: Person): boolean {
  return a.id.toLowerCase() === b.id.toLowerCase() && a.tenant.toLowerCase() === b.tenant.toLowerCase();
}
