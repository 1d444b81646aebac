// How much machines write, from CloudWatch's figures for their volumes.
import { GetMetricDataCommand, paginateGetMetricData, type CloudWatchClient, type MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import type { InstanceId } from '../../domain/ids.ts';
import type { MachineFacts } from '../../domain/machine.ts';
import { DAY, type Instant } from '../../domain/time.ts';
import { cloudError } from './errors.ts';

// CloudWatch takes this many queries in one question.
const QUERIES_PER_CALL = 500;
const DAYS = 7;
const DAY_SECONDS = 86_400;

type Churning = { readonly client: CloudWatchClient; readonly now: Instant; readonly signal: () => AbortSignal };

/** Bytes that each machine's volumes take in a day, averaged over the last seven whole days; machines without a single figure are left out. */
export async function readChurn(o: Churning, machines: readonly MachineFacts[]): Promise<ReadonlyMap<InstanceId, number>> {
  const volumes = machines.flatMap((m) => (m.disks.known ? m.disks.value.map((disk) => ({ owner: m.instanceId, volumeId: disk.volumeId })) : []));
  const churn = new Map<InstanceId, number>();
  for (let from = 0; from < volumes.length; from += QUERIES_PER_CALL) {
    const chunk = volumes.slice(from, from + QUERIES_PER_CALL);
    const averages = await averagesOf(o, chunk.map(({ volumeId }) => volumeId));
    for (const [index, average] of averages) {
      const owner = chunk[index]?.owner;
      if (owner !== undefined) churn.set(owner, (churn.get(owner) ?? 0) + average);
    }
  }
  return churn;
}

async function averagesOf(o: Churning, volumeIds: readonly string[]): Promise<ReadonlyMap<number, number>> {
  const end = Math.floor(o.now / DAY) * DAY;
  const values = new Map<number, number[]>();
  try {
    const question = { StartTime: new Date(end - DAYS * DAY), EndTime: new Date(end), MetricDataQueries: volumeIds.map(queryFor) } satisfies GetMetricDataCommand['input'];
    for await (const page of paginateGetMetricData({ client: o.client }, question, { abortSignal: o.signal() })) {
      for (const result of page.MetricDataResults ?? []) {
        const index = Number((result.Id ?? '').slice(1));
        values.set(index, [...(values.get(index) ?? []), ...(result.Values ?? [])]);
      }
    }
  } catch (error) {
    throw cloudError(error, { operation: 'cloudwatch:GetMetricData', write: false });
  }
  const known = [...values].filter(([, days]) => days.length > 0);
  return new Map(known.map(([index, days]) => [index, days.reduce((sum, bytes) => sum + bytes, 0) / days.length]));
}

// Ids have to begin with a small letter.
function queryFor(volumeId: string, index: number): MetricDataQuery {
  return { Id: `v${index}`, MetricStat: { Metric: { Namespace: 'AWS/EBS', MetricName: 'VolumeWriteBytes', Dimensions: [{ Name: 'VolumeId', Value: volumeId }] }, Period: DAY_SECONDS, Stat: 'Sum' } };
}
