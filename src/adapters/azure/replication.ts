// Site Recovery of one vault behind the port: reads that repeat, writes that are sent once and never polled.
import type { SiteRecoveryManagementClient } from '@azure/arm-recoveryservices-siterecovery';
import type { TokenCredential } from '@azure/identity';
import type { JobId } from '../../domain/ids.ts';
import type { OfferedSize } from '../../domain/infrastructure.ts';
import type { Item, ItemSummary, JobSummary } from '../../domain/observation.ts';
import type { Instant } from '../../domain/time.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Replication } from '../../ports/replication.ts';
import type { Log } from '../../ports/telemetry.ts';
import { CloudError } from '../../ports/trouble.ts';
import { makeArmAccess } from './access.ts';
import { API_VERSIONS } from './api-versions.ts';
import { makeSiteRecoveryClient } from './client.ts';
import { cloudError } from './errors.ts';
import { readInfrastructure } from './infrastructure.ts';
import { itemOf, summaryOf } from './items.ts';
import { jobOf, jobSummaryOf } from './jobs.ts';
import { orNull } from './or-null.ts';
import { makePlaces, type Places } from './place.ts';
import { makePlans } from './plans.ts';
import type { Place, Reader } from './providers/provider.ts';
import { makeRawArm, type RawArm } from './raw-arm.ts';
import { offeredSizeSchema, vaultSchema } from './vault-schemas.ts';
import { makeWatch, type Watch } from './watch.ts';
import { makeWrites } from './writes.ts';

/** What {@link makeReplication} needs. */
export type ReplicationOptions = {
  readonly subscriptionId: string;
  readonly vaultResourceGroup: string;
  readonly vaultName: string;
  /** `https://management.azure.com`, or a loopback address of the sandbox. */
  readonly endpoint: string;
  /** Null only for a loopback endpoint. */
  readonly credential: TokenCredential | null;
  /** Longest time for one request with its repetitions. */
  readonly deadlineMs: number;
  readonly clock: Clock;
  readonly log: Log;
};

type Deps = { readonly o: ReplicationOptions; readonly client: SiteRecoveryManagementClient; readonly raw: RawArm; readonly places: Places };

/** Site Recovery, one vault. */
export function makeReplication(o: ReplicationOptions): Replication {
  const access = makeArmAccess(o);
  const client = makeSiteRecoveryClient(access, o.subscriptionId, 'reads');
  const places = makePlaces({ client, vault: o.vaultName, resourceGroup: o.vaultResourceGroup, clock: o.clock });
  const deps: Deps = { o, client, raw: makeRawArm(access), places };
  const listJobs = makeJobLister(deps);
  const writes = { client: makeSiteRecoveryClient(access, o.subscriptionId, 'writes'), places, clock: o.clock, log: o.log };
  return {
    list: (since) => list(deps, since, listJobs),
    item: (name) => readItem(deps, name),
    job: (id) => readJob(deps, id),
    async infrastructure() {
      const watch = makeWatch(o.clock);
      const value = await places.at((place) => readInfrastructure(readerAt(deps, place), { watch, clock: o.clock }));
      return { asOf: watch.asOf(), value };
    },
    vault: () => readVault(deps),
    offeredSizes: (itemName) => places.at((place) => readOfferedSizes(deps, place, itemName)),
    discovered: () => places.at((place) => reading(deps, 'replicationProtectableItems.list', () => place.provider.discovered(readerAt(deps, place)))),
    ...makeWrites(writes),
    ...makePlans({ reads: client, writes, vault: { name: o.vaultName, resourceGroup: o.vaultResourceGroup, subscriptionId: o.subscriptionId } }),
  };
}

function readerAt(deps: Deps, place: Place): Reader {
  return { client: deps.client, raw: deps.raw, place };
}

// Reading and understanding fail alike: whatever goes wrong leaves as a CloudError.
async function reading<T>(deps: Deps, operation: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw cloudError(error, { operation, write: false, clock: deps.o.clock });
  }
}

type JobLister = (since: Instant, watch: Watch) => Promise<readonly JobSummary[]>;

