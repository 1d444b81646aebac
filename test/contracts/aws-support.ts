// What the AWS contract tests share: a source cloud that talks to the sandbox, and a look into its journal.
import { makeSourceCloud } from '../../src/adapters/aws/source-cloud.ts';
import { instanceIdFromCloud, userIdFromActivity, type InstanceId } from '../../src/domain/ids.ts';
import { SOURCE_PARTS, type MachineFacts, type SourcePart } from '../../src/domain/machine.ts';
import type { SourceCloud } from '../../src/ports/source.ts';
import type { Sandbox } from '../../src/sandbox/start.ts';
import { clock, quiet } from './azure-support.ts';

export const WEB_01 = instanceIdFromCloud('i-0a100000000000001');
export const NOBODY = instanceIdFromCloud('i-0fffffffffffffff1');
export const KEYS = { accessKeyId: 'AKIASANDBOXSANDBOX00', secretAccessKey: 'sandbox' };
export const ann = { requester: userIdFromActivity('11111111-2222-4333-8444-555555555555') };
export const EVERYTHING: ReadonlySet<SourcePart> = new Set(SOURCE_PARTS);

export function sourceAt(url: string, o: Partial<Parameters<typeof makeSourceCloud>[0]> = {}): SourceCloud {
  return makeSourceCloud({ region: 'eu-west-1', endpoints: { ec2: url, ssm: url, sts: url, cloudwatch: url }, credentials: KEYS, roleArn: null, webIdentity: null, deadlineMs: 5_000, clock, log: quiet, ...o });
}

/** Number of requests with an action, or all by action. */
export function counts(sandbox: Sandbox): ReadonlyMap<string, number> {
  const all = new Map<string, number>();
  for (const { action } of sandbox.world.journal.list()) if (typeof action === 'string') all.set(shortName(action), (all.get(shortName(action)) ?? 0) + 1);
  return all;
}

function shortName(action: string): string {
  return action.split('.').at(-1) ?? action;
}

export async function factsOf(source: SourceCloud, ...ids: readonly InstanceId[]): Promise<readonly MachineFacts[]> {
  return (await source.facts({ ids, parts: EVERYTHING })).machines;
}
