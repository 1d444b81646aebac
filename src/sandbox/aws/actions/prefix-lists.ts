// GetManagedPrefixListEntries: what a rule that names a prefix list stands for.
import type { PrefixList } from '../../world/network.ts';
import { refuseDryRun, type Action, type Ec2Call } from '../action.ts';
import { refusal } from '../errors.ts';
import { pageOf } from '../paging.ts';
import { required } from '../params.ts';

/** GetManagedPrefixListEntries; a page holds 100 entries when nothing else is asked for. */
export const getManagedPrefixListEntries: Action = {
  params: ['DryRun', 'PrefixListId', 'TargetVersion', 'MaxResults', 'NextToken'],
  run(call) {
    const list = listOf(call);
    refuseDryRun(call);
    const { page, nextToken } = pageOf(call.params, { min: 1, max: 100, usual: 100 }, list.entries);
    return { fields: { entrySet: page, nextToken } };
  },
};

function listOf({ params, world }: Ec2Call): PrefixList {
  const id = required(params, 'PrefixListId');
  if (!/^pl-([0-9a-f]{8}|[0-9a-f]{17})$/.test(id)) throw refusal('InvalidPrefixListID.Malformed', `Invalid id: "${id}"`);
  const list = world.aws.prefixLists.find((item) => item.prefixListId === id);
  if (!list) throw refusal('InvalidPrefixListID.NotFound', `The prefix list ID '${id}' does not exist`);
  return list;
}
