// Everything the Azure side remembers.
import type { ActivityRecord } from './activity-log/model.ts';
import type { Vm } from './compute/model.ts';
import type { Estate } from './estate/types.ts';
import { guidOf } from './ids.ts';
import type { EventRecord } from './infrastructure/event.ts';
import type { Item } from './items/model.ts';
import type { Scenario } from './jobs/catalog.ts';
import type { Job } from './jobs/model.ts';
import type { Plan } from './plans/model.ts';
import type { ProviderKind } from './vault-list.ts';

/** A replication policy. */
export type Policy = { readonly vault: string; readonly name: string; readonly kind: ProviderKind; readonly details: Readonly<Record<string, unknown>> };

/** A policy associated with the container of a vault. */
export type Mapping = { readonly vault: string; readonly name: string; readonly policyName: string };

/** A machine the classic configuration server knows. */
export type Protectable = {
  readonly vault: string;
  readonly id: string;
  readonly name: string;
  readonly ipAddress: string;
  readonly osType: 'Windows' | 'Linux';
  readonly instanceId: string | null;
};

/** A failure that somebody ordered for the next job of a scenario. */
type OrderedFailure = { readonly scenario: Scenario; readonly code: string; readonly task: string | null };

/** The whole state; made anew by a reset. */
export type State = {
  readonly startedAt: number;
  readonly salt: string;
  readonly items: Map<string, Item>;
  readonly jobs: Map<string, Job>;
  readonly running: Set<string>;
  readonly vms: Map<string, Vm>;
  readonly policies: Map<string, Policy>;
  readonly mappings: Map<string, Mapping>;
  readonly protectables: Map<string, Protectable>;
  readonly plans: Map<string, Plan>;
  readonly alerts: Map<string, Readonly<Record<string, unknown>>>;
  readonly events: EventRecord[];
  /** Oldest first. */
  readonly activity: ActivityRecord[];
  readonly orderedFailures: Map<string, OrderedFailure>;
  /** Machines whose next job of this scenario waits for a person first. */
  readonly orderedWaits: Map<string, string>;
  readonly powerOperations: Map<string, number>;
  readonly added: Set<string>;
  readonly estate: Estate;
  itemsSettledTo: number;
  sequence: number;
};

/** A new GUID; the salt of the state keeps ids of before a reset from coming back. */
export function nextGuid(state: State): string {
  state.sequence += 1;
  return guidOf(`${state.salt}/${state.sequence}`);
}
