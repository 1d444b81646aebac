// Reads what the checks need of many machines: the instances first, then each wanted kind of facts once for all of them, side by side.
import type { Instance } from '@aws-sdk/client-ec2';
import type { InstanceId } from '../../domain/ids.ts';
import { SOURCE_PARTS, type MachineFacts, type SourcePart, type Unread } from '../../domain/machine.ts';
import type { FactRequest, SourceCloud } from '../../ports/source.ts';
import { patiently, type Reading } from './batch.ts';
import { describeByIds } from './describe.ts';
import { machineOf } from './machines.ts';
import { ownFacts } from './own-facts.ts';
import { readDisks } from './parts/disks.ts';
import { readGuests, readSoftware } from './parts/guest.ts';
import { readHardware } from './parts/hardware.ts';
import { readImages } from './parts/image.ts';
import { readAcls, readRoutes, readSubnets } from './parts/network.ts';
import type { PartReader } from './parts/part.ts';
import { readProtection } from './parts/protection.ts';
import { readRules } from './parts/rules.ts';
import { readStatus } from './parts/status.ts';

const READERS: { readonly [K in SourcePart]: PartReader<K> } = {
  disks: readDisks,
  rules: readRules,
  image: readImages,
  guest: readGuests,
  software: readSoftware,
  hardware: readHardware,
  status: readStatus,
  protection: readProtection,
  subnet: readSubnets,
  acl: readAcls,
  routes: readRoutes,
};

const NOT_ASKED: Unread = { known: false, why: 'it was not read this time' };

/** The machines that exist with the wanted parts, and the ids that AWS does not know. */
export async function readFacts(reading: Reading, request: FactRequest): ReturnType<SourceCloud['facts']> {
  const readAt = reading.clock.now();
  const ids = [...new Set(request.ids)];
  const instances = await describeByIds(reading, ids, (read) => patiently(reading, 'ec2:DescribeInstances', read));
  const shares = await readParts(reading, request.parts, instances);
  const found = new Map<string, MachineFacts>();
  for (const instance of instances) {
    const machine = machineOf(instance);
    if (machine !== null) found.set(machine.instanceId, { ...machine, readAt, ...ownFacts(instance), ...shares(instance) });
  }
  const inOrder = ids.map((id) => ({ id, facts: found.get(id) ?? null }));
  return { machines: inOrder.map(({ facts }) => facts).filter((facts) => facts !== null), missing: inOrder.filter(({ facts }) => facts === null).map(({ id }): InstanceId => id) };
}

type Parts = Pick<MachineFacts, SourcePart>;

async function readParts(reading: Reading, wanted: ReadonlySet<SourcePart>, instances: readonly Instance[]): Promise<(instance: Instance) => Parts> {
  const shares = await Promise.all(SOURCE_PARTS.map(async (part) => [part, wanted.has(part) && instances.length > 0 ? await READERS[part](reading, instances) : () => NOT_ASKED] as const));
  return (instance) => Object.fromEntries(shares.map(([part, share]) => [part, share(instance)])) as Parts;
}
