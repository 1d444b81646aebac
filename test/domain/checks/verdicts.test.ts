import { describe, expect, test } from '@jest/globals';
import { CHECKS } from '../../../src/domain/checks/index.ts';
import type { CheckInput } from '../../../src/domain/checks/types.ts';
import type { Finding, Verdict } from '../../../src/domain/finding.ts';
import { instanceIdFromCloud } from '../../../src/domain/ids.ts';
import { classic2023 } from '../../../src/domain/profiles/classic-2023.ts';
import { seed2017 } from '../../../src/domain/profiles/seed-2017.ts';
import { MINUTE } from '../../../src/domain/time.ts';
import { appliance, facts, infrastructure, input, item, known, network, NETWORK_ID, NOW, rule, size, TEST_NETWORK_ID, UNREADABLE, withFacts, withPlan, withTarget } from './input.ts';

type Row = { readonly check: string; readonly verdict: Verdict; readonly given: CheckInput; readonly reason: string; readonly says?: RegExp; readonly remedy?: RegExp };

function find(check: string, given: CheckInput): Finding {
  const found = CHECKS.find((c) => c.id === check);
  if (found === undefined) throw new Error(`no check ${check}`);
  return found.run(given);
}

const disk = { volumeId: 'vol-9', deviceName: '/dev/sdb', sizeGiB: 10, isRoot: false, encrypted: false, volumeType: 'gp3' };
const root = { ...disk, volumeId: 'vol-1', deviceName: '/dev/sda1', isRoot: true };
const hardware = { vcpus: 4, memoryMiB: 16_384, hypervisor: 'nitro', burstable: false, instanceStore: false, architectures: ['x86_64'] };
const linux = { platform: null, platformDetails: 'Linux/UNIX', usageOperation: 'RunInstances' };
const guest = (platformName: string, platformVersion: string) => known({ platformType: 'Linux', platformName, platformVersion, computerName: null, online: true, lastPing: NOW });
const rhel = (version: string) => facts({ ...linux, guest: guest('Red Hat Enterprise Linux', version) });
const withAppliance = (change: object): CheckInput => {
  const base = infrastructure().appliance;
  return input({ infrastructure: known(infrastructure({ appliance: base === null ? null : { ...base, ...change } })) });
};

const SOURCE_ROWS: readonly Row[] = [
  { check: 'SRC-EXISTS', verdict: 'block', given: withFacts({ power: 'terminated' }), reason: 'a terminated instance has no disks left' },
  { check: 'SRC-STATE', verdict: 'block', given: withFacts({ power: 'stopped' }), reason: 'the agent sends nothing', remedy: /^aws ec2 start-instances --region eu-west-1 --instance-ids i-0aaaaaaaaaaaaaaa1$/ },
  { check: 'SRC-STATE', verdict: 'block', given: withFacts({ power: 'pending' }), reason: 'not running yet', remedy: /Wait/ },
  { check: 'SRC-PRIVIP', verdict: 'block', given: withFacts({ privateIp: null }), reason: 'cannot be discovered' },
  { check: 'SRC-SAMEIP', verdict: 'block', given: input({ sameIp: ['i-0ccccccccccccccc3'] }), reason: 'never matched by guess', says: /i-0ccccccccccccccc3 has the address 10\.0\.1\.10/ },
  { check: 'SRC-DUP', verdict: 'block', given: input({ items: known([item({ privateIp: '10.0.1.10' })]) }), reason: 'same address' },
  { check: 'SRC-DUP', verdict: 'block', given: input({ items: known([item({ privateIp: null, discoveredId: 'd-1' })]) }), reason: 'the item has no address, its discovered machine has' },
  { check: 'SRC-DUP', verdict: 'block', given: input({ items: known([item({ privateIp: null, discoveredId: null, friendlyName: 'WEB-01' })]) }), reason: 'only the name is left to compare' },
  { check: 'SRC-DUP', verdict: 'unknown', given: input({ items: UNREADABLE }), reason: 'an unreadable vault proves nothing' },
  { check: 'SRC-ROOT', verdict: 'block', given: withFacts({ rootDeviceType: 'instance-store' }), reason: 'cannot be stopped' },
  { check: 'SRC-SPOT', verdict: 'warn', given: withFacts({ lifecycle: 'spot' }), reason: 'AWS may take it away' },
  { check: 'SRC-ASG', verdict: 'block', given: withFacts({ tags: { 'aws:autoscaling:groupName': 'web; rm -rf /' } }), reason: 'the group would terminate it', remedy: /--auto-scaling-group-name 'web; rm -rf \/' / },
  { check: 'SRC-MANAGED', verdict: 'block', given: withFacts({ tags: { 'eks:nodegroup-name': 'n' } }), reason: 'EKS makes a new node' },
  { check: 'SRC-IAC', verdict: 'info', given: withFacts({ tags: { 'aws:cloudformation:stack-name': 's' } }), reason: 'a stack update may recreate it' },
  { check: 'SRC-TAGS', verdict: 'warn', given: withFacts({ tags: {} }), reason: 'StopInstances is scoped by this tag', remedy: /create-tags .*asr-migrate/ },
  { check: 'SRC-TAGS', verdict: 'warn', given: withFacts({ tags: { 'asr-migrate': 'false' } }), reason: 'an explicit no is no yes', says: /"false"/ },
  { check: 'SRC-METAL', verdict: 'warn', given: withFacts({ instanceType: 'm5.metal' }), reason: 'bare metal' },
  { check: 'NET-EIP', verdict: 'warn', given: withFacts({ publicIp: '198.51.100.7' }), reason: 'stays with AWS' },
];

