// An EC2 instance as the simulation keeps it. Nearly everything can change: by a call, by time, or because a defect is planted.

export type InstanceState = 'pending' | 'running' | 'stopping' | 'stopped' | 'shutting-down' | 'terminated';

export type Tags = Readonly<Record<string, string>>;

/** From `at` on the instance is in `state`; the last step whose time has come is the present one. */
export type LifecycleStep = { readonly state: InstanceState; readonly at: number };

/** A program as the inventory of Systems Manager lists it. */
export type Program = { readonly name: string; readonly version: string; readonly publisher: string };

/** The operating system inside, which EC2 itself does not know. */
export type Guest = {
  readonly type: 'Windows' | 'Linux' | 'MacOS';
  readonly name: string;
  readonly version: string;
  readonly hostname: string;
  /** Whether the SSM agent runs in it. */
  readonly ssm: boolean;
  /** When the agent was last heard of, if it has fallen silent. */
  readonly silentSince: number | null;
  /** Null where nobody has told Systems Manager to collect an inventory. */
  readonly programs: readonly Program[] | null;
};

/** What goes on inside the machine; changed through the control surface. */
export type Activity = { churnMbPerMinute: number; agentStopped: boolean; quiesced: boolean; healthError: string | null };

/** A network card; an instance is its own first card. */
export type Card = {
  networkInterfaceId: string;
  mac: string;
  subnetId: string;
  groupIds: readonly string[];
  /** The main address; empty on a card that speaks IPv6 only. */
  privateIp: string;
  secondaryIps: readonly string[];
  ipv6: readonly string[];
  ipv6Prefixes: readonly string[];
  /** A public address of Amazon's own; Elastic IPs are a list of the account. */
  amazonIp: string | null;
  sourceDestCheck: boolean;
  kind: 'interface' | 'efa' | 'trunk';
};

type Health = 'ok' | 'impaired' | 'insufficient-data';

type ScheduledEvent = { readonly code: 'instance-reboot' | 'system-reboot' | 'system-maintenance' | 'instance-retirement' | 'instance-stop'; readonly description: string; readonly notBefore: number };

/** What EC2's own checks find while the instance runs. */
export type Checks = { readonly system: Health; readonly instance: Health; readonly ebs: Health; readonly since: number; readonly events: readonly ScheduledEvent[] };

/** Settings that hardly any instance has. */
export type Options = {
  tenancy: 'default' | 'dedicated' | 'host';
  hostId: string | null;
  hostResourceGroupArn: string | null;
  licenseArns: readonly string[];
  productCodes: readonly { readonly code: string; readonly type: 'marketplace' | 'devpay' }[];
  /** Name of the instance profile. */
  instanceProfile: string | null;
  metadataEndpoint: 'enabled' | 'disabled';
  hibernation: boolean;
  enclave: boolean;
  tpm: string | null;
  /** The AWS service that operates the instance; a hidden one is listed only when managed resources are asked for. */
  operator: { readonly principal: string; readonly hidden: boolean } | null;
  lifecycle: 'spot' | 'scheduled' | 'capacity-block' | 'interruptible-capacity-reservation' | null;
  spotRequestId: string | null;
  /** Cores and threads where they were chosen at launch. */
  cpu: { readonly cores: number; readonly threads: number } | null;
  /** Whether EC2 says how the instance has booted. */
  bootModeTold: boolean;
  /** When a licence conversion changed what is billed. */
  billedAnewAt: number | null;
  checks: Checks | null;
};

export type Instance = Card &
  Options & {
    readonly instanceId: string;
    readonly reservationId: string;
    imageId: string;
    instanceType: string;
    vpcId: string;
    zone: string;
    moreCards: readonly Card[];
    rootDeviceName: string;
    rootDeviceType: 'ebs' | 'instance-store';
    /** Attached volumes, root first. */
    volumeIds: readonly string[];
    architecture: 'x86_64' | 'arm64' | 'i386' | 'x86_64_mac';
    virtualization: 'hvm' | 'paravirtual';
    /** How it has really booted. */
    bootMode: 'legacy-bios' | 'uefi';
    platformDetails: string;
    usageOperation: string;
    guest: Guest;
    readonly createdAt: number;
    launchedAt: number;
    bootedAt: number;
    timeline: readonly LifecycleStep[];
    stateReason: { readonly code: string; readonly message: string } | null;
    tags: Tags;
    terminationProtected: boolean;
    stopProtected: boolean;
    shutdownBehavior: 'stop' | 'terminate';
    /** The appliance and the configuration server: part of the estate, never of a migration. */
    readonly infrastructure: boolean;
    activity: Activity;
  };

/** What is usual of a card. */
export const usualCard = { secondaryIps: [], ipv6: [], ipv6Prefixes: [], amazonIp: null, sourceDestCheck: true, kind: 'interface' } as const satisfies Partial<Card>;

/** What is usual of an instance. */
export const usualOptions = {
  tenancy: 'default',
  hostId: null,
  hostResourceGroupArn: null,
  licenseArns: [],
  productCodes: [],
  instanceProfile: null,
  metadataEndpoint: 'enabled',
  hibernation: false,
  enclave: false,
  tpm: null,
  operator: null,
  lifecycle: null,
  spotRequestId: null,
  cpu: null,
  bootModeTold: true,
  billedAnewAt: null,
  checks: null,
} as const satisfies Options;

/** All cards, the first one first. */
export function cardsOf(instance: Instance): readonly Card[] {
  return [instance, ...instance.moreCards];
}
