/** The wiring of both clouds, apart from the rest because each brings a large SDK: they are loaded when a cloud is first asked. */
import { onFirstUse } from './adapters/on-first-use.ts';
import { measuredCloud } from './adapters/telemetry/measured.ts';
import type { Config } from './config.ts';
import { SECOND } from './domain/time.ts';
import type { Clock } from './ports/clock.ts';
import type { Directory } from './ports/directory.ts';
import type { ActivityLog, Replication } from './ports/replication.ts';
import type { SourceCloud, SourceProbe } from './ports/source.ts';
import type { TargetCloud } from './ports/target.ts';
import type { Log, Meter } from './ports/telemetry.ts';

export type Clouds = { readonly source: SourceCloud; readonly replication: Replication; readonly target: TargetCloud; readonly activity: ActivityLog; readonly directory: Directory; readonly probe: SourceProbe };

type Basics = { readonly config: Config; readonly log: Log; readonly clock: Clock };
/** Without a meter nothing is measured. */
type Measured = Basics & { readonly telemetry?: { readonly meter: Meter } };

/** One request to a cloud with its repetitions. */
const DEADLINE_MS = 30 * SECOND;
/** One group with all its pages: people wait for it in the middle of a turn. */
const GROUP_DEADLINE_MS = 8 * SECOND;

/** The ports of AWS, Azure and Entra. */
export function makeClouds(b: Measured): Clouds {
  const clouds = lazyClouds(b);
  if (b.telemetry === undefined) return clouds;
  const by = { meter: b.telemetry.meter, clock: b.clock };
  return {
    source: measuredCloud(clouds.source, 'aws', by),
    probe: measuredCloud(clouds.probe, 'aws', by),
    replication: measuredCloud(clouds.replication, 'azure', by),
    target: measuredCloud(clouds.target, 'azure', by),
    activity: measuredCloud(clouds.activity, 'azure', by),
    directory: measuredCloud(clouds.directory, 'entra', by),
  };
}

function lazyClouds(b: Basics): Clouds {
  return {
    source: onFirstUse({ list: true, power: true, facts: true, churn: true, mayAddRule: true, addRule: true, stop: true, start: true }, () => sourceFrom(b)),
    replication: onFirstUse(
      {
        ...{ list: true, item: true, job: true, infrastructure: true, vault: true, discovered: true, offeredSizes: true },
        ...{ createPolicy: true, usePolicy: true, enable: true, testFailover: true, cleanUpTestFailover: true, failover: true, complete: true, resumeJob: true },
        ...{ plans: true, plan: true, savePlan: true, testFailoverPlan: true, cleanUpTestFailoverPlan: true, failoverPlan: true },
      },
      () => replicationFrom(b),
    ),
    target: onFirstUse(
      {
        ...{ resourceGroups: true, networks: true, nsgs: true, sizes: true, quotas: true, names: true, cacheAccount: true },
        ...{ locks: true, policies: true, permissions: true, vm: true, deallocate: true },
      },
      () => targetFrom(b),
    ),
    activity: onFirstUse({ ofItem: true }, () => activityFrom(b)),
    directory: onFirstUse({ members: true }, () => directoryFrom(b)),
    probe: onFirstUse({ identity: true, mayStop: true, mayStart: true }, () => probeFrom(b)),
  };
}

async function sourceFrom(b: Basics): Promise<SourceCloud> {
  const { makeSourceCloud } = await import('./adapters/aws/source-cloud.ts');
  return makeSourceCloud({ ...(await awsFrom(b)), log: b.log });
}

async function probeFrom(b: Basics): Promise<SourceProbe> {
  const [{ makeSourceProbe }, { accessOf }] = await Promise.all([import('./adapters/aws/probe.ts'), import('./adapters/aws/source-cloud.ts')]);
  return makeSourceProbe(accessOf(await awsFrom(b)));
}

async function awsFrom({ config: { aws, azure }, clock }: Basics) {
  const { makeWebIdentity } = await import('./adapters/azure/credential.ts');
  const webIdentity = aws.tokenAudience === null ? null : makeWebIdentity({ audience: aws.tokenAudience, clientId: azure.clientId });
  return { region: aws.region, endpoints: aws.endpoints, roleArn: aws.roleArn, writeRoleArn: aws.writeRoleArn, webIdentity, deadlineMs: DEADLINE_MS, clock };
}

async function replicationFrom(b: Basics): Promise<Replication> {
  const { makeReplication } = await import('./adapters/azure/replication.ts');
  const { vaultResourceGroup, vaultName } = b.config.scope;
  return makeReplication({ ...(await armFrom(b)), vaultResourceGroup, vaultName, log: b.log });
}

async function targetFrom(b: Basics): Promise<TargetCloud> {
  const { makeTargetCloud } = await import('./adapters/azure/target.ts');
  return makeTargetCloud({ ...(await armFrom(b)), location: b.config.scope.location });
}

async function activityFrom(b: Basics): Promise<ActivityLog> {
  const { makeActivityLog } = await import('./adapters/azure/activity-log.ts');
  const { vaultResourceGroup, vaultName } = b.config.scope;
  return makeActivityLog({ ...(await armFrom(b)), vaultResourceGroup, vaultName });
}

async function directoryFrom({ config: { graph, azure }, clock }: Basics): Promise<Directory> {
  const [{ makeDirectory }, { rememberMembers }, { makeArmCredential }] = await Promise.all([import('./adapters/graph/directory.ts'), import('./adapters/graph/remembered.ts'), import('./adapters/azure/credential.ts')]);
  const credential = makeArmCredential({ endpoint: graph.endpoint, clientId: azure.clientId });
  return rememberMembers(makeDirectory({ endpoint: graph.endpoint, credential, deadlineMs: GROUP_DEADLINE_MS, clock }), clock);
}

async function armFrom({ config: { azure, scope }, clock }: Basics) {
  const { makeArmCredential } = await import('./adapters/azure/credential.ts');
  const credential = makeArmCredential({ endpoint: azure.endpoint, clientId: azure.clientId });
  return { subscriptionId: scope.subscriptionId, endpoint: azure.endpoint, credential, deadlineMs: DEADLINE_MS, clock };
}

/** Azure's databases for PostgreSQL take a token for this audience as the password. */
const DATABASE_AUDIENCE = 'https://ossrdbms-aad.database.windows.net';

/** Gives the password of the moment for a database that takes Entra identities. */
export async function databaseTokens(clientId: string | null): Promise<() => Promise<string>> {
  const { makeWebIdentity } = await import('./adapters/azure/credential.ts');
  return makeWebIdentity({ audience: DATABASE_AUDIENCE, clientId });
}