const GUEST_ROWS: readonly Row[] = [
  { check: 'OS-KNOWN', verdict: 'unknown', given: withFacts({ guest: known(null), image: known(null) }), reason: 'billing knows the family only' },
  { check: 'OS-KNOWN', verdict: 'info', given: withFacts({ guest: UNREADABLE }), reason: 'the image says nothing of upgrades since' },
  { check: 'OS-KNOWN', verdict: 'warn', given: withFacts({ image: known({ name: 'Windows_Server-2016-English-Full-Base', description: '' }) }), reason: 'image and guest contradict each other', says: /2016.*2019/ },
  { check: 'OS-SUPPORTED', verdict: 'block', given: input({ facts: rhel('5.1') }), reason: 'before the first listed minor version', says: /the list takes 5\.2 to 5\.11/ },
  { check: 'OS-SUPPORTED', verdict: 'pass', given: input({ facts: rhel('8.10') }), reason: '8.10 comes after 8.9' },
  { check: 'OS-SUPPORTED', verdict: 'block', given: input({ facts: rhel('8.10'), profile: classic2023 }), reason: 'the configuration server never took it' },
  { check: 'OS-SUPPORTED', verdict: 'block', given: input({ facts: facts({ ...linux, guest: guest('Amazon Linux', '2') }) }), reason: 'runs on AWS only', says: /Amazon Linux/ },
  { check: 'OS-SUPPORTED', verdict: 'block', given: input({ facts: facts({ ...linux, guest: guest('Arch Linux', 'rolling') }) }), reason: 'in no list', says: /Arch Linux/ },
  { check: 'OS-SUPPORTED', verdict: 'unknown', given: withFacts({ guest: known(null), image: known(null) }), reason: 'Windows of some version' },
  { check: 'OS-SUPPORTED', verdict: 'block', given: input({ profile: seed2017 }), reason: 'the first guide ends at 2012 R2' },
  { check: 'OS-STORAGE', verdict: 'block', given: input({ facts: rhel('8.6') }), reason: 'Linux with NVMe, 2026', says: /NVMe/ },
  { check: 'OS-STORAGE', verdict: 'pass', given: input({ facts: rhel('8.6'), profile: classic2023 }), reason: 'Linux with NVMe, 2023' },
  { check: 'OS-STORAGE', verdict: 'block', given: input({ facts: { ...rhel('7.9'), hardware: known({ ...hardware, hypervisor: 'xen' }) }, profile: classic2023 }), reason: 'paravirtual disks' },
  { check: 'OS-STORAGE', verdict: 'pass', given: input({ facts: { ...rhel('6.7'), hardware: known({ ...hardware, hypervisor: 'xen' }) }, profile: seed2017 }), reason: 'the guide names it' },
  { check: 'OS-STORAGE', verdict: 'warn', given: input({ facts: rhel('6.7'), profile: seed2017 }), reason: 'Nitro is younger than the guide' },
  { check: 'OS-STORAGE', verdict: 'unknown', given: input({ facts: { ...rhel('8.6'), hardware: UNREADABLE } }), reason: 'Xen or Nitro is not known' },
  { check: 'ARCH-64', verdict: 'block', given: withFacts({ architecture: 'i386' }), reason: '32 bit' },
  { check: 'ARCH-ARM', verdict: 'block', given: withFacts({ architecture: 'arm64' }), reason: 'no agent' },
  { check: 'VIRT-HVM', verdict: 'block', given: withFacts({ virtualization: 'paravirtual' }), reason: 'no boot loader' },
  { check: 'BOOT-GEN', verdict: 'warn', given: withFacts({ bootMode: 'uefi-preferred' }), reason: 'a preference is no fact' },
  { check: 'BOOT-2008UEFI', verdict: 'block', given: withFacts({ bootMode: 'uefi', guest: known({ platformType: 'Windows', platformName: 'Microsoft Windows Server 2008 R2 Standard', platformVersion: '6.1.7601', computerName: null, online: true, lastPing: NOW }) }), reason: 'not supported' },
  { check: 'BOOT-2008UEFI', verdict: 'unknown', given: withFacts({ bootMode: 'uefi', guest: known(null), image: known(null) }), reason: 'could be 2008' },
  { check: 'BOOT-OSDISK', verdict: 'block', given: withFacts({ disks: known([{ ...root, sizeGiB: 3_000 }]) }), reason: 'too large for generation 1' },
  { check: 'BOOT-OSDISK', verdict: 'pass', given: withFacts({ bootMode: 'uefi', disks: known([{ ...root, sizeGiB: 3_000 }]) }), reason: 'generation 2 takes it' },
  { check: 'BOOT-OSDISK', verdict: 'unknown', given: withFacts({ bootMode: null, disks: known([{ ...root, sizeGiB: 3_000 }]) }), reason: 'depends on the generation' },
  { check: 'BOOT-OSDISK', verdict: 'unknown', given: withFacts({ disks: known([disk]) }), reason: 'no root found' },
  { check: 'DSK-COUNT', verdict: 'block', given: withFacts({ disks: known([root, ...Array.from({ length: 65 }, () => disk)]) }), reason: 'one more than 64' },
  { check: 'DSK-COUNT', verdict: 'pass', given: withFacts({ disks: known([root, ...Array.from({ length: 64 }, () => disk)]) }), reason: 'exactly 64; the root does not count' },
  { check: 'DSK-SIZE', verdict: 'block', given: withFacts({ disks: known([root, { ...disk, sizeGiB: 1 }]) }), reason: '1 GiB is not larger than 1 GB by the list' },
  { check: 'DSK-SIZE', verdict: 'block', given: withFacts({ disks: known([root, { ...disk, sizeGiB: 40_000 }]) }), reason: 'too large' },
  { check: 'DSK-EPHEM', verdict: 'warn', given: withFacts({ hardware: known({ ...hardware, instanceStore: true }) }), reason: 'a stop empties it' },
  { check: 'AZ-LIC', verdict: 'warn', given: withFacts({ usageOperation: 'RunInstances:0002', platformDetails: 'Windows' }), reason: 'billed by AWS' },
  { check: 'AZ-LIC', verdict: 'warn', given: withFacts({ usageOperation: 'RunInstances:9999', platformDetails: 'Windows' }), reason: 'a code nobody knows' },
];

