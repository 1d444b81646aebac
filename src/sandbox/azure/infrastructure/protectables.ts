// Machines the classic configuration server knows, and the call that adds one.
import type { SandboxResponse } from '../../http/server.ts';
import type { World } from '../../world/types.ts';
import { ok } from '../answers.ts';
import { param, properties, query, type Call, type Route } from '../call.ts';
import { armError, conflict, invalidInput, missing } from '../errors.ts';
import { same, textOf } from '../fields.ts';
import { guidOf } from '../ids.ts';
import type { Item } from '../items/model.ts';
import { itemPath } from '../items/paths.ts';
import { firstOf, requireTexts, type Complaint } from '../items/target-check.ts';
import { startJob } from '../jobs/start.ts';
import { accepted } from '../lro.ts';
import { page } from '../paging.ts';
import type { Protectable, State } from '../state.ts';
import { containerPath, fabricPath, type Vault } from '../vault-list.ts';
import { containerRoute } from '../vault-routes.ts';
import { protectablePath } from './protectable-path.ts';

// Most of what the old server knows is hard to move, as in life; web-02 is not.
const seeded: ReadonlySet<string> = new Set(['web-02', 'db-04', 'db-05', 'db-06', 'db-07']);

function put(state: State, protectable: Protectable): void {
  state.protectables.set(protectable.id, protectable);
}

/** The machines somebody added to the configuration server before the sandbox started. */
export function seedProtectables(world: World, state: State, vault: Vault): void {
  const machines = world.sources.list().filter((machine) => state.added.has(machine.instanceId) && seeded.has(machine.name));
  for (const machine of machines) {
    put(state, {
      vault: vault.name,
      id: guidOf(`${vault.name}/${machine.instanceId}`),
      name: machine.name,
      ipAddress: machine.privateIp,
      osType: machine.osType,
      instanceId: machine.instanceId,
    });
  }
}

function itemOf(call: Call, vault: Vault, protectable: Protectable): Item | null {
  const id = protectablePath(vault, protectable);
  return [...call.state.items.values()].find((item) => same(item.discoveredId, id)) ?? null;
}

function view(call: Call, vault: Vault, protectable: Protectable): unknown {
  const item = itemOf(call, vault, protectable);
  return {
    id: protectablePath(vault, protectable),
    name: protectable.id,
    type: 'Microsoft.RecoveryServices/vaults/replicationFabrics/replicationProtectionContainers/replicationProtectableItems',
    properties: {
      friendlyName: protectable.name,
      protectionStatus: item === null ? 'Unprotected' : 'Protected',
      replicationProtectedItemId: item === null ? null : itemPath(item),
      recoveryServicesProviderId: `${fabricPath(vault)}/replicationRecoveryServicesProviders/${vault.provider}`,
      protectionReadinessErrors: [],
      supportedReplicationProviders: ['InMageAzureV2'],
      customDetails: {
        instanceType: 'VMwareVirtualMachine',
        agentGeneratedId: '',
        agentInstalled: item === null ? 'False' : 'True',
        osType: protectable.osType,
        agentVersion: '',
        ipAddress: protectable.ipAddress,
        poweredOn: '',
        vCenterInfrastructureId: '',
        discoveryType: 'Physical',
        diskDetails: [],
        validationErrors: [],
      },
    },
  };
}

function takeOf(call: Call): number {
  const take = Number(query(call, '$take') ?? Number.NaN);
  return Number.isInteger(take) && take > 0 ? take : Infinity;
}

function listProtectables(call: Call, vault: Vault): SandboxResponse {
  const filter = query(call, '$filter');
  const wanted = filter === null ? null : (/^State eq '(Unprotected|Protected)'$/i.exec(filter.trim())?.[1] ?? '');
  if (wanted === '') return armError(400, 'BadRequest', `The filter '${filter}' is not supported.`);
  const rows = [...call.state.protectables.values()]
    .filter((entry) => entry.vault === vault.name)
    .filter((entry) => wanted === null || same(wanted, itemOf(call, vault, entry) === null ? 'Unprotected' : 'Protected'));
  return page(call, { rows, view: (entry) => view(call, vault, entry), take: takeOf(call) });
}

function readProtectable(call: Call, vault: Vault): SandboxResponse {
  const found = call.state.protectables.get(param(call, 'protectable').toLowerCase());
  return found?.vault === vault.name ? ok(view(call, vault, found)) : missing(call.req, param(call, 'protectable'));
}

function checkInput(call: Call): Complaint {
  const input = properties(call);
  return firstOf([
    () => requireTexts(input, ['friendlyName', 'ipAddress', 'osType']),
    () => (['Windows', 'Linux'].includes(textOf(input['osType'])) ? null : `The operating system type '${textOf(input['osType'])}' is not supported.`),
  ]);
}

// Two machines may have one address in two networks: the name decides, and without a match nothing is guessed.
function instanceAt(call: Call, address: string, name: string): string | null {
  const found = call.world.sources.byPrivateIp(address);
  const one = found.length === 1 ? found[0] : found.find((machine) => same(machine.name, name));
  return one?.instanceId ?? null;
}

function discover(call: Call, vault: Vault): SandboxResponse {
  if (vault.kind !== 'InMageAzureV2') return invalidInput(call.req, 'Machines cannot be discovered in a fabric of this type; add them to the appliance.');
  const complaint = checkInput(call);
  if (complaint !== null) return invalidInput(call.req, complaint);
  const input = properties(call);
  const [name, ipAddress] = [textOf(input['friendlyName']), textOf(input['ipAddress'])];
  const known = [...call.state.protectables.values()].some((entry) => entry.vault === vault.name && entry.ipAddress === ipAddress);
  if (known) return conflict(call.req, 'SimMachineAlreadyDiscovered', `A machine with the address ${ipAddress} is known already.`);
  const protectable: Protectable = {
    vault: vault.name,
    id: guidOf(`${vault.name}/${name}/${ipAddress}`),
    name,
    ipAddress,
    osType: input['osType'] === 'Windows' ? 'Windows' : 'Linux',
    instanceId: instanceAt(call, ipAddress, name),
  };
  const target = { id: protectable.id, name, type: 'ProtectionEntity' } as const;
  const onEnd = (): void => put(call.state, protectable);
  return accepted(call, startJob(call.state, {
    vault: vault.name,
    scenario: 'DiscoverPhysicalMachine',
    at: call.now,
    target,
    resource: containerPath(vault),
    onEnd,
  }));
}

/** Protectable items of the classic provider. */
export const protectableRoutes: readonly Route[] = [
  containerRoute('GET', '/replicationProtectableItems', listProtectables),
  containerRoute('GET', '/replicationProtectableItems/{protectable}', readProtectable),
  containerRoute('POST', '/discoverProtectableItem', discover),
];
