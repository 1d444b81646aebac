import type { MachineRow } from '../usecases/types.ts';
import type { Words } from '../text/en.ts';
import { clip } from '../text/neutral.ts';
import { icon } from './standing.ts';

/** Name, id and address of a machine in one line. */
export function identity(row: MachineRow, words: Words): string {
  const { name, instanceId, privateIp } = row.machine;
  return `${clip(name, 48)} · ${instanceId} · ${privateIp ?? words.cards.machines.noIp}`;
}

/** Power, type and system of a machine in one line. */
export function make(row: MachineRow, words: Words): string {
  const { power, instanceType, platformDetails } = row.machine;
  return `${words.state.power[power]} · ${clip(instanceType, 24)} · ${clip(platformDetails, 40)}`;
}

/** Whether and how the machine replicates, in words. */
export function replicationState(row: MachineRow, words: Words): string {
  if (row.migration !== null) return `${icon(row.migration)} ${words.state.state(row.migration)}`;
  return row.item === null ? words.cards.machines.notReplicated : `⚠ ${words.cards.machines.outside(clip(row.item.protectionText, 60))}`;
}
