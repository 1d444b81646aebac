// What the Azure side may see of the EC2 side: the machines as a replication appliance would find them.

export type SourceDisk = { deviceName: string; volumeId: string; sizeGiB: number; isRoot: boolean };

/** One EC2 instance, seen as a physical machine. */
export type SourceMachine = {
  instanceId: string;
  name: string;
  hostname: string;
  privateIp: string;
  vpcId: string;
  osType: 'Windows' | 'Linux';
  osName: string;
  running: boolean;
  terminated: boolean;
  /** Virtual time at which the machine came to a stop; null while it runs or is on its way down. */
  stoppedAt: number | null;
  cores: number;
  memoryMb: number;
  firmware: 'BIOS' | 'UEFI';
  mac: string;
  disks: readonly SourceDisk[];
  /** Its security groups let 443 and 9443 out to the appliance and the appliance's groups let them in. */
  reachesAppliance: boolean;
  churnMbPerMinute: number;
  agentStopped: boolean;
  quiesced: boolean;
  /** A Site Recovery health error code planted through the control surface. */
  healthError: string | null;
};

export type Sources = {
  /** Every machine that could be migrated; the appliance and the configuration server are not among them. */
  list(): readonly SourceMachine[];
  byInstanceId(id: string): SourceMachine | null;
  byPrivateIp(ip: string): readonly SourceMachine[];
};