const NETWORK_ROWS: readonly Row[] = [
  { check: 'NET-SG-OUT', verdict: 'block', given: withFacts({ rules: known([rule({ groupId: 'sg-web', direction: 'out' })]) }), reason: '9443 is missing', says: /No rule of sg-web lets TCP 9443 out/, remedy: /^aws ec2 authorize-security-group-egress --region eu-west-1 --group-id sg-web --ip-permissions 'IpProtocol=tcp,FromPort=9443,ToPort=9443,UserIdGroupPairs=\[\{GroupId=sg-app\}\]'$/ },
  { check: 'NET-SG-OUT', verdict: 'block', given: { ...withFacts({ rules: known([]) }), appliance: { facts: known(appliance({ vpcId: 'vpc-2' })) } }, reason: 'groups do not reach into another VPC', remedy: /IpRanges=\[\{CidrIp=10\.0\.9\.9\/32\}\].*IpRanges=/ },
  { check: 'NET-SG-OUT', verdict: 'pass', given: withFacts({ rules: known([rule({ groupId: 'sg-web', direction: 'out', fromPort: 0, toPort: 65_535, peer: { kind: 'cidr', cidr: '10.0.8.0/23' } })]) }), reason: 'the range holds the appliance' },
  { check: 'NET-SG-OUT', verdict: 'block', given: withFacts({ rules: known([rule({ groupId: 'sg-web', direction: 'out', fromPort: 0, toPort: 65_535, protocol: 'udp' })]) }), reason: 'UDP is not TCP' },
  { check: 'NET-SG-OUT', verdict: 'block', given: withFacts({ rules: known([rule({ groupId: 'sg-other', direction: 'out', protocol: '-1' })]) }), reason: 'not a group of this machine' },
  { check: 'NET-SG-OUT', verdict: 'block', given: withFacts({ rules: known([rule({ groupId: 'sg-web', direction: 'in', protocol: '-1' })]) }), reason: 'the wrong direction' },
  { check: 'NET-SG-OUT', verdict: 'unknown', given: withFacts({ rules: known([rule({ groupId: 'sg-web', direction: 'out', protocol: '-1', peer: { kind: 'prefixList', id: 'pl-1' } })]) }), reason: 'what a prefix list holds is not read' },
  { check: 'NET-SG-OUT', verdict: 'unknown', given: { ...withFacts({ rules: known([rule({ groupId: 'sg-web', direction: 'out', protocol: '-1', peer: { kind: 'cidr', cidr: '10.0.0.0/8' } })]) }), appliance: { facts: UNREADABLE } }, reason: 'where the appliance is is not known' },
  { check: 'NET-SG-OUT', verdict: 'pass', given: input({ appliance: { facts: known(null) } }), reason: 'everything is open, wherever the appliance is' },
  { check: 'NET-SG-OUT', verdict: 'unknown', given: withFacts({ rules: UNREADABLE }), reason: 'rules not readable' },
  { check: 'NET-SG-IN-APP', verdict: 'block', given: input({ appliance: { facts: known(appliance({ rules: known([]) })) } }), reason: 'the appliance lets nothing in', remedy: /authorize-security-group-ingress --region eu-west-1 --group-id sg-app .*GroupId=sg-web/ },
  { check: 'NET-SG-IN-APP', verdict: 'unknown', given: input({ appliance: { facts: known(null) } }), reason: 'nobody said which instance it is' },
  { check: 'NET-SG-WIDE', verdict: 'warn', given: withFacts({ rules: known([rule({ groupId: 'sg-web', direction: 'in', fromPort: 3000, toPort: 4000 })]) }), reason: 'RDP for everyone', says: /opens TCP 3389/ },
  { check: 'NET-SG-WIDE', verdict: 'warn', given: withFacts({ rules: known([rule({ groupId: 'sg-web', direction: 'in', protocol: '-1', peer: { kind: 'cidr', cidr: '::/0' } })]) }), reason: 'everyone by IPv6' },
  { check: 'NET-SG-WIDE', verdict: 'pass', given: withFacts({ rules: known([rule({ groupId: 'sg-web', direction: 'in', fromPort: 22, toPort: 22, peer: { kind: 'cidr', cidr: '10.0.0.0/8' } })]) }), reason: 'SSH from inside' },
  { check: 'NET-VPC', verdict: 'warn', given: input({ appliance: { facts: known(appliance({ vpcId: 'vpc-2' })) } }), reason: 'peering may do', says: /vpc-1.*vpc-2/ },
];

