// Networks, security groups and what is between them.
import type { Tags } from './instance.ts';

export type SecurityGroup = {
  readonly groupId: string;
  readonly name: string;
  readonly description: string;
  readonly vpcId: string;
  readonly tags: Tags;
};

/** Whom a rule is about; exactly one of the four. */
export type RulePeer = { readonly cidr: string | null; readonly cidr6: string | null; readonly peerGroupId: string | null; readonly prefixListId: string | null };

/** One rule. Protocol -1 has ports -1. */
export type SecurityGroupRule = RulePeer & {
  readonly ruleId: string;
  readonly groupId: string;
  readonly egress: boolean;
  readonly protocol: string;
  readonly fromPort: number;
  readonly toPort: number;
  readonly description: string | null;
  readonly tags: Tags;
};

export type Vpc = { readonly vpcId: string; readonly cidr: string; readonly isDefault: boolean; readonly tags: Tags };

export type Subnet = {
  readonly subnetId: string;
  readonly vpcId: string;
  readonly cidr: string;
  readonly zone: string;
  readonly public: boolean;
  readonly cidr6: string | null;
  /** Has no IPv4 at all. */
  readonly ipv6Native: boolean;
  readonly tags: Tags;
};

/** A route; it leads to exactly one of its targets. */
export type Route = {
  readonly cidr: string;
  readonly gatewayId?: string;
  readonly natGatewayId?: string;
  readonly transitGatewayId?: string;
  readonly vpcPeeringConnectionId?: string;
  readonly networkInterfaceId?: string;
  readonly state: 'active' | 'blackhole';
};

export type RouteTable = {
  readonly routeTableId: string;
  readonly vpcId: string;
  readonly main: boolean;
  readonly subnetIds: readonly string[];
  readonly routes: readonly Route[];
  readonly tags: Tags;
};

/** Protocol numbers as network ACLs write them: 6 is TCP, -1 everything. Ports are null where they do not matter. */
export type NetworkAclEntry = {
  readonly number: number;
  readonly egress: boolean;
  readonly allow: boolean;
  readonly protocol: '-1' | '6' | '17' | '1';
  readonly ports: { readonly from: number; readonly to: number } | null;
  readonly cidr: string;
};

export type NetworkAcl = {
  readonly networkAclId: string;
  readonly vpcId: string;
  readonly isDefault: boolean;
  readonly subnetIds: readonly string[];
  readonly entries: readonly NetworkAclEntry[];
};

/** Two VPCs joined by a peering connection. */
export type Peering = { readonly peeringId: string; readonly requesterVpcId: string; readonly accepterVpcId: string; readonly state: 'active' | 'pending-acceptance' | 'rejected' };

export type PrefixList = { readonly prefixListId: string; readonly name: string; readonly entries: readonly { readonly cidr: string; readonly description: string }[] };

export type Address = {
  readonly allocationId: string;
  readonly associationId: string;
  readonly publicIp: string;
  readonly instanceId: string;
  readonly tags: Tags;
};

/** Whether an IPv4 range holds an address. */
export function contains(cidr: string, ip: string): boolean {
  if (ip === '') return false;
  const [base = '', bits = '32'] = cidr.split('/');
  const size = 2 ** (32 - Number(bits));
  return Math.floor(toNumber(base) / size) === Math.floor(toNumber(ip) / size);
}

function toNumber(ip: string): number {
  return ip.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
}
