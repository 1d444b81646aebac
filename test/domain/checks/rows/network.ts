import { netDns } from '../../../../src/domain/checks/net-dns.ts';
import { netEip } from '../../../../src/domain/checks/net-eip.ts';
import { netElb } from '../../../../src/domain/checks/net-elb.ts';
import { netIpv6 } from '../../../../src/domain/checks/net-ipv6.ts';
import { netNacl } from '../../../../src/domain/checks/net-nacl.ts';
import { netNics } from '../../../../src/domain/checks/net-nics.ts';
import { netPush } from '../../../../src/domain/checks/net-push.ts';
import { netRetainip } from '../../../../src/domain/checks/net-retainip.ts';
import { netRoute } from '../../../../src/domain/checks/net-route.ts';
import { netSdc } from '../../../../src/domain/checks/net-sdc.ts';
import { netSecip } from '../../../../src/domain/checks/net-secip.ts';
import { netSgInApp } from '../../../../src/domain/checks/net-sg-in-app.ts';
import { netSgOut } from '../../../../src/domain/checks/net-sg-out.ts';
import { netSgWide } from '../../../../src/domain/checks/net-sg-wide.ts';
import { netVpc } from '../../../../src/domain/checks/net-vpc.ts';
import type { CheckInput } from '../../../../src/domain/checks/types.ts';
import type { AclEntry, GroupRule, MachineFacts, SourceRoute } from '../../../../src/domain/machine.ts';
import { appliance, facts, input, known, network, NETWORK_ID, nic, OPEN_ACL, rule, subnet, UNREADABLE, withFacts, withPlan, withTarget } from '../input.ts';
import { linux, questionRows, silent, windows, type Row } from './row.ts';

const out = (change: Partial<GroupRule> = {}): GroupRule => rule({ groupId: 'sg-web', direction: 'out', ...change });
const withRules = (...rules: readonly GroupRule[]): CheckInput => withFacts({ rules: known(rules) });
const list = (cidrs: readonly string[] | null): GroupRule['peer'] => ({ kind: 'prefixList', id: 'pl-1', cidrs });
const everything = { protocol: '-1', fromPort: null, toPort: null } as const;
const withAppliance = (change: Partial<MachineFacts>, own: Partial<MachineFacts> = {}): CheckInput => input({ facts: facts(own), appliance: { facts: known(appliance(change)) } });
const unnamed = input({ appliance: { facts: known(null) } });
const hidden = input({ appliance: { facts: UNREADABLE } });

const OUT_ROWS: readonly Row[] = [
  { check: netSgOut, verdict: 'pass', given: input(), reason: 'everything is open' },
  {
    check: netSgOut, verdict: 'block', given: withRules(out()), reason: '9443 is missing', says: /No rule of sg-web lets TCP 9443 out to the appliance/, cause: /^NET-SG-OUT:sg-web:9443$/,
    remedy: /^aws ec2 authorize-security-group-egress --region eu-west-1 --group-id sg-web --ip-permissions 'IpProtocol=tcp,FromPort=9443,ToPort=9443,UserIdGroupPairs=\[\{GroupId=sg-app\}\]'$/,
  },
  { check: netSgOut, verdict: 'block', given: { ...withRules(), appliance: { facts: known(appliance({ vpcId: 'vpc-2' })) } }, reason: 'groups do not reach into another VPC', remedy: /IpRanges=\[\{CidrIp=10\.0\.9\.9\/32\}\].*IpRanges=/ },
  { check: netSgOut, verdict: 'pass', given: withRules(out({ fromPort: 0, toPort: 65_535, peer: { kind: 'cidr', cidr: '10.0.8.0/23' } })), reason: 'the range holds the appliance' },
  { check: netSgOut, verdict: 'block', given: withRules(out({ fromPort: 0, toPort: 65_535, protocol: 'udp' })), reason: 'UDP is not TCP' },
  { check: netSgOut, verdict: 'block', given: withRules(out({ ...everything, groupId: 'sg-other' })), reason: 'not a group of this machine' },
  { check: netSgOut, verdict: 'block', given: withRules(out({ ...everything, direction: 'in' })), reason: 'the wrong direction' },
  { check: netSgOut, verdict: 'block', given: withFacts({ securityGroups: [], rules: known([]) }), reason: 'no group at all', remedy: /security group first/ },
  { check: netSgOut, verdict: 'pass', given: withRules(out({ ...everything, peer: list(['192.0.2.0/24', '10.0.9.0/24']) })), reason: 'one entry of the list holds the appliance' },
  { check: netSgOut, verdict: 'block', given: withRules(out({ ...everything, peer: list(['192.0.2.0/24']) })), reason: 'no entry of the list holds it' },
  { check: netSgOut, verdict: 'unknown', given: withRules(out({ ...everything, peer: list(null) })), reason: 'the entries of the list could not be read' },
  { check: netSgOut, verdict: 'unknown', given: { ...withRules(out({ ...everything, peer: { kind: 'cidr', cidr: '10.0.0.0/8' } })), appliance: { facts: UNREADABLE } }, reason: 'where the appliance is is not known' },
  { check: netSgOut, verdict: 'pass', given: unnamed, reason: 'everything is open, wherever the appliance is' },
  { check: netSgOut, verdict: 'unknown', given: withFacts({ rules: UNREADABLE }), reason: 'rules not readable' },
  { check: netSgInApp, verdict: 'pass', given: input(), reason: 'both ports are open to the group' },
  {
    check: netSgInApp, verdict: 'block', given: withAppliance({ rules: known([]) }), reason: 'the appliance lets nothing in', cause: /^NET-SG-IN-APP:sg-app:443\+9443:sg-web$/,
    remedy: /authorize-security-group-ingress --region eu-west-1 --group-id sg-app .*GroupId=sg-web/,
  },
  { check: netSgInApp, verdict: 'block', given: withAppliance({ rules: known([]), vpcId: 'vpc-2' }), reason: 'another VPC: an address each', cause: /:10\.0\.1\.10\/32$/ },
  { check: netSgInApp, verdict: 'unknown', given: unnamed, reason: 'nobody said which instance it is', cause: /no-appliance-instance/ },
  { check: netSgInApp, verdict: 'unknown', given: hidden, reason: 'its instance could not be read' },
];

