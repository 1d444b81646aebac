// Descriptions of instances, by filter: a question by id would be refused whole for one unknown id.
import { DescribeInstancesCommand, type Filter, type Instance } from '@aws-sdk/client-ec2';
import type { Readers } from './clients.ts';

// A page is parsed in one go: a full one of a thousand would hold up the chat for a sixth of a second.
const PAGE_SIZE = 250;
// EC2 takes this many values in one filter.
const IDS_PER_CALL = 200;

type Describing = { readonly readers: Readers; readonly signal: () => AbortSignal };

/** Every instance that a filter lets through, those that an AWS service operates included. Each page has a deadline of its own: ten thousand machines are forty pages. The SDK's own errors leave as they are. */
export async function describe(o: Describing, filter: Filter): Promise<readonly Instance[]> {
  const instances: Instance[] = [];
  let next: string | undefined;
  do {
    const command = new DescribeInstancesCommand({ Filters: [filter], IncludeManagedResources: true, MaxResults: PAGE_SIZE, ...(next === undefined ? {} : { NextToken: next }) });
    const page = await o.readers.ec2.send(command, { abortSignal: o.signal() });
    for (const reservation of page.Reservations ?? []) instances.push(...(reservation.Instances ?? []));
    next = nextAfter(page.NextToken, next);
  } while (next !== undefined);
  return instances;
}

/** An empty token is none. One that comes twice would never end, and a list that is cut short would show machines as gone. */
function nextAfter(token: string | undefined, before: string | undefined): string | undefined {
  if (token === undefined || token === '') return undefined;
  if (token === before) throw new Error('a page of instances leads to itself');
  return token;
}

/** Instances by id, in as few calls as possible; ids that AWS does not know are left out. `around` wraps each call. */
export async function describeByIds(o: Describing, ids: readonly string[], around: <T>(read: () => Promise<T>) => Promise<T>): Promise<readonly Instance[]> {
  const found: Instance[] = [];
  for (let from = 0; from < ids.length; from += IDS_PER_CALL) {
    const filter = { Name: 'instance-id', Values: ids.slice(from, from + IDS_PER_CALL) };
    found.push(...(await around(() => describe(o, filter))));
  }
  return found;
}