const VAULT_ROWS: readonly Row[] = [
  { check: 'ASR-MODE', verdict: 'warn', given: input({ infrastructure: known(infrastructure({ provider: 'InMageAzureV2' })) }), reason: 'retired' },
  { check: 'ASR-APPL', verdict: 'warn', given: withAppliance({ registeredAt: NOW - 6 * MINUTE, lastHeartbeatAt: null }), reason: 'six minutes are normal', says: /^Waiting\..* 6 minutes ago/, remedy: /15 minutes are normal/ },
  { check: 'ASR-APPL', verdict: 'unknown', given: withAppliance({ lastHeartbeatAt: null }), reason: 'registered long ago, never heard of' },
  { check: 'ASR-APPL', verdict: 'block', given: withAppliance({ lastHeartbeatAt: NOW - 16 * MINUTE }), reason: 'silent for more than 15 minutes', says: /16 minutes ago/ },
  { check: 'ASR-APPL', verdict: 'pass', given: withAppliance({ lastHeartbeatAt: NOW - 15 * MINUTE }), reason: 'exactly 15 minutes still do' },
  { check: 'ASR-APPL', verdict: 'pass', given: { ...withAppliance({ lastHeartbeatAt: NOW + 60 * MINUTE }), infrastructureAsOf: NOW + 61 * MINUTE }, reason: "ages are taken on the vault's clock, not on ours" },
  { check: 'ASR-APPL', verdict: 'block', given: withAppliance({ health: 'critical', troubles: ['process server: critical'] }), reason: 'critical', says: /process server: critical/ },
  { check: 'ASR-APPL', verdict: 'warn', given: withAppliance({ health: 'warning' }), reason: 'a warning' },
  { check: 'ASR-APPL', verdict: 'unknown', given: withAppliance({ health: 'none' }), reason: 'no health is not good health' },
  { check: 'ASR-APPL', verdict: 'warn', given: { ...input({ infrastructure: known(infrastructure({ appliance: null })) }), appliance: { facts: known(appliance({ launchedAt: NOW - 6 * MINUTE })) } }, reason: 'its instance is new' },
  { check: 'ASR-APPL', verdict: 'block', given: input({ infrastructure: known(infrastructure({ appliance: null })) }), reason: 'its instance is old and never registered' },
  { check: 'ASR-APPL', verdict: 'unknown', given: { ...input({ infrastructure: known(infrastructure({ appliance: null })) }), appliance: { facts: known(null) } }, reason: 'nothing to wait for' },
  { check: 'ASR-APPL-SELF', verdict: 'block', given: withFacts({ instanceId: instanceIdFromCloud('i-0bbbbbbbbbbbbbbb2') }), reason: 'the appliance cannot move itself' },
  { check: 'ASR-POLICY', verdict: 'block', given: input({ infrastructure: known(infrastructure({ policies: [{ id: 'p', name: 'daily', retentionMinutes: null, mapped: false }] })) }), reason: 'not associated', says: /daily/ },
  { check: 'ASR-DISC', verdict: 'block', given: input({ discovered: known([{ id: 'd', name: 'x', ips: ['10.0.1.10'], osName: null, deleted: true }]) }), reason: 'a removed machine is not there' },
  { check: 'ASR-DISC', verdict: 'block', given: input({ discovered: known(['a', 'b'].map((name) => ({ id: name, name, ips: ['10.0.1.10'], osName: null, deleted: false }))) }), reason: 'two with one address', says: /a, b/ },
];