const pushed = (given: CheckInput, rules: readonly GroupRule[] = []): CheckInput => ({ ...given, plan: { ...given.plan, push: true }, facts: { ...given.facts, rules: known(rules) } });
const fromAppliance = (from: number, to = from): GroupRule => rule({ groupId: 'sg-web', direction: 'in', fromPort: from, toPort: to, peer: { kind: 'group', groupId: 'sg-app' } });
const W2019 = windows('Microsoft Windows Server 2019 Datacenter', '10.0.17763');
const W2008 = windows('Microsoft Windows Server 2008 R2 Standard', '6.1.7601');
const MODERN = [fromAppliance(135), fromAppliance(445), fromAppliance(49_152, 60_000), fromAppliance(60_001, 65_535)];

const PUSH_ROWS: readonly Row[] = [
  { check: netPush, verdict: 'info', given: withPlan({ push: null }), reason: 'nobody has chosen' },
  { check: netPush, verdict: 'info', given: withPlan({ push: false }), reason: 'by hand' },
  { check: netPush, verdict: 'block', given: pushed(linux()), reason: 'SSH is closed', says: /lets TCP 22 in from the appliance/, remedy: /authorize-security-group-ingress .*--group-id sg-web .*FromPort=22,ToPort=22,UserIdGroupPairs=\[\{GroupId=sg-app\}\]/ },
  { check: netPush, verdict: 'pass', given: pushed(linux(), [fromAppliance(22)]), reason: 'SSH is open to the appliance' },
  { check: netPush, verdict: 'pass', given: pushed(W2019, MODERN), reason: 'two rules share the dynamic ports' },
  { check: netPush, verdict: 'block', given: pushed(W2019, MODERN.slice(0, 3)), reason: 'half of the dynamic ports', says: /TCP 49152-65535/ },
  { check: netPush, verdict: 'block', given: pushed(W2008, MODERN), reason: '2008 R2 needs 139 as well', says: /TCP 139/ },
  { check: netPush, verdict: 'block', given: { ...pushed(linux(), [fromAppliance(22)]), appliance: { facts: known(appliance({ rules: known([]) })) } }, reason: 'the appliance may not go out', says: /sg-app lets TCP 22 out to the machine/ },
  { check: netPush, verdict: 'unknown', given: { ...pushed(linux(), [fromAppliance(22)]), appliance: { facts: UNREADABLE } }, reason: "the appliance's rules are not known" },
  { check: netPush, verdict: 'block', given: pushed(silent(), MODERN), reason: 'a Windows of unknown age may need 139' },
  { check: netPush, verdict: 'pass', given: pushed(withFacts({ guest: known(null) }), MODERN), reason: 'the image says how old it is' },
];

