// SDK clients for AWS: readers repeat what fails in passing, writers send once and over a connection of their own.
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { EC2Client, type EC2ClientConfig } from '@aws-sdk/client-ec2';
import { SSMClient } from '@aws-sdk/client-ssm';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { Clock } from '../../ports/clock.ts';
import { chanceOf } from './chance.ts';
import { credentialsFor, type AwsAccess, type Purpose } from './credentials.ts';
import { readRetries } from './retry-strategy.ts';

const CONNECT_MS = 5_000;
const READ_ATTEMPTS = 3;

/** The reading clients. */
export type Readers = { readonly ec2: EC2Client; readonly ssm: SSMClient; readonly cloudwatch: CloudWatchClient };

/** Makes the reading clients. */
export function makeReaders(access: AwsAccess, clock: Clock): Readers {
  const credentials = credentialsOf(access, { act: 'read' });
  const reading = { ...credentials, retryStrategy: readRetries({ attempts: READ_ATTEMPTS, chance: () => chanceOf(clock) }) };
  return {
    ec2: new EC2Client({ ...settingsOf(access), ...reading, ...at(access.endpoints.ec2) }),
    ssm: new SSMClient({ ...settingsOf(access), ...reading, ...at(access.endpoints.ssm) }),
    cloudwatch: new CloudWatchClient({ ...settingsOf(access), ...reading, ...at(access.endpoints.cloudwatch) }),
  };
}

/** A client for one write in a person's name; the caller destroys it. */
export function makeWriter(access: AwsAccess, who: string | null): EC2Client {
  return new EC2Client({ ...settingsOf(access), ...credentialsOf(access, { act: 'write', who }), maxAttempts: 1, ...at(access.endpoints.ec2) });
}

type Settings = { readonly region: string; readonly requestHandler: NodeHttpHandler };

function settingsOf(access: AwsAccess): Settings {
  return { region: access.region, requestHandler: handlerFor(access.deadlineMs) };
}

function credentialsOf(access: AwsAccess, purpose: Purpose): Pick<EC2ClientConfig, 'credentials'> {
  const credentials = credentialsFor(access, purpose);
  return credentials === null ? {} : { credentials };
}

// Without throwOnRequestTimeout the SDK only writes a warning and waits for ever.
function handlerFor(deadlineMs: number): NodeHttpHandler {
  return new NodeHttpHandler({ connectionTimeout: Math.min(CONNECT_MS, deadlineMs), requestTimeout: deadlineMs, throwOnRequestTimeout: true });
}

function at(endpoint: string | null): { readonly endpoint?: string } {
  return endpoint === null ? {} : { endpoint };
}
