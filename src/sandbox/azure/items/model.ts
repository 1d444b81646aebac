// A protected item: one source machine in one vault.
import type { Replication } from './replication.ts';
import type { Agent, Troubles } from './troubles.ts';

/**
 * Where the item is on its way. Seeding, waiting for the first point and protected are not phases of their own:
 * they follow from how much has been replicated.
 */
type Phase = 'enabling' | 'enableFailed' | 'replicating' | 'failoverFailed' | 'failedOver' | 'committed';

/** A replicated disk. */
export type ItemDisk = { readonly id: string; readonly name: string; readonly sizeBytes: number; readonly isOs: boolean; readonly type: string; readonly logAccountId: string };

/** A network card and where it goes. */
export type ItemNic = {
  readonly id: string;
  readonly sourceIp: string;
  readonly selected: boolean;
  readonly targetSubnet: string;
  readonly targetIp: string;
  readonly testSubnet: string;
  readonly testIp: string;
};

/** What the machine becomes in Azure. */
export type Target = {
  readonly vmName: string;
  readonly vmSize: string;
  readonly groupId: string;
  readonly networkId: string;
  readonly testNetworkId: string;
  readonly licenseType: string;
  readonly availabilitySetId: string;
  readonly zone: string;
  readonly proximityGroupId: string;
  readonly bootDiagnosticsId: string;
};

/** What the item took from the source machine when it was enabled. */
export type SourceFacts = {
  readonly instanceId: string | null;
  readonly name: string;
  readonly osType: 'Windows' | 'Linux';
  readonly osName: string;
  readonly firmware: 'BIOS' | 'UEFI';
  readonly cores: number;
  readonly memoryMb: number;
  readonly privateIp: string;
  readonly hostname: string;
};

/** A chosen recovery point. */
export type Point = { readonly id: string; readonly at: number };

type TestState = 'none' | 'running' | 'waiting' | 'cleaning' | 'failed';

/** One protected item. */
export type Item = {
  readonly key: string;
  readonly vault: string;
  readonly name: string;
  readonly id: string;
  readonly createdAt: number;
  readonly discoveredId: string;
  readonly runAsAccountId: string;
  multiVmGroup: string;
  readonly facts: SourceFacts;
  /** True when its machine is not in this AWS account: it replicates well whatever happens here. */
  readonly elsewhere: boolean;
  policyId: string;
  target: Target;
  nics: readonly ItemNic[];
  disks: readonly ItemDisk[];
  phase: Phase;
  failureCode: string | null;
  jobId: string | null;
  jobStartedAt: number;
  replication: Replication;
  test: TestState;
  testVm: string | null;
  vm: string | null;
  point: Point | null;
  pointsDeleted: boolean;
  lastTestAt: number | null;
  lastFailoverAt: number | null;
  lastHealth: string;
  agent: Agent;
  readonly troubles: Troubles;
};

/** The key of an item: names are unique in a vault and carry no case. */
export function itemKeyOf(vault: string, name: string): string {
  return `${vault}/${name}`.toLowerCase();
}