const WIDE_ROWS: readonly Row[] = [
  { check: netSgWide, verdict: 'pass', given: withRules(rule({ groupId: 'sg-web', direction: 'in', fromPort: 22, toPort: 22, peer: { kind: 'cidr', cidr: '10.0.0.0/8' } })), reason: 'SSH from inside' },
  { check: netSgWide, verdict: 'warn', given: withRules(rule({ groupId: 'sg-web', direction: 'in', fromPort: 3000, toPort: 4000 })), reason: 'RDP for everyone', says: /sg-web opens TCP 3389 to/, cause: /sg-web:3389$/ },
  { check: netSgWide, verdict: 'warn', given: withRules(rule({ groupId: 'sg-web', direction: 'in', ...everything, peer: { kind: 'cidr', cidr: '::/0' } })), reason: 'everyone by IPv6', says: /22, 135, 445, 3389 and 5985/ },
  { check: netSgWide, verdict: 'warn', given: withRules(rule({ groupId: 'sg-web', direction: 'in', fromPort: 22, toPort: 22, peer: list(['0.0.0.0/0']) })), reason: 'everyone by a list' },
  { check: netSgWide, verdict: 'unknown', given: withFacts({ rules: UNREADABLE }), reason: 'not readable' },
];

const entry = (number: number, direction: 'in' | 'out', change: Partial<AclEntry> = {}): AclEntry => ({ number, direction, allow: true, protocol: '6', fromPort: 443, toPort: 443, cidr: '0.0.0.0/0', ...change });
const acl = (...entries: readonly AclEntry[]): CheckInput => withFacts({ acl: known([...entries, ...OPEN_ACL]) });
const narrow = [entry(10, 'out'), entry(20, 'out', { fromPort: 9443, toPort: 9443 }), entry(10, 'in', { fromPort: 1024, toPort: 65_535, cidr: '10.0.9.0/24' })];

const noSessions = (change: Partial<MachineFacts>): CheckInput => ({ ...withFacts({ ...change, acl: known([entry(50, 'in', { allow: false, fromPort: 139, toPort: 139 }), ...OPEN_ACL]) }), plan: { ...input().plan, push: true } });

const ACL_ROWS: readonly Row[] = [
  { check: netNacl, verdict: 'pass', given: input(), reason: 'everything is open' },
  { check: netNacl, verdict: 'pass', given: withFacts({ acl: known(narrow) }), reason: 'just what is needed, there and back' },
  { check: netNacl, verdict: 'block', given: withFacts({ acl: known(narrow.slice(0, 2)) }), reason: 'no way back', says: /subnet-1 closes TCP 1024-65535 in from the appliance/ },
  {
    check: netNacl, verdict: 'block', given: acl(entry(50, 'out', { allow: false, fromPort: 9443, toPort: 9443 })), reason: 'the lower number decides', says: /subnet-1 closes TCP 9443 out to the appliance/,
    remedy: /^aws ec2 create-network-acl-entry --region eu-west-1 --network-acl-id \$\(aws ec2 describe-network-acls --region eu-west-1 .*Values=subnet-1 .*\) --egress --rule-number 49 --protocol tcp --port-range From=9443,To=9443 --cidr-block 10\.0\.9\.0\/24 --rule-action allow$/,
  },
  { check: netNacl, verdict: 'pass', given: acl(entry(200, 'out', { allow: false, fromPort: 9443, toPort: 9443 })), reason: 'a later entry comes too late' },
  { check: netNacl, verdict: 'pass', given: acl(entry(50, 'out', { allow: false, cidr: '10.0.7.0/24' })), reason: 'the entry is about others' },
  { check: netNacl, verdict: 'block', given: acl(entry(50, 'in', { allow: false, fromPort: 5000, toPort: 5000 })), reason: 'one port of the way back is missing' },
  { check: netNacl, verdict: 'block', given: withFacts({ acl: known([]) }), reason: 'what no entry allows is denied' },
  { check: netNacl, verdict: 'block', given: withAppliance({ acl: known([]) }), reason: "the appliance's side", says: /subnet-9 closes TCP 443 in from the machine/ },
  { check: netNacl, verdict: 'pass', given: withAppliance({ acl: known([]), subnetId: 'subnet-1' }), reason: 'within one subnet no ACL acts' },
  { check: netNacl, verdict: 'pass', given: { ...withFacts({ acl: known(narrow) }), plan: { ...input().plan, push: null } }, reason: 'a push that nobody chose needs no way' },
  { check: netNacl, verdict: 'block', given: { ...linux('Ubuntu', '22.04', { acl: known(narrow) }), plan: { ...input().plan, push: true } }, reason: 'the push needs SSH in', says: /TCP 22 in from the appliance/ },
  { check: netNacl, verdict: 'pass', given: noSessions({ image: known(null) }), reason: '2019 needs no 139, says its agent' },
  { check: netNacl, verdict: 'pass', given: noSessions({ guest: known(null) }), reason: '2019 needs no 139, says its image' },
  { check: netNacl, verdict: 'block', given: noSessions({ guest: known(null), image: known(null) }), reason: 'a Windows of unknown age may need 139' },
  { check: netNacl, verdict: 'unknown', given: withFacts({ acl: UNREADABLE }), reason: 'not readable' },
  { check: netNacl, verdict: 'unknown', given: withAppliance({ acl: UNREADABLE }), reason: "the appliance's side is not readable" },
  { check: netNacl, verdict: 'unknown', given: unnamed, reason: 'nobody said which instance it is' },
  { check: netNacl, verdict: 'unknown', given: withFacts({ privateIp: null }), reason: 'no address' },
];

