// The rules of the security groups on machines, prefix lists resolved.
import { paginateDescribeSecurityGroupRules, paginateGetManagedPrefixListEntries, type Instance, type SecurityGroupRule } from '@aws-sdk/client-ec2';
import type { GroupRule } from '../../../domain/machine.ts';
import { allPages, inChunks, patiently, type Reading } from '../batch.ts';
import { CloudError } from '../../../ports/trouble.ts';
import { failureOf, groupBy, known, type PartReader } from './part.ts';

const GROUPS_PER_CALL = 200;

/** Reads the rules of every group that any of the machines' cards has. */
export const readRules: PartReader<'rules'> = async (reading, instances) => {
  const answers = await inChunks(reading, {
    operation: 'ec2:DescribeSecurityGroupRules',
    // Without a filter AWS would answer with the rules of the whole region; no machine has no group, but an empty list sends nothing.
    keys: instances.flatMap(groupsOf),
    size: GROUPS_PER_CALL,
    read: (ids) => allPages(paginateDescribeSecurityGroupRules({ client: reading.readers.ec2 }, { Filters: [{ Name: 'group-id', Values: ids }] }, { abortSignal: reading.signal() }), (page) => page.SecurityGroupRules),
  });
  const lists = await prefixLists(reading, answers.answers);
  const rules = groupBy(answers.answers, (rule) => rule.GroupId);
  return (instance) => {
    const groups = groupsOf(instance);
    const found = groups.flatMap((id) => rules.get(id) ?? []).map((rule) => ruleOf(rule, lists));
    return failureOf(answers, groups) ?? known(found.filter((rule) => rule !== null));
  };
};

/** The groups of all cards of a machine. */
function groupsOf(instance: Instance): readonly string[] {
  const cards = (instance.NetworkInterfaces ?? []).flatMap((card) => card.Groups ?? []);
  const ids = [...(instance.SecurityGroups ?? []), ...cards].map((group) => group.GroupId).filter((id) => id !== undefined);
  return [...new Set(ids)];
}

type Lists = ReadonlyMap<string, readonly string[] | null>;

// Lists are few and shared by many rules. One that cannot be read makes its rules "maybe", never "closed".
async function prefixLists(reading: Reading, rules: readonly SecurityGroupRule[]): Promise<Lists> {
  const ids = new Set(rules.map((rule) => rule.PrefixListId).filter((id) => id !== undefined && id !== ''));
  const lists = new Map<string, readonly string[] | null>();
  for (const id of ids) if (id !== undefined) lists.set(id, await entriesOf(reading, id));
  return lists;
}

async function entriesOf(reading: Reading, id: string): Promise<readonly string[] | null> {
  try {
    const entries = await patiently(reading, 'ec2:GetManagedPrefixListEntries', () =>
      allPages(paginateGetManagedPrefixListEntries({ client: reading.readers.ec2 }, { PrefixListId: id }, { abortSignal: reading.signal() }), (page) => page.Entries),
    );
    return entries.map((entry) => entry.Cidr ?? '').filter((cidr) => cidr !== '');
  } catch (error) {
    if (error instanceof CloudError) return null;
    throw error;
  }
}

/** A rule of a security group; null when it names no peer. */
export function ruleOf(rule: SecurityGroupRule, lists: Lists): GroupRule | null {
  const peer = peerOf(rule, lists);
  if (peer === null) return null;
  return { groupId: rule.GroupId ?? '', direction: rule.IsEgress === true ? 'out' : 'in', protocol: rule.IpProtocol ?? '-1', fromPort: portOf(rule, rule.FromPort), toPort: portOf(rule, rule.ToPort), peer };
}

function peerOf(rule: SecurityGroupRule, lists: Lists): GroupRule['peer'] | null {
  const cidr = rule.CidrIpv4 || rule.CidrIpv6;
  if (cidr) return { kind: 'cidr', cidr };
  if (rule.ReferencedGroupInfo?.GroupId) return { kind: 'group', groupId: rule.ReferencedGroupInfo.GroupId };
  return rule.PrefixListId ? { kind: 'prefixList', id: rule.PrefixListId, cidrs: lists.get(rule.PrefixListId) ?? null } : null;
}

// EC2 writes -1 for "every port", and leaves ports out where the protocol is "all".
function portOf(rule: SecurityGroupRule, port: number | undefined): number | null {
  return rule.IpProtocol === '-1' || port === undefined || port < 0 ? null : port;
}
