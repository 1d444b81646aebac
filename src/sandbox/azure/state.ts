// Everything the Azure side remembers.
import type { World } from '../world/types.ts';
import type { Vm } from './compute/model.ts';
import { findSize } from './compute/sizes.ts';
import { guidOf } from './ids.ts';
import type { EventRecord } from './infrastructure/event.ts';
import type { Item } from './items/model.ts';
import type { Scenario } from './jobs/catalog.ts';
import type { Job } from './jobs/model.ts';
import { isAddedToAppliance, machinesOfWave } from './offazure/added.ts';
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
  readonly orderedFailures: Map<string, OrderedFailure>;
  readonly powerOperations: Map<string, number>;
  readonly added: ReadonlySet<string>;
  readonly generalPurposeCores: number;
  itemsSettledTo: number;
  sequence: number;
};

const shortBy = 12;

// The quota of the family most machines map to is short for the whole wave and enough for any single machine.
function generalPurposeCores(world: World): number {
  const needed = machinesOfWave(world).reduce((sum, machine) => sum + generalPurposeShare(machine.cores, machine.memoryMb), 0);
  return Math.max(findSize('Standard_D16s_v5')?.cores ?? 16, needed - shortBy);
}

function generalPurposeShare(cores: number, memoryMb: number): number {
  const gibPerCore = memoryMb / 1024 / Math.max(1, cores);
  return gibPerCore >= 3 && gibPerCore <= 6 ? Math.max(2, cores) : 0;
}

/** An untouched subscription. */
export function makeState(world: World, salt: string): State {
  const startedAt = world.clock.now();
  return {
    startedAt,
    salt,
    items: new Map(),
    jobs: new Map(),
    running: new Set(),
    vms: new Map(),
    policies: new Map(),
    mappings: new Map(),
    protectables: new Map(),
    plans: new Map(),
    alerts: new Map(),
    events: [],
    orderedFailures: new Map(),
    powerOperations: new Map(),
    added: new Set(world.sources.list().filter((machine) => isAddedToAppliance(machine)).map((machine) => machine.instanceId)),
    generalPurposeCores: generalPurposeCores(world),
    itemsSettledTo: startedAt,
    sequence: 0,
  };
}

/** A new GUID; the salt of the state keeps ids of before a reset from coming back. */
export function nextGuid(state: State): string {
  state.sequence += 1;
  return guidOf(`${state.salt}/${state.sequence}`);
}
