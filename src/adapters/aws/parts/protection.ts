// The attributes that guard an instance: the only facts that cost calls per machine.
import { DescribeInstanceAttributeCommand, type InstanceAttributeName } from '@aws-sdk/client-ec2';
import type { Protection, Read } from '../../../domain/machine.ts';
import { patiently, unread, type Reading } from '../batch.ts';
import { idsOf, known, type PartReader } from './part.ts';

const SIDE_BY_SIDE = 5;
const OPERATION = 'ec2:DescribeInstanceAttribute';

/** Reads three attributes of each machine, a few machines at a time. User data is an attribute too, may hold secrets, and is never asked for. */
export const readProtection: PartReader<'protection'> = async (reading, instances) => {
  const read = new Map<string, Read<Protection>>();
  const waiting = [...idsOf(instances)];
  const work = async (): Promise<void> => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) read.set(id, await protectionOf(reading, id));
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work));
  return (instance) => read.get(instance.InstanceId ?? '') ?? { known: false, why: `AWS named no instance (${OPERATION})` };
};

async function protectionOf(reading: Reading, id: string): Promise<Read<Protection>> {
  const ask = (attribute: InstanceAttributeName) =>
    patiently(reading, OPERATION, () => reading.readers.ec2.send(new DescribeInstanceAttributeCommand({ InstanceId: id, Attribute: attribute }), { abortSignal: reading.signal() }));
  try {
    const termination = await ask('disableApiTermination');
    const stop = await ask('disableApiStop');
    const behaviour = await ask('instanceInitiatedShutdownBehavior');
    return known({
      termination: termination.DisableApiTermination?.Value === true,
      stop: stop.DisableApiStop?.Value === true,
      shutdownBehaviour: behaviour.InstanceInitiatedShutdownBehavior?.Value === 'terminate' ? 'terminate' : 'stop',
    });
  } catch (error) {
    return unread(error, OPERATION);
  }
}