async function list(deps: Deps, since: Instant, listJobs: JobLister): ReturnType<Replication['list']> {
  const watch = makeWatch(deps.o.clock);
  const items = await listItems(deps, watch);
  const jobs = await listJobs(since, watch);
  return { asOf: watch.asOf(), value: { items, jobs, calls: watch.calls() } };
}

function listItems(deps: Deps, watch: Watch): Promise<readonly ItemSummary[]> {
  const { client, o } = deps;
  return reading(deps, 'replicationProtectedItems.list', async () => {
    const items: ItemSummary[] = [];
    for await (const answer of client.replicationProtectedItems.list(o.vaultName, o.vaultResourceGroup, { onResponse: watch.onResponse })) {
      const item = summaryOf(answer);
      if (item !== null) items.push(item);
    }
    return items;
  });
}

// What the service accepts as a filter on jobs is not documented: its own tools write "eq" and mean "from then on".
function makeJobLister(deps: Deps): JobLister {
  const { client, o } = deps;
  let filtering = true;
  const read = (filter: string | null, watch: Watch): Promise<readonly JobSummary[]> =>
    reading(deps, 'replicationJobs.list', async () => {
      const jobs: JobSummary[] = [];
      const options = { onResponse: watch.onResponse, ...(filter === null ? {} : { filter }) };
      for await (const answer of client.replicationJobs.list(o.vaultName, o.vaultResourceGroup, options)) jobs.push(jobSummaryOf(answer));
      return jobs;
    });
  const readFiltered = async (since: Instant, watch: Watch): Promise<readonly JobSummary[]> => {
    if (!filtering) return read(null, watch);
    try {
      return await read(`StartTime eq '${new Date(since).toISOString()}'`, watch);
    } catch (error) {
      if (!(error instanceof CloudError) || error.kind !== 'invalid') throw error;
      filtering = false;
      o.log.warn({ vault: o.vaultName, code: error.code }, 'the vault refuses the filter on jobs; all jobs are read from now on');
      return read(null, watch);
    }
  };
  return async (since, watch) => (await readFiltered(since, watch)).filter((job) => job.startedAt === null || job.startedAt >= since);
}

function readItem(deps: Deps, name: string): ReturnType<Replication['item']> {
  const { client, o, places } = deps;
  const watch = makeWatch(o.clock);
  const read = (place: Place): Promise<Item | null> =>
    reading(deps, 'replicationProtectedItems.get', async () =>
      itemOf(await client.replicationProtectedItems.get(o.vaultName, o.vaultResourceGroup, place.fabric, place.container, name, { onResponse: watch.onResponse })),
    );
  return orNull(watch, () => places.at(read));
}

function readJob(deps: Deps, id: JobId): ReturnType<Replication['job']> {
  const { client, o } = deps;
  const watch = makeWatch(o.clock);
  return orNull(watch, () => reading(deps, 'replicationJobs.get', async () => jobOf(await client.replicationJobs.get(o.vaultName, o.vaultResourceGroup, id, { onResponse: watch.onResponse }))));
}

async function readVault({ o, raw }: Deps): ReturnType<Replication['vault']> {
  const group = `/subscriptions/${encodeURIComponent(o.subscriptionId)}/resourceGroups/${encodeURIComponent(o.vaultResourceGroup)}`;
  const path = `${group}/providers/Microsoft.RecoveryServices/vaults/${encodeURIComponent(o.vaultName)}`;
  return (await raw.get({ path, apiVersion: API_VERSIONS.vaults, operation: 'vaults.get' }, vaultSchema)).value;
}

function readOfferedSizes(deps: Deps, place: Place, itemName: string): ReturnType<Replication['offeredSizes']> {
  const { client, o } = deps;
  return reading(deps, 'targetComputeSizes.list', async () => {
    const sizes: OfferedSize[] = [];
    for await (const answer of client.targetComputeSizes.listByReplicationProtectedItems(o.vaultName, o.vaultResourceGroup, place.fabric, place.container, itemName)) {
      sizes.push(offeredSizeSchema.parse(answer));
    }
    return sizes;
  });
}