const route = (cidr: string, via: SourceRoute['via'], active = true): SourceRoute => ({ cidr, via, target: `${via}-1`, active });
const apart = (there: readonly SourceRoute[], back: readonly SourceRoute[]): CheckInput => withAppliance({ vpcId: 'vpc-2', routes: known(back) }, { routes: known(there) });
const there = route('10.0.9.0/24', 'peering');
const back = route('10.0.1.0/24', 'peering');

const ROUTE_ROWS: readonly Row[] = [
  { check: netVpc, verdict: 'pass', given: input(), reason: 'the same VPC' },
  { check: netVpc, verdict: 'pass', given: apart([there], [back]), reason: 'peered both ways', says: /vpc-1 and vpc-2/ },
  { check: netVpc, verdict: 'pass', given: apart([route('10.0.0.0/8', 'transit'), route('0.0.0.0/0', 'nat')], [back]), reason: 'by a transit gateway' },
  { check: netVpc, verdict: 'block', given: apart([], [back]), reason: 'no route', cause: /^NET-VPC:vpc-1:vpc-2$/ },
  { check: netVpc, verdict: 'block', given: apart([there], []), reason: 'no way back', says: /from the appliance to the machine/ },
  { check: netVpc, verdict: 'block', given: apart([route('10.0.9.0/24', 'peering', false)], [back]), reason: 'a black hole', says: /black hole/ },
  { check: netVpc, verdict: 'block', given: apart([route('10.0.0.0/8', 'transit'), route('10.0.9.0/24', 'peering', false)], [back]), reason: 'the narrowest route decides, even a dead one' },
  { check: netVpc, verdict: 'block', given: apart([route('10.0.0.0/16', 'local')], [back]), reason: 'the two VPCs overlap', says: /itself has the range 10\.0\.0\.0\/16/ },
  { check: netVpc, verdict: 'block', given: apart([route('0.0.0.0/0', 'nat')], [back]), reason: 'a NAT gateway leads to the Internet only' },
  { check: netVpc, verdict: 'warn', given: apart([route('10.0.9.0/24', 'other')], [back]), reason: 'a VPN: who knows' },
  { check: netVpc, verdict: 'unknown', given: withAppliance({ vpcId: 'vpc-2', routes: known([back]) }, { routes: UNREADABLE }), reason: 'routes not readable' },
  { check: netVpc, verdict: 'unknown', given: unnamed, reason: 'nobody said which instance it is' },
  { check: netRoute, verdict: 'pass', given: input(), reason: 'by a NAT gateway' },
  { check: netRoute, verdict: 'block', given: withAppliance({ routes: known([route('10.0.0.0/16', 'local')]) }), reason: 'no default route', says: /subnet-9 has no default route/ },
  { check: netRoute, verdict: 'block', given: withAppliance({ routes: known([route('0.0.0.0/0', 'nat', false)]) }), reason: 'a black hole' },
  { check: netRoute, verdict: 'warn', given: withAppliance({ routes: known([route('0.0.0.0/0', 'internet')]) }), reason: 'an Internet gateway without a public address' },
  { check: netRoute, verdict: 'pass', given: withAppliance({ publicIp: '198.51.100.9', routes: known([route('0.0.0.0/0', 'internet')]) }), reason: 'with a public address' },
  { check: netRoute, verdict: 'unknown', given: withAppliance({ routes: UNREADABLE }), reason: 'routes not readable' },
  { check: netRoute, verdict: 'unknown', given: unnamed, reason: 'nobody said which instance it is' },
];

const twoCards = { nics: [nic(), nic({ id: 'eni-2', index: 1, privateIps: ['10.0.1.11'] })] };
const target = (change: Parameters<typeof subnet>[0]): CheckInput => withTarget({ networks: known([network(NETWORK_ID, { subnets: [subnet(change)] })]) });

