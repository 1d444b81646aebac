// What Site Recovery learns from a source machine when its agent is installed.
import type { SourceDisk, SourceMachine } from '../../world/sources.ts';
import { guidOf } from '../ids.ts';
import type { ItemDisk, ItemNic, SourceFacts } from './model.ts';

/** A wish for one disk, or for all of them when the id is a star. */
export type DiskWish = { readonly id: string; readonly type: string; readonly logAccountId: string };

const gib = 2 ** 30;

const blank: Omit<SourceFacts, 'name' | 'hostname'> = {
  instanceId: null,
  osType: 'Linux',
  osName: '',
  firmware: 'BIOS',
  cores: 2,
  memoryMb: 4096,
  privateIp: '',
};

/** The id the agent gives a disk: its signature in braces. */
export function diskIdOf(disk: SourceDisk): string {
  return `{${Number.parseInt(guidOf(disk.volumeId).slice(0, 8), 16)}}`;
}

function diskName(source: SourceMachine, index: number): string {
  if (source.osType === 'Windows') return `\\\\.\\PHYSICALDRIVE${index}`;
  return `/dev/nvme${index}n1`;
}

/** The disks to replicate; a wish by id takes only that disk. */
export function disksOf(source: SourceMachine, wishes: readonly DiskWish[]): readonly ItemDisk[] {
  return source.disks.flatMap((disk, index) => {
    const id = diskIdOf(disk);
    const wish = wishes.find((candidate) => candidate.id === '*' || candidate.id === id);
    if (wish === undefined) return [];
    return [{ id, name: diskName(source, index), sizeBytes: disk.sizeGiB * gib, isOs: disk.isRoot, type: wish.type, logAccountId: wish.logAccountId }];
  });
}

/** The facts of a machine; one that nobody knows yields a blank machine of that name. */
export function factsOf(source: SourceMachine | null, name: string): SourceFacts {
  if (source === null) return { ...blank, name, hostname: name };
  const { instanceId, osType, osName, firmware, cores, memoryMb, privateIp, hostname } = source;
  return { instanceId, name: source.name, osType, osName, firmware, cores, memoryMb, privateIp, hostname };
}

/** The one network card of a machine. */
export function nicOf(source: SourceMachine | null, targetSubnet: string, testSubnet: string): ItemNic {
  return { id: source?.mac ?? '', sourceIp: source?.privateIp ?? '', selected: true, targetSubnet, targetIp: '', testSubnet, testIp: '' };
}
