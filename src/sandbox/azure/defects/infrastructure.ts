// Defects of the vault and of the appliance or configuration server. They hit both vaults, so that it does not matter which one is in use.
import { all, change, take } from '../../world/plants/change.ts';
import type { Cure } from '../../world/plants/types.ts';
import type { ServerFacts, VaultFacts } from '../estate/types.ts';
import { findVault } from '../vault-list.ts';
import { minute } from '../times.ts';
import { onMachine, onScope, type Defect, type Ground } from './defect.ts';
import { addItem } from './items.ts';

function onVaults(ground: Ground, patch: Partial<VaultFacts>): Cure {
  return all(...[...ground.state.estate.vaults.values()].map((facts) => change(facts, patch)));
}

function onServers(ground: Ground, patch: Partial<ServerFacts>): Cure {
  return all(...[...ground.state.estate.vaults.values()].map((facts) => change(facts.server, patch)));
}

function onLoad(ground: Ground, patch: Partial<ServerFacts['load']>): Cure {
  return all(...[...ground.state.estate.vaults.values()].map((facts) => change(facts.server.load, patch)));
}

const mebi = 2 ** 20;
const throughput = 10 * mebi;

function forget(ground: Ground, instanceId: string): Cure {
  const { added, protectables } = ground.state;
  const known = added.delete(instanceId);
  const classic = [...protectables.values()].filter((entry) => entry.instanceId === instanceId).map((entry) => take(protectables, entry.id));
  return all(...classic, () => {
    if (known) added.add(instanceId);
  });
}

function markDeleted(ground: Ground, instanceId: string): Cure {
  const { deleted } = ground.state.estate.discovery;
  const before = deleted.has(instanceId);
  deleted.add(instanceId);
  return () => {
    if (!before) deleted.delete(instanceId);
  };
}

function unmap(ground: Ground): Cure {
  const { mappings } = ground.state;
  return all(...[...mappings.keys()].map((name) => take(mappings, name)));
}

const limitOfDisks = 3000;

// Machines of one disk each, replicated by appliances of their own.
function fillUp(ground: Ground): Cure {
  const vault = findVault('rsv-mig-weu');
  if (vault === null) throw new RangeError('The vault is not there.');
  const items = Array.from({ length: limitOfDisks }, (_, index) => {
    const name = `branch-${String(index + 1).padStart(4, '0')}`;
    return addItem(ground, { vault, name, friendlyName: name, privateIp: `192.168.${Math.floor(index / 250)}.${(index % 250) + 1}`, discoveredId: '', instanceId: null });
  });
  const load = ground.state.estate.vaults.get(vault.name)?.server.load;
  return all(...items, load === undefined ? () => undefined : change(load, { protectedItems: 0, throughputBytes: 0 }));
}

/** Section 1F, before a machine is replicated. */
export const infrastructureDefects: readonly Defect[] = [
  onScope('VAULT_IN_OTHER_REGION', 'ASR-VAULT', (ground) => onVaults(ground, { location: 'northeurope' })),
  onScope('APPLIANCE_ABSENT', 'ASR-APPL', (ground) => onServers(ground, { present: false })),
  onScope('APPLIANCE_CRITICAL', 'ASR-APPL', (ground) => onServers(ground, { ailment: { code: '806', level: 'Critical' } })),
  onScope('APPLIANCE_WARNING', 'ASR-APPL', (ground) => onServers(ground, { ailment: { code: 'SimApplianceOutdated', level: 'Warning' } })),
  onScope('APPLIANCE_SILENT_20_MIN', 'ASR-APPL', (ground) => onServers(ground, { registeredAt: null, silentSince: ground.now - 20 * minute })),
  onScope('APPLIANCE_REGISTERED_6_MIN_AGO', 'ASR-APPL', (ground) => onServers(ground, { registeredAt: ground.now - 6 * minute })),
  onScope('SERVER_CERTIFICATE_ENDS', 'ASR-APPL', (ground) => onServers(ground, { certificateDays: 5 })),
  onScope('SERVER_VERSION_UNSUPPORTED', 'ASR-APPL', (ground) => onServers(ground, { versionStatus: 'NotSupported' })),
  onScope('APPLIANCE_URL_BLOCKED', 'ASR-URL', (ground) => onServers(ground, { ailment: { code: 'SimApplianceUrlUnreachable', level: 'Critical' } })),
  onScope('PROCESS_SERVER_LOW_SPACE', 'ASR-PS-LOAD', (ground) => onLoad(ground, { freeSpacePercent: 22 })),
  onScope('PROCESS_SERVER_LITTLE_SPACE', 'ASR-PS-LOAD', (ground) => onLoad(ground, { freeSpacePercent: 28 })),
  onScope('PROCESS_SERVER_BUSY_CPU', 'ASR-PS-LOAD', (ground) => onLoad(ground, { processorPercent: 97 })),
  onScope('PROCESS_SERVER_BUSY_MEMORY', 'ASR-PS-LOAD', (ground) => onLoad(ground, { memoryPercent: 97 })),
  onScope('PROCESS_SERVER_BACKLOG_60_MIN', 'ASR-PS-LOAD', (ground) => onLoad(ground, { pendingBytes: 60 * 60 * throughput, throughputBytes: throughput })),
  onScope('PROCESS_SERVER_195_ITEMS', 'ASR-PS-CAP', (ground) => onLoad(ground, { protectedItems: 195 })),
  onScope('NO_POLICY_MAPPED', 'ASR-POLICY', unmap),
  onScope('NO_RUN_AS_ACCOUNT', 'ASR-ACCT', (ground) => onVaults(ground, { accounts: [] })),
  onMachine('MACHINE_NOT_DISCOVERED', 'ASR-DISC', (ground, machine) => forget(ground, machine.instanceId)),
  onMachine('MACHINE_DELETED_FROM_SITE', 'ASR-DISC', (ground, machine) => markDeleted(ground, machine.instanceId)),
  onScope('TOO_MANY_PROTECTED_DISKS', 'ASR-LIMIT', fillUp),
];
