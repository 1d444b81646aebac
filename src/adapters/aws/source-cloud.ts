// AWS, one account and region, behind the port.
import { StartInstancesCommand, StopInstancesCommand, paginateDescribeInstances, type EC2Client, type Filter, type Instance } from '@aws-sdk/client-ec2';
import type { InstanceId, UserId } from '../../domain/ids.ts';
import type { SourceState } from '../../domain/observation.ts';
import type { Clock, Log, SourceCloud } from '../../ports.ts';
import { makeReaders, makeWriter, type Readers } from './clients.ts';
import type { AwsAccess, AwsKeys } from './credentials.ts';
import { cloudError } from './errors.ts';
import { readFacts } from './facts.ts';
import { machineOf, sourceStateOf } from './machines.ts';

/** What {@link makeSourceCloud} needs. */
type SourceOptions = {
  readonly region: string;
  /** Null for AWS itself. */
  readonly endpoints: { readonly ec2: string | null; readonly ssm: string | null; readonly sts: string | null };
  /** Keys to use as they are; without them a role or the default chain. */
  readonly credentials?: AwsKeys;
  readonly roleArn: string | null;
  /** Gives a fresh Entra token for the role. */
  readonly webIdentity: (() => Promise<string>) | null;
  /** Longest time for one call with its repetitions. */
  readonly deadlineMs: number;
  readonly clock: Clock;
  readonly log: Log;
};

// A page is parsed in one go: a full one of a thousand would hold up the chat for a sixth of a second.
const PAGE_SIZE = 250;
// EC2 takes this many values in one filter.
const IDS_PER_CALL = 200;
const NOT_TERMINATED: Filter = { Name: 'instance-state-name', Values: ['pending', 'running', 'shutting-down', 'stopping', 'stopped'] };

/** AWS, one account and region. */
export function makeSourceCloud(o: SourceOptions): SourceCloud {
  const access = accessOf(o);
  const readers = makeReaders(access);
  const signal = (): AbortSignal => AbortSignal.timeout(o.deadlineMs);
  return {
    async list() {
      const instances = await describe(readers, { filter: NOT_TERMINATED, signal });
      return instances.map(machineOf).filter((machine) => machine !== null);
    },
    power: (ids) => power(readers, { ids, signal }),
    facts: (id) => readFacts({ readers, clock: o.clock, signal }, id),
    stop: (id, why) => sendOnce(o, { access, id, why, operation: 'ec2:StopInstances', send: (client, abortSignal) => client.send(new StopInstancesCommand({ InstanceIds: [id] }), { abortSignal }) }),
    start: (id, why) => sendOnce(o, { access, id, why, operation: 'ec2:StartInstances', send: (client, abortSignal) => client.send(new StartInstancesCommand({ InstanceIds: [id] }), { abortSignal }) }),
  };
}

function accessOf(o: SourceOptions): AwsAccess {
  const { region, endpoints, roleArn, webIdentity, deadlineMs } = o;
  return { region, endpoints, deadlineMs, identity: { keys: o.credentials ?? null, roleArn, webIdentity } };
}

async function describe(readers: Readers, o: { readonly filter: Filter; readonly signal: () => AbortSignal }): Promise<readonly Instance[]> {
  const instances: Instance[] = [];
  try {
    const pages = paginateDescribeInstances({ client: readers.ec2, pageSize: PAGE_SIZE }, { Filters: [o.filter] }, { abortSignal: o.signal() });
    for await (const page of pages) instances.push(...(page.Reservations ?? []).flatMap((reservation) => reservation.Instances ?? []));
  } catch (error) {
    throw cloudError(error, { operation: 'ec2:DescribeInstances', write: false });
  }
  return instances;
}

// Asked by filter, not by id: one unknown id would make EC2 refuse the whole question.
async function power(readers: Readers, o: { readonly ids: readonly InstanceId[]; readonly signal: () => AbortSignal }): Promise<readonly SourceState[]> {
  const known = new Map<string, SourceState>();
  for (let from = 0; from < o.ids.length; from += IDS_PER_CALL) {
    const filter = { Name: 'instance-id', Values: o.ids.slice(from, from + IDS_PER_CALL) };
    for (const instance of await describe(readers, { filter, signal: o.signal })) {
      const state = sourceStateOf(instance);
      if (state !== null) known.set(state.instanceId, state);
    }
  }
  return o.ids.map((id) => known.get(id) ?? { instanceId: id, power: 'gone', privateIp: null });
}

type Write = {
  readonly access: AwsAccess;
  readonly id: InstanceId;
  readonly why: { readonly requester: UserId | null };
  readonly operation: string;
  readonly send: (client: EC2Client, abortSignal: AbortSignal) => Promise<{ readonly $metadata: { readonly requestId?: string | undefined } }>;
};

async function sendOnce(o: SourceOptions, write: Write): Promise<{ readonly requestId: string | null }> {
  const client = makeWriter(write.access, write.why.requester);
  try {
    const answer = await write.send(client, AbortSignal.timeout(o.deadlineMs));
    const requestId = answer.$metadata.requestId ?? null;
    o.log.debug({ instanceId: write.id, operation: write.operation, requestId }, 'AWS accepted a request');
    return { requestId };
  } catch (error) {
    throw cloudError(error, { operation: write.operation, write: true });
  } finally {
    client.destroy();
  }
}