const quota = (name: string, used: number, limit: number) => ({ name, title: name, used, limit });
const TARGET_ROWS: readonly Row[] = [
  { check: 'AZ-RG', verdict: 'block', given: withTarget({ resourceGroups: known([]) }), reason: 'it is gone', remedy: /^az group create --name moved --location westeurope$/ },
  { check: 'AZ-RG', verdict: 'info', given: withPlan({ resourceGroupId: null }), reason: 'still to be chosen' },
  { check: 'AZ-RG', verdict: 'pass', given: withPlan({ resourceGroupId: input().plan.resourceGroupId?.toUpperCase() ?? null }), reason: 'Azure ids mean the same in any case' },
  { check: 'AZ-VNET', verdict: 'block', given: withTarget({ networks: known([network(TEST_NETWORK_ID)]) }), reason: 'it is gone' },
  { check: 'AZ-VNET', verdict: 'block', given: withTarget({ networks: known([network(NETWORK_ID, { location: 'northeurope' })]) }), reason: 'another region' },
  { check: 'AZ-VNET', verdict: 'pass', given: withTarget({ networks: known([network(NETWORK_ID, { location: 'West Europe' })]) }), reason: 'the display name of the region' },
  { check: 'AZ-VNET', verdict: 'block', given: withPlan({ subnet: 'nowhere' }), reason: 'no such subnet', remedy: /subnet create --resource-group moved --vnet-name prod --name nowhere/ },
  { check: 'AZ-VNET', verdict: 'block', given: withTarget({ networks: known([network(NETWORK_ID, { subnets: [{ name: 'machines', prefix: '10.0.0.0/29', freeAddresses: 0 }] })]) }), reason: 'full' },
  { check: 'AZ-VNET', verdict: 'unknown', given: withTarget({ networks: known([network(NETWORK_ID, { subnets: [{ name: 'machines', prefix: '10.0.0.0/29', freeAddresses: null }] })]) }), reason: 'free addresses not known' },
  { check: 'AZ-VNET', verdict: 'info', given: withPlan({ networkId: null }), reason: 'still to be chosen' },
  { check: 'AZ-VNET', verdict: 'block', given: { ...withTarget({ networks: known([]) }), plan: { ...input().plan, networkId: null } }, reason: 'nothing to choose from' },
  { check: 'AZ-TFONET', verdict: 'block', given: withPlan({ testNetworkId: null }), reason: 'nowhere to test', remedy: /az network vnet create --resource-group moved --name ferry-test/ },
  { check: 'AZ-TFONET', verdict: 'block', given: withPlan({ testNetworkId: NETWORK_ID.toUpperCase() }), reason: 'the production network in capitals' },
  { check: 'AZ-TFONET', verdict: 'block', given: withTarget({ networks: known([network(NETWORK_ID)]) }), reason: 'it is gone' },
  { check: 'AZ-SIZE', verdict: 'block', given: withPlan({ size: 'Standard_D4s_v9' }), reason: 'not offered', remedy: /Standard_D4s_v5/ },
  { check: 'AZ-SIZE', verdict: 'block', given: withTarget({ sizes: known([size('Standard_D4s_v5', { restricted: 'NotAvailableForSubscription' })]) }), reason: 'restricted' },
  { check: 'AZ-SIZE', verdict: 'block', given: withTarget({ sizes: known([size('Standard_D4s_v5', { generations: ['V2'] })]) }), reason: 'the machine boots by BIOS' },
  { check: 'AZ-SIZE', verdict: 'block', given: withTarget({ sizes: known([size('Standard_D4s_v5', { maxNics: 0 })]) }), reason: 'network cards cannot be left behind' },
  { check: 'AZ-SIZE', verdict: 'warn', given: withTarget({ sizes: known([size('Standard_D4s_v5', { memoryGiB: 8 })]) }), reason: 'less memory may be meant', says: /smaller/ },
  { check: 'AZ-SIZE', verdict: 'info', given: withPlan({ size: null }), reason: 'a proposal', says: /Standard_D4s_v5 would do/ },
  { check: 'AZ-SIZE', verdict: 'block', given: { ...withTarget({ sizes: known([]) }), plan: { ...input().plan, size: null } }, reason: 'nothing fits' },
  { check: 'AZ-SIZE', verdict: 'unknown', given: withFacts({ hardware: UNREADABLE }), reason: 'the source is not known' },
  { check: 'AZ-QUOTA', verdict: 'block', given: withTarget({ quotas: known([quota('STANDARDdsv5family', 10, 16), quota('cores', 0, 100)]) }), reason: 'room for the machine, not for the test machine beside it', says: /6 free; 8 are needed/, remedy: /limit-object value=18/ },
  { check: 'AZ-QUOTA', verdict: 'pass', given: { ...withTarget({ quotas: known([quota('standardDSv5Family', 10, 16), quota('cores', 0, 100)]) }), phase: 'failover' }, reason: 'before a failover the test machine is gone' },
  { check: 'AZ-QUOTA', verdict: 'block', given: withTarget({ quotas: known([quota('standardDSv5Family', 0, 16), quota('cores', 99, 100)]) }), reason: 'the region is full' },
  { check: 'AZ-QUOTA', verdict: 'unknown', given: withTarget({ quotas: known([quota('cores', 0, 100)]) }), reason: 'the family is not listed' },
  { check: 'AZ-NAME', verdict: 'block', given: withPlan({ vmName: 'windows-web-01' }), reason: 'contains a reserved word', remedy: /win-web-01/ },
  { check: 'AZ-NAME', verdict: 'block', given: withPlan({ vmName: 'web_01' }), reason: 'underscore' },
  { check: 'AZ-NAME', verdict: 'warn', given: withPlan({ vmName: 'accounting-web-01' }), reason: 'longer than Windows takes' },
  { check: 'AZ-COLLIDE', verdict: 'block', given: withTarget({ vmNames: known(['WEB-01']) }), reason: 'taken in capitals' },
  { check: 'AZ-COLLIDE', verdict: 'block', given: withTarget({ vmNames: known(['web-01-test']) }), reason: 'a test machine is left over' },
];