const CARD_ROWS: readonly Row[] = [
  ...questionRows(netDns, 'warn'),
  ...questionRows(netElb, 'warn'),
  { check: netNics, verdict: 'pass', given: withFacts(twoCards), reason: 'two of two' },
  { check: netNics, verdict: 'block', given: withFacts({ nics: [...twoCards.nics, nic({ id: 'eni-3', index: 2 })] }), reason: 'three of two', says: /3 network cards; Standard_D4s_v5 takes 2/ },
  { check: netNics, verdict: 'block', given: { ...withPlan({ size: null }), facts: facts({ nics: Array.from({ length: 10 }, (_, index) => nic({ index })) }) }, reason: 'no size takes ten', says: /no size on offer takes more than 2/ },
  { check: netNics, verdict: 'info', given: withPlan({ size: null }), reason: 'no size yet' },
  { check: netNics, verdict: 'info', given: withPlan({ size: 'Standard_D4s_v9' }), reason: 'a size that is not offered is told by AZ-SIZE' },
  { check: netNics, verdict: 'unknown', given: withTarget({ sizes: UNREADABLE }), reason: 'sizes not readable' },
  { check: netIpv6, verdict: 'pass', given: input(), reason: 'IPv4 only' },
  { check: netIpv6, verdict: 'warn', given: withFacts({ nics: [nic({ ipv6: ['2001:db8::1'] })] }), reason: 'both', says: /2001:db8::1/ },
  { check: netIpv6, verdict: 'block', given: withFacts({ subnet: known({ id: 'subnet-6', cidr: '', ipv6Only: true }) }), reason: 'IPv6 alone', cause: /subnet-6$/ },
  { check: netIpv6, verdict: 'unknown', given: withFacts({ subnet: UNREADABLE }), reason: 'the subnet is not readable' },
  { check: netEip, verdict: 'pass', given: input(), reason: 'none' },
  { check: netEip, verdict: 'warn', given: withFacts({ publicIp: '198.51.100.7' }), reason: 'AWS gave it', says: /198\.51\.100\.7/ },
  { check: netEip, verdict: 'warn', given: withFacts({ publicIp: '198.51.100.7', nics: [nic({ publicIp: '198.51.100.7' }), nic({ id: 'eni-2', publicIp: '198.51.100.8', elastic: true })] }), reason: 'one per card', says: /198\.51\.100\.7 and 198\.51\.100\.8 \(Elastic IP\)/ },
  { check: netSecip, verdict: 'pass', given: withFacts(twoCards), reason: 'one per card' },
  { check: netSecip, verdict: 'warn', given: withFacts({ nics: [nic({ privateIps: ['10.0.1.10', '10.0.1.12'] })] }), reason: 'two on one card', says: /10\.0\.1\.12/ },
  { check: netSdc, verdict: 'pass', given: input(), reason: 'EC2 checks' },
  { check: netSdc, verdict: 'warn', given: withFacts({ nics: [nic({ sourceDestCheck: false })] }), reason: 'a router', says: /eni-1/ },
  { check: netRetainip, verdict: 'pass', given: input(), reason: 'the target subnet holds it' },
  { check: netRetainip, verdict: 'warn', given: target({ prefix: '10.20.0.0/24' }), reason: 'another range', says: /gets a new address/, cause: /machines:10\.20\.0\.0\/24$/ },
  { check: netRetainip, verdict: 'warn', given: target({ used: ['10.0.1.10'] }), reason: 'in use in Azure' },
  { check: netRetainip, verdict: 'warn', given: { ...target({}), facts: facts({ privateIp: '10.0.1.3' }) }, reason: 'the fourth address is Azure DNS', says: /keeps for itself/ },
  { check: netRetainip, verdict: 'warn', given: { ...target({}), facts: facts({ privateIp: '10.0.1.255' }) }, reason: 'the last address is the broadcast' },
  { check: netRetainip, verdict: 'pass', given: { ...target({}), facts: facts({ privateIp: '10.0.1.4' }) }, reason: 'the first that is free' },
  { check: netRetainip, verdict: 'info', given: withPlan({ subnet: null }), reason: 'not chosen yet' },
  { check: netRetainip, verdict: 'info', given: withFacts({ privateIp: null }), reason: 'nothing to keep' },
  { check: netRetainip, verdict: 'unknown', given: withTarget({ networks: UNREADABLE }), reason: 'not readable' },
];

export const NETWORK_ROWS: readonly Row[] = [...OUT_ROWS, ...PUSH_ROWS, ...WIDE_ROWS, ...ACL_ROWS, ...ROUTE_ROWS, ...CARD_ROWS];
