// AWS, one account and region, behind the port.
import { StartInstancesCommand, StopInstancesCommand, type EC2Client, type Filter } from '@aws-sdk/client-ec2';
import type { InstanceId, UserId } from '../../domain/ids.ts';
import type { SourceState } from '../../domain/observation.ts';
import type { Clock } from '../../ports/clock.ts';
import type { SourceCloud } from '../../ports/source.ts';
import type { Log } from '../../ports/telemetry.ts';
import { addRule, askForRule } from './add-rule.ts';
import { sleepFor } from './batch.ts';
import { readChurn } from './churn.ts';
import { makeReaders, makeWriter, type Readers } from './clients.ts';
import type { AwsAccess, AwsKeys } from './credentials.ts';
import { describe, describeByIds } from './describe.ts';
import { cloudError } from './errors.ts';
import { readFacts } from './facts.ts';
import { machineOf, sourceStateOf } from './machines.ts';

/** What {@link makeSourceCloud} needs. */
export type SourceOptions = {
  readonly region: string;
  /** Null for AWS itself. */
  readonly endpoints: AwsAccess['endpoints'];
  /** Keys to use as they are; without them a role or the default chain. */
  readonly credentials?: AwsKeys;
  readonly roleArn: string | null;
  /** Another role for what changes something; left out, the same one. */
  readonly writeRoleArn?: string | null;
  /** Gives a fresh Entra token for the role. */
  readonly webIdentity: (() => Promise<string>) | null;
  /** Longest time for one call with its repetitions. */
  readonly deadlineMs: number;
  readonly clock: Clock;
  readonly log: Log;
  /** For tests that do not want to wait. */
  readonly sleep?: (ms: number) => Promise<void>;
};

const NOT_TERMINATED: Filter = { Name: 'instance-state-name', Values: ['pending', 'running', 'shutting-down', 'stopping', 'stopped'] };

/** AWS, one account and region. */
export function makeSourceCloud(o: SourceOptions): SourceCloud {
  const access = accessOf(o);
  const readers = makeReaders(access, o.clock);
  const signal = (): AbortSignal => AbortSignal.timeout(o.deadlineMs);
  const sleep = o.sleep ?? sleepFor;
  return {
    async list() {
      const instances = await reading('ec2:DescribeInstances', () => describe({ readers, signal }, NOT_TERMINATED));
      return instances.map(machineOf).filter((machine) => machine !== null);
    },
    power: (ids) => power(readers, { ids, signal }),
    facts: (request) => readFacts({ readers, clock: o.clock, signal, sleep, patience: request.patience ?? null }, request),
    churn: (machines) => readChurn({ client: readers.cloudwatch, now: o.clock.now(), signal }, machines),
    mayAddRule: (rule) => asking(access, (client) => askForRule(client, rule, signal())),
    addRule: (rule, why) => writing(access, why.requester, (client) => addRule(client, rule, signal())),
    stop: (id, why) => sendOnce(o, { access, id, why, operation: 'ec2:StopInstances', send: (client, abortSignal) => client.send(new StopInstancesCommand({ InstanceIds: [id] }), { abortSignal }) }),
    start: (id, why) => sendOnce(o, { access, id, why, operation: 'ec2:StartInstances', send: (client, abortSignal) => client.send(new StartInstancesCommand({ InstanceIds: [id] }), { abortSignal }) }),
  };
}

/** Where and as whom to call. */
export function accessOf(o: Omit<SourceOptions, 'log' | 'sleep'>): AwsAccess {
  const { region, endpoints, roleArn, webIdentity, deadlineMs, clock } = o;
  return { region, endpoints, deadlineMs, clock, identity: { keys: o.credentials ?? null, roleArn, writeRoleArn: o.writeRoleArn ?? null, webIdentity } };
}

async function reading<T>(operation: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw cloudError(error, { operation, write: false });
  }
}

async function power(readers: Readers, o: { readonly ids: readonly InstanceId[]; readonly signal: () => AbortSignal }): Promise<readonly SourceState[]> {
  const known = new Map<string, SourceState>();
  for (const instance of await describeByIds({ readers, signal: o.signal }, o.ids, (read) => reading('ec2:DescribeInstances', read))) {
    const state = sourceStateOf(instance);
    if (state !== null) known.set(state.instanceId, state);
  }
  return o.ids.map((id) => known.get(id) ?? { instanceId: id, power: 'gone', privateIp: null });
}

/** A client of its own for one request in a person's name: a connection that was kept may be closed just then. */
async function writing<T>(access: AwsAccess, who: UserId | null, send: (client: EC2Client) => Promise<T>): Promise<T> {
  const client = makeWriter(access, who);
  try {
    return await send(client);
  } finally {
    client.destroy();
  }
}

function asking(access: AwsAccess, ask: (client: EC2Client) => Promise<void>): Promise<void> {
  return writing(access, null, ask);
}

type Write = {
  readonly access: AwsAccess;
  readonly id: InstanceId;
  readonly why: { readonly requester: UserId | null };
  readonly operation: string;
  readonly send: (client: EC2Client, abortSignal: AbortSignal) => Promise<{ readonly $metadata: { readonly requestId?: string | undefined } }>;
};

async function sendOnce(o: SourceOptions, write: Write): Promise<{ readonly requestId: string | null }> {
  try {
    const answer = await writing(write.access, write.why.requester, (client) => write.send(client, AbortSignal.timeout(o.deadlineMs)));
    const requestId = answer.$metadata.requestId ?? null;
    o.log.debug({ instanceId: write.id, operation: write.operation, requestId }, 'AWS accepted a request');
    return { requestId };
  } catch (error) {
    throw cloudError(error, { operation: write.operation, write: true });
  }
}
