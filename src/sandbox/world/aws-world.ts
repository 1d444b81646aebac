// The state of the EC2 side: one account, one region.

export type InstanceState = 'pending' | 'running' | 'stopping' | 'stopped' | 'shutting-down' | 'terminated';

export type Tags = Readonly<Record<string, string>>;

/** From `at` on the instance is in `state`; the last step whose time has come is the present one. */
export type LifecycleStep = { readonly state: InstanceState; readonly at: number };

/** The operating system inside, which EC2 itself does not know. */
export type Guest = {
  readonly type: 'Windows' | 'Linux';
  readonly name: string;
  readonly version: string;
  readonly hostname: string;
  /** Whether the SSM agent runs in it. */
  readonly ssm: boolean;
};

/** What goes on inside the machine; changed through the control surface. */
export type Activity = { churnMbPerMinute: number; agentStopped: boolean; quiesced: boolean; healthError: string | null };

export type Instance = {
  readonly instanceId: string;
  readonly reservationId: string;
  readonly imageId: string;
  instanceType: string;
  readonly vpcId: string;
  readonly subnetId: string;
  readonly zone: string;
  readonly privateIp: string;
  readonly networkInterfaceId: string;
  readonly mac: string;
  readonly groupIds: readonly string[];
  readonly rootDeviceName: string;
  readonly rootDeviceType: 'ebs' | 'instance-store';
  /** Attached volumes, root first. */
  volumeIds: readonly string[];
  readonly architecture: 'x86_64' | 'arm64';
  readonly virtualization: 'hvm' | 'paravirtual';
  readonly bootMode: 'legacy-bios' | 'uefi';
  readonly platformDetails: string;
  readonly usageOperation: string;
  readonly guest: Guest;
  readonly createdAt: number;
  launchedAt: number;
  bootedAt: number;
  timeline: readonly LifecycleStep[];
  stateReason: { readonly code: string; readonly message: string } | null;
  readonly tags: Tags;
  readonly terminationProtected: boolean;
  readonly stopProtected: boolean;
  readonly shutdownBehavior: 'stop' | 'terminate';
  /** The appliance and the configuration server: part of the estate, never of a migration. */
  readonly infrastructure: boolean;
  activity: Activity;
};

export type Volume = {
  readonly volumeId: string;
  readonly sizeGiB: number;
  readonly type: 'gp2' | 'gp3' | 'io1';
  readonly iops: number;
  readonly throughput: number | null;
  readonly encrypted: boolean;
  readonly zone: string;
  readonly createdAt: number;
  readonly snapshotId: string;
  readonly tags: Tags;
  attachment: { readonly instanceId: string; readonly device: string; readonly deleteOnTermination: boolean; readonly at: number } | null;
};

export type SecurityGroup = {
  readonly groupId: string;
  readonly name: string;
  readonly description: string;
  readonly vpcId: string;
  readonly tags: Tags;
};

/** One rule; its peer is either a CIDR or a group. Protocol -1 has ports -1. */
export type SecurityGroupRule = {
  readonly ruleId: string;
  readonly groupId: string;
  readonly egress: boolean;
  readonly protocol: string;
  readonly fromPort: number;
  readonly toPort: number;
  readonly cidr: string | null;
  readonly peerGroupId: string | null;
  readonly description: string | null;
};

export type Vpc = { readonly vpcId: string; readonly cidr: string; readonly isDefault: boolean; readonly tags: Tags };

export type Subnet = {
  readonly subnetId: string;
  readonly vpcId: string;
  readonly cidr: string;
  readonly zone: string;
  readonly public: boolean;
  readonly tags: Tags;
};

export type Route = { readonly cidr: string; readonly gatewayId?: string; readonly natGatewayId?: string; readonly state: 'active' | 'blackhole' };

export type RouteTable = {
  readonly routeTableId: string;
  readonly vpcId: string;
  readonly main: boolean;
  readonly subnetIds: readonly string[];
  readonly routes: readonly Route[];
  readonly tags: Tags;
};

type NetworkAclEntry = { readonly number: number; readonly egress: boolean; readonly allow: boolean; readonly cidr: string };

export type NetworkAcl = {
  readonly networkAclId: string;
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
  readonly entries: readonly NetworkAclEntry[];
};

export type Address = {
  readonly allocationId: string;
  readonly associationId: string;
  readonly publicIp: string;
  readonly instanceId: string;
  readonly tags: Tags;
};

export type Image = {
  readonly imageId: string;
  readonly name: string;
  readonly description: string;
  readonly ownerId: string;
  readonly ownerAlias: 'amazon' | null;
  readonly architecture: 'x86_64' | 'arm64';
  readonly virtualization: 'hvm' | 'paravirtual';
  readonly rootDeviceType: 'ebs' | 'instance-store';
  readonly rootDeviceName: string;
  readonly bootMode: 'legacy-bios' | 'uefi' | null;
  readonly windows: boolean;
  readonly platformDetails: string;
  readonly usageOperation: string;
  readonly createdAt: string;
};

/** Everything the EC2 side knows. One object for the life of the process: a reset refills it. */
export type AwsWorld = {
  /** Counts changes, so that views computed from this state know when they are out of date. */
  revision: number;
  instances: Map<string, Instance>;
  volumes: Map<string, Volume>;
  groups: Map<string, SecurityGroup>;
  rules: Map<string, SecurityGroupRule>;
  vpcs: readonly Vpc[];
  subnets: readonly Subnet[];
  routeTables: readonly RouteTable[];
  networkAcls: readonly NetworkAcl[];
  addresses: readonly Address[];
  images: readonly Image[];
};

export const account = '111122223333';
export const region = 'eu-west-1';

/** The volumes attached to an instance, root first. */
export function volumesOf(aws: AwsWorld, instance: Instance): readonly Volume[] {
  return instance.volumeIds.flatMap((id) => aws.volumes.get(id) ?? []);
}
