// What SSM knows of the systems inside machines: the agent's report, and the programs it has listed.
import { paginateDescribeInstanceInformation, paginateGetInventory, type InstanceInformation, type InventoryResultEntity } from '@aws-sdk/client-ssm';
import type { GuestReport, Software } from '../../../domain/machine.ts';
import { allPages, inChunks } from '../batch.ts';
import { failureOf, idsOf, known, type PartReader } from './part.ts';

// SSM's largest page, and as many values as fit on it.
const GUESTS_PER_CALL = 50;
// SSM takes this many values in one filter of its inventory.
const INVENTORIES_PER_CALL = 40;
const PROGRAMS = 'AWS:Application';

/** Reads the agents' reports; a machine that SSM does not manage has none. */
export const readGuests: PartReader<'guest'> = async (reading, instances) => {
  const answers = await inChunks(reading, {
    operation: 'ssm:DescribeInstanceInformation',
    keys: idsOf(instances),
    size: GUESTS_PER_CALL,
    read: (ids) => allPages(paginateDescribeInstanceInformation({ client: reading.readers.ssm, pageSize: GUESTS_PER_CALL }, { Filters: [{ Key: 'InstanceIds', Values: ids }] }, { abortSignal: reading.signal() }), (page) => page.InstanceInformationList),
  });
  const guests = new Map(answers.answers.map((info) => [info.InstanceId ?? '', guestOf(info)]));
  return (instance) => {
    const id = instance.InstanceId ?? '';
    return failureOf(answers, [id]) ?? known(guests.get(id) ?? null);
  };
};

/** Reads the programs that SSM's inventory lists; a machine without an inventory has none. */
export const readSoftware: PartReader<'software'> = async (reading, instances) => {
  const answers = await inChunks(reading, {
    operation: 'ssm:GetInventory',
    keys: idsOf(instances),
    size: INVENTORIES_PER_CALL,
    read: (ids) =>
      allPages(
        paginateGetInventory(
          { client: reading.readers.ssm, pageSize: GUESTS_PER_CALL },
          { Filters: [{ Key: 'AWS:InstanceInformation.InstanceId', Values: ids, Type: 'Equal' }], ResultAttributes: [{ TypeName: PROGRAMS }] },
          { abortSignal: reading.signal() },
        ),
        (page) => page.Entities,
      ),
  });
  const software = new Map(answers.answers.map((entity) => [entity.Id ?? '', softwareOf(entity)]));
  return (instance) => {
    const id = instance.InstanceId ?? '';
    return failureOf(answers, [id]) ?? known(software.get(id) ?? null);
  };
};

/** What SSM knows of the guest. */
export function guestOf(info: InstanceInformation): GuestReport {
  return {
    platformType: info.PlatformType ?? '',
    platformName: info.PlatformName ?? '',
    platformVersion: info.PlatformVersion ?? '',
    computerName: info.ComputerName || null,
    online: info.PingStatus === 'Online',
    lastPing: info.LastPingDateTime?.getTime() ?? null,
  };
}

// An inventory that was never collected is not an empty one.
function softwareOf(entity: InventoryResultEntity): readonly Software[] | null {
  const listed = entity.Data?.[PROGRAMS];
  if (listed === undefined) return null;
  return (listed.Content ?? []).map((program) => ({ name: program['Name'] ?? '', version: program['Version'] ?? '' }));
}
