// Who Ferry is for AWS: given keys, a role taken on with an Entra token, or whatever the SDK's default chain finds.
import type { EC2ClientConfig } from '@aws-sdk/client-ec2';
import { AssumeRoleWithWebIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { Clock } from '../../ports/clock.ts';
import { CloudError } from '../../ports/trouble.ts';
import { cloudError } from './errors.ts';

/** Plain keys, as the sandbox takes them. */
export type AwsKeys = { readonly accessKeyId: string; readonly secretAccessKey: string };

/** Where and as whom to call. */
export type AwsAccess = {
  readonly region: string;
  readonly endpoints: { readonly ec2: string | null; readonly ssm: string | null; readonly sts: string | null; readonly cloudwatch: string | null };
  readonly deadlineMs: number;
  readonly clock: Clock;
  /** The ways to be somebody, tried in this order; with none of them the SDK looks around by itself. `writeRoleArn` null: the one role does both. */
  readonly identity: { readonly keys: AwsKeys | null; readonly roleArn: string | null; readonly writeRoleArn: string | null; readonly webIdentity: (() => Promise<string>) | null };
};

/** What the calls are for: CloudTrail names the person behind a write. */
export type Purpose = { readonly act: 'read' } | { readonly act: 'write'; readonly who: string | null };

type Credentials = NonNullable<EC2ClientConfig['credentials']>;
type Assumed = { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken: string; readonly expiration: Date };
type Role = { readonly arn: string; readonly session: string; readonly token: () => Promise<string> };

const OPERATION = 'sts:AssumeRoleWithWebIdentity';
const SESSION_SECONDS = 3_600;
/** The SDK asks for new credentials five minutes before the end; these are new by then. */
const RENEW_BEFORE_MS = 6 * 60_000;
const CONNECT_MS = 5_000;

/** Credentials for SDK clients, or null to let the default chain decide. Whoever shares them shares one session. */
export function credentialsFor(access: AwsAccess, purpose: Purpose): Credentials | null {
  const { keys, roleArn, writeRoleArn, webIdentity } = access.identity;
  if (keys !== null) return { ...keys };
  if (roleArn === null || webIdentity === null) return null;
  const arn = purpose.act === 'write' ? (writeRoleArn ?? roleArn) : roleArn;
  return kept(access.clock, () => assume(access, { arn, session: sessionName(purpose.act === 'write' ? purpose.who : null), token: webIdentity }));
}

/** A session name AWS accepts: `ferry`, or `ferry-` and the person's id. */
export function sessionName(who: string | null): string {
  const person = (who ?? '').replace(/[^\w+=,.@-]/g, '');
  return (person === '' ? 'ferry' : `ferry-${person}`).slice(0, 64);
}

/** One renewal at a time, and none before it is due. */
function kept(clock: Clock, renew: () => Promise<Assumed>): () => Promise<Assumed> {
  let current: Promise<Assumed> | null = null;
  let until = 0;
  return async () => {
    if (current === null || clock.now() >= until) {
      until = Number.POSITIVE_INFINITY;
      current = renew();
    }
    const mine = current;
    try {
      const assumed = await mine;
      if (mine === current) until = assumed.expiration.getTime() - RENEW_BEFORE_MS;
      return assumed;
    } catch (error) {
      // What failed is not kept: the next call tries again.
      if (mine === current) current = null;
      throw error;
    }
  };
}

/** The token is asked for anew at every renewal: one that was kept would have ended by then. Nothing was sent to EC2 yet, whatever goes wrong here. */
async function assume(access: AwsAccess, role: Role): Promise<Assumed> {
  const token = await role.token().catch((error: unknown) => {
    throw new CloudError({ kind: 'forbidden', operation: 'entra:GetToken', message: 'no Entra token for AWS could be had', cause: error });
  });
  const client = stsClient(access, null);
  try {
    const command = new AssumeRoleWithWebIdentityCommand({ RoleArn: role.arn, RoleSessionName: role.session, WebIdentityToken: token, DurationSeconds: SESSION_SECONDS });
    const { Credentials: given } = await client.send(command, { abortSignal: AbortSignal.timeout(access.deadlineMs) });
    return { accessKeyId: given?.AccessKeyId ?? '', secretAccessKey: given?.SecretAccessKey ?? '', sessionToken: given?.SessionToken ?? '', expiration: given?.Expiration ?? new Date(0) };
  } catch (error) {
    throw cloudError(error, { operation: OPERATION, write: false });
  } finally {
    client.destroy();
  }
}

/** A client of the token service; without credentials for what needs none. */
export function stsClient(access: AwsAccess, credentials: Credentials | null): STSClient {
  const { sts } = access.endpoints;
  const requestHandler = new NodeHttpHandler({ connectionTimeout: Math.min(CONNECT_MS, access.deadlineMs), requestTimeout: access.deadlineMs, throwOnRequestTimeout: true });
  return new STSClient({ region: access.region, requestHandler, ...(credentials === null ? {} : { credentials }), ...(sts === null ? {} : { endpoint: sts }) });
}
