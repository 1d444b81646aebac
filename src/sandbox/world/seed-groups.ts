// The security groups of the simulated account, one of which keeps eleven machines from replicating.
import type { SecurityGroup, SecurityGroupRule } from './network.ts';
import { acquiredVpc, mainVpc } from './seed-network.ts';

export const groupIds = {
  appliance: 'sg-0a1b2c3d4e5f60a01',
  web: 'sg-0a1b2c3d4e5f60b01',
  app: 'sg-0a1b2c3d4e5f60b02',
  db: 'sg-0a1b2c3d4e5f60b03',
  /** Lets only 443 out: 9443, which carries the replication data, is closed. */
  legacy: 'sg-0a1b2c3d4e5f60b04',
  acquired: 'sg-0a1b2c3d4e5f60c01',
} as const;

/** A key of the security group table. */
export type GroupName = keyof typeof groupIds;

/** Groups and rules as they are after a reset. */
export function seedGroups(): { groups: Map<string, SecurityGroup>; rules: Map<string, SecurityGroupRule> } {
  const groups = [
    group('appliance', 'asr-appliance', 'Site Recovery appliance and configuration server'),
    group('web', 'web-tier', 'Web servers'),
    group('app', 'app-tier', 'Application servers'),
    group('db', 'db-tier', 'Database servers'),
    group('legacy', 'corp-legacy-egress', 'Restricted egress, before 2020'),
    { ...group('acquired', 'acquired-app', 'Application servers of the acquired company'), vpcId: acquiredVpc },
  ];
  const rules = seedRules();
  return {
    groups: new Map(groups.map((item) => [item.groupId, item])),
    rules: new Map(rules.map((item) => [item.ruleId, item])),
  };
}

function group(key: GroupName, name: string, description: string): SecurityGroup {
  return { groupId: groupIds[key], name, description, vpcId: mainVpc, tags: { Name: name } };
}

type Peer = { cidr: string } | { peer: GroupName };
type RuleRow = readonly [key: GroupName, egress: boolean, ports: number | readonly [from: number, to: number], to: Peer, description: string | null];

const anywhere: Peer = { cidr: '0.0.0.0/0' };
const estate: Peer = { cidr: '10.10.0.0/16' };

const rows: readonly RuleRow[] = [
  ['appliance', false, 443, estate, 'Mobility service control'],
  ['appliance', false, 9443, estate, 'Replication data'],
  ['appliance', true, -1, anywhere, null],
  ['web', false, 80, estate, 'Load balancer'],
  ['web', false, 443, estate, 'Load balancer'],
  ['web', true, -1, anywhere, null],
  ['app', false, 8080, { peer: 'web' }, 'From the web tier'],
  ['app', true, -1, anywhere, null],
  ['db', false, 1433, { peer: 'app' }, 'From the application tier'],
  ['db', true, -1, anywhere, null],
  ['legacy', false, 443, estate, null],
  ['legacy', true, 443, anywhere, 'HTTPS only'],
  ['acquired', false, 8080, estate, null],
  ['acquired', true, -1, anywhere, null],
  ...(['web', 'app', 'db', 'legacy'] as const).flatMap(pushRows),
];

// What the appliance needs to install the mobility service by itself: file sharing, RPC and its dynamic ports, and SSH.
function pushRows(key: GroupName): readonly RuleRow[] {
  const appliance: Peer = { peer: 'appliance' };
  const ports = [135, 139, 445, [49_152, 65_535], 22] as const;
  return ports.map((port) => [key, false, port, appliance, 'Push of the mobility service']);
}

function seedRules(): readonly SecurityGroupRule[] {
  return rows.map(([key, egress, ports, to, description], index) => ({
    ruleId: `sgr-0a1b2c3d4e5f6${String(index + 1).padStart(4, '0')}`,
    groupId: groupIds[key],
    egress,
    protocol: ports === -1 ? '-1' : 'tcp',
    fromPort: typeof ports === 'number' ? ports : ports[0],
    toPort: typeof ports === 'number' ? ports : ports[1],
    cidr: 'cidr' in to ? to.cidr : null,
    cidr6: null,
    prefixListId: null,
    peerGroupId: 'peer' in to ? groupIds[to.peer] : null,
    description,
    tags: {},
  }));
}
