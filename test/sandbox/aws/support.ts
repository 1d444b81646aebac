// Starts the AWS side alone, on a free port, with real SDK clients pointed at it.
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { EC2Client } from '@aws-sdk/client-ec2';
import { SSMClient } from '@aws-sdk/client-ssm';
import { makeAwsSide } from '../../../src/sandbox/aws/index.ts';
import { startServer } from '../../../src/sandbox/http/server.ts';
import { makeWorld } from '../../../src/sandbox/world/make-world.ts';
import type { World } from '../../../src/sandbox/world/types.ts';

const credentials = { accessKeyId: 'AKIASANDBOXSANDBOX01', secretAccessKey: 'not-a-secret' };

/** Ids the seed promises. */
export const ids = {
  web01: 'i-0a100000000000001',
  web02: 'i-0a100000000000002',
  web08: 'i-0a100000000000008',
  app06: 'i-0a200000000000006',
  app08: 'i-0a200000000000008',
  db01: 'i-0a300000000000001',
  db03: 'i-0a300000000000003',
  db05: 'i-0a300000000000005',
  appliance: 'i-0a000000000000001',
  legacyGroup: 'sg-0a1b2c3d4e5f60b04',
} as const;

/** A running AWS side. Speed 0.001 keeps virtual time practically still, so only advance() moves it. */
export async function startAws(options: { speed?: number; extraMachines?: number } = {}): Promise<Aws> {
  const world = makeWorld({ speed: options.speed ?? 0.001, pageSize: 2, extraMachines: options.extraMachines ?? 0 });
  const side = makeAwsSide(world);
  const server = await startServer({ name: 'ec2', host: '127.0.0.1', port: 0, world, handle: side.handle, actionOf: side.actionOf });
  const url = `http://127.0.0.1:${server.port}`;
  const config = { region: 'eu-west-1', endpoint: url, credentials };
  const ec2 = new EC2Client(config);
  const ssm = new SSMClient(config);
  const cloudWatch = new CloudWatchClient(config);
  return {
    world,
    url,
    ec2,
    ssm,
    cloudWatch,
    clientWith: (changes) => new EC2Client({ ...config, ...changes }),
    async close() {
      ec2.destroy();
      ssm.destroy();
      cloudWatch.destroy();
      await server.close();
    },
  };
}

export type Aws = {
  readonly world: World;
  readonly url: string;
  readonly ec2: EC2Client;
  readonly ssm: SSMClient;
  readonly cloudWatch: CloudWatchClient;
  clientWith(changes: { region?: string; maxAttempts?: number }): EC2Client;
  close(): Promise<void>;
};

/** What a call was refused with. */
export async function refusalOf(call: Promise<unknown>): Promise<{ name: string; status: number | undefined; message: string }> {
  try {
    await call;
  } catch (error) {
    const { name, message, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
    return { name, message, status: $metadata?.httpStatusCode };
  }
  throw new Error('the call was expected to be refused');
}
