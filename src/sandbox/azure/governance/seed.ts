// Azure Policy as it is after a reset: one harmless assignment on the subscription, and the definitions that can be assigned.
import type { Assignment, Definition } from '../estate/types.ts';
import { guidOf, subscription } from '../ids.ts';

/** The definitions that the sandbox knows, by what they are for. */
export const definitionNames = {
  audit: guidOf('policy/audit-managed-disks'),
  allowedSizes: guidOf('policy/allowed-sizes'),
  owned: 'deny-untagged-machines',
} as const;

/** A built-in set of definitions: assigned as one, with an effect for each. */
export const initiativeName = guidOf('policy/security-benchmark');

/** The definitions. */
export function seedDefinitions(): Map<string, Definition> {
  const definitions: readonly Definition[] = [
    { name: definitionNames.audit, builtIn: true, title: 'Audit virtual machines that do not use managed disks', effect: 'audit', parameter: false },
    { name: definitionNames.allowedSizes, builtIn: true, title: 'Allowed virtual machine size SKUs', effect: 'Deny', parameter: false },
    { name: definitionNames.owned, builtIn: false, title: 'Machines need an owner tag', effect: 'Audit', parameter: true },
  ];
  return new Map(definitions.map((definition) => [definition.name, definition]));
}

/** The assignments. */
export function seedAssignments(): Map<string, Assignment> {
  const audit: Assignment = { name: 'audit-managed-disks', scope: `/subscriptions/${subscription}`, definition: definitionNames.audit, initiative: false, effect: null, enforced: true };
  return new Map([[audit.name, audit]]);
}
