import type { MachineRow } from '../usecases/types.ts';
import type { Words } from '../text/en.ts';
import { clip } from '../text/neutral.ts';
import { icon } from './standing.ts';

/** What tells the machine from others, in one line: id, address, type, system. */
export function identity(row: MachineRow, words: Words): string {
  const { instanceId, privateIp, instanceType, platformDetails } = row.machine;
  return `${instanceId} · ${privateIp ?? words.cards.machines.noIp} · ${clip(instanceType, 24)} · ${clip(platformDetails, 40)}`;
}

/** How the machine replicates, and whether it runs, in one line. */
export function stateLine(row: MachineRow, words: Words): string {
  return `${replicationState(row, words)} · ${words.state.power[row.machine.power]}`;
}

function replicationState(row: MachineRow, words: Words): string {
  if (row.migration !== null) return `${icon(row.migration)} ${words.state.state(row.migration)}`;
  return row.item === null ? words.cards.machines.notReplicated : words.cards.machines.outside(clip(row.item.protectionText, 60));
}
