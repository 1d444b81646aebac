// Who Ferry is for AWS: given keys, a role taken on with an Entra token, or whatever the SDK's default chain finds.
import type { EC2ClientConfig } from '@aws-sdk/client-ec2';
import { fromWebToken } from '@aws-sdk/credential-providers';

/** Plain keys, as the sandbox takes them. */
export type AwsKeys = { readonly accessKeyId: string; readonly secretAccessKey: string };

/** Where and as whom to call. */
export type AwsAccess = {
  readonly region: string;
  readonly endpoints: { readonly ec2: string | null; readonly ssm: string | null; readonly sts: string | null; readonly cloudwatch: string | null };
  readonly deadlineMs: number;
  /** The ways to be somebody, tried in this order; with none of them the SDK looks around by itself. */
  readonly identity: { readonly keys: AwsKeys | null; readonly roleArn: string | null; readonly webIdentity: (() => Promise<string>) | null };
};

type Credentials = NonNullable<EC2ClientConfig['credentials']>;

const SESSION_SECONDS = 3_600;

/** Credentials for an SDK client, or null to let the default chain decide. `who` is the person behind the calls, shown in CloudTrail. */
export function credentialsFor(access: AwsAccess, who: string | null): Credentials | null {
  const { keys, roleArn, webIdentity } = access.identity;
  if (keys !== null) return { ...keys };
  if (roleArn === null || webIdentity === null) return null;
  const { sts } = access.endpoints;
  const clientConfig = { region: access.region, ...(sts === null ? {} : { endpoint: sts }) };
  // The token is asked for anew at every renewal: one that was kept would have ended by then.
  return async () => fromWebToken({ roleArn, roleSessionName: sessionName(who), webIdentityToken: await webIdentity(), durationSeconds: SESSION_SECONDS, clientConfig })();
}

/** A session name AWS accepts: `ferry`, or `ferry-` and the person's id. */
export function sessionName(who: string | null): string {
  const person = (who ?? '').replace(/[^\w+=,.@-]/g, '');
  return (person === '' ? 'ferry' : `ferry-${person}`).slice(0, 64);
}
