// EC2's status checks of machines, and the events it has scheduled for them.
import { DescribeInstanceStatusCommand, type InstanceStatus as Answer } from '@aws-sdk/client-ec2';
import type { InstanceStatus } from '../../../domain/machine.ts';
import { inChunks } from '../batch.ts';
import { failureOf, idsOf, known, type PartReader } from './part.ts';

// EC2 takes this many ids here, and then answers in one page.
const IDS_PER_CALL = 100;

/** Reads the status of every machine, the stopped ones included. */
export const readStatus: PartReader<'status'> = async (reading, instances) => {
  const answers = await inChunks(reading, {
    operation: 'ec2:DescribeInstanceStatus',
    keys: idsOf(instances),
    size: IDS_PER_CALL,
    read: async (ids) => {
      const answer = await reading.readers.ec2.send(new DescribeInstanceStatusCommand({ InstanceIds: ids, IncludeAllInstances: true, IncludeManagedResources: true }), { abortSignal: reading.signal() });
      return answer.InstanceStatuses ?? [];
    },
  });
  const statuses = new Map(answers.answers.map((status) => [status.InstanceId ?? '', statusOf(status)]));
  return (instance) => {
    const id = instance.InstanceId ?? '';
    return failureOf(answers, [id]) ?? known(statuses.get(id) ?? null);
  };
};

/** The status checks in EC2's own words. */
export function statusOf(status: Answer): InstanceStatus {
  return {
    system: status.SystemStatus?.Status ?? null,
    instance: status.InstanceStatus?.Status ?? null,
    ebs: status.AttachedEbsStatus?.Status ?? null,
    events: (status.Events ?? []).map((event) => ({ code: event.Code ?? '', description: event.Description ?? '', notBefore: event.NotBefore?.getTime() ?? null })),
  };
}