describe.each([
  ['source', SOURCE_ROWS],
  ['guest', GUEST_ROWS],
  ['network', NETWORK_ROWS],
  ['vault', VAULT_ROWS],
  ['target', TARGET_ROWS],
])('%s', (_, rows) => {
  test.each(rows)('$check is $verdict: $reason', ({ check, verdict, given, says, remedy }) => {
    const finding = find(check, given);
    expect({ verdict: finding.verdict, evidence: finding.evidence }).toMatchObject({ verdict });
    expect(finding.evidence).toMatch(says ?? /./);
    if (remedy !== undefined) expect(finding.remedy).toMatch(remedy);
  });
});

describe('causes', () => {
  test('machines behind one closed group share a cause, and one rule cures them', () => {
    const closed = { rules: known([rule({ groupId: 'sg-web', direction: 'out' })]) };
    const one = find('NET-SG-OUT', withFacts(closed));
    const other = find('NET-SG-OUT', withFacts({ ...closed, instanceId: instanceIdFromCloud('i-0ddddddddddddddd4'), privateIp: '10.0.1.11' }));
    expect(one.cause).toBe('NET-SG-OUT:sg-web:9443');
    expect(other).toMatchObject({ cause: one.cause, remedy: one.remedy });
  });

  test('the rule goes to the group that already lets one of the ports through', () => {
    const two = withFacts({ securityGroups: [{ id: 'sg-default', name: 'default' }, { id: 'sg-web', name: 'web' }], rules: known([rule({ groupId: 'sg-web', direction: 'out' })]) });
    expect(find('NET-SG-OUT', two).cause).toBe('NET-SG-OUT:sg-web:9443');
  });

  test('a finding about one machine only has no cause', () => {
    expect(find('SRC-STATE', withFacts({ power: 'stopped' })).cause).toBeNull();
  });
});

test('every check has a machine that it does not simply pass', () => {
  const rows = [...SOURCE_ROWS, ...GUEST_ROWS, ...NETWORK_ROWS, ...VAULT_ROWS, ...TARGET_ROWS];
  expect(CHECKS.map((c) => c.id).filter((id) => !rows.some((r) => r.check === id && r.verdict !== 'pass'))).toEqual([]);
});
