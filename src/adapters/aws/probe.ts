// What AWS says of Ferry itself, for `doctor`: who it is, what time it is there, and whether it might stop and start a machine.
import { StartInstancesCommand, StopInstancesCommand, type EC2Client } from '@aws-sdk/client-ec2';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { SourceProbe } from '../../ports/source.ts';
import { makeWriter } from './clients.ts';
import { credentialsFor, stsClient, type AwsAccess } from './credentials.ts';
import { cloudError } from './errors.ts';

const IDENTITY = 'sts:GetCallerIdentity';
const STOP = 'ec2:StopInstances';
const START = 'ec2:StartInstances';

/** Makes the probe. */
export function makeSourceProbe(access: AwsAccess): SourceProbe {
  return {
    async identity() {
      const client = stsClient(access, credentialsFor(access, { act: 'read' }));
      const seen = watchDate(client.middlewareStack);
      try {
        const { Account: account, Arn: arn } = await client.send(new GetCallerIdentityCommand({}), { abortSignal: AbortSignal.timeout(access.deadlineMs) });
        return { account: account ?? '', arn: arn ?? '', at: seen() };
      } catch (error) {
        throw cloudError(error, { operation: IDENTITY, write: false });
      } finally {
        client.destroy();
      }
    },
    mayStop: (id) => dryRun(access, STOP, (client, abortSignal) => client.send(new StopInstancesCommand({ InstanceIds: [id], DryRun: true }), { abortSignal })),
    mayStart: (id) => dryRun(access, START, (client, abortSignal) => client.send(new StartInstancesCommand({ InstanceIds: [id], DryRun: true }), { abortSignal })),
  };
}

/** Asks with the role that writes; a permitted dry run is an error by that name. */
async function dryRun(access: AwsAccess, operation: string, ask: (client: EC2Client, signal: AbortSignal) => Promise<unknown>): Promise<void> {
  const client = makeWriter(access, null);
  try {
    await ask(client, AbortSignal.timeout(access.deadlineMs));
  } catch (error) {
    if (error instanceof Error && error.name === 'DryRunOperation') return;
    throw cloudError(error, { operation, write: false });
  } finally {
    client.destroy();
  }
}

type Answered = { readonly response: unknown };
type Stack = { add(middleware: (next: (args: never) => Promise<Answered>) => (args: never) => Promise<Answered>, options: { readonly step: 'deserialize' }): void };

/** The `Date` of the newest answer. */
function watchDate(stack: unknown): () => number | null {
  let at: number | null = null;
  (stack as Stack).add((next) => async (args) => {
    const answered = await next(args);
    at = dateIn(answered.response) ?? at;
    return answered;
  }, { step: 'deserialize' });
  return () => at;
}

function dateIn(response: unknown): number | null {
  const headers: unknown = typeof response === 'object' && response !== null ? Reflect.get(response, 'headers') : null;
  const date: unknown = typeof headers === 'object' && headers !== null ? Reflect.get(headers, 'date') : null;
  const at = typeof date === 'string' ? Date.parse(date) : Number.NaN;
  return Number.isNaN(at) ? null : at;
}
