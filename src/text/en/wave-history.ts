/** One English sentence for every event of a wave, and for what a request for a wave goes through. */
import type { ApprovalEvent } from '../../domain/approval/types.ts';
import type { WaveEvent, WaveMember } from '../../domain/wave/types.ts';
import { named, quoted } from '../neutral.ts';
import { windowText } from '../window.ts';
import { planLines } from './wave-plan.ts';

type Told = WaveEvent | Extract<ApprovalEvent, { type: 'MachineSettled' | 'MachineReturned' | 'RemovalsForbidden' }>;
type Lines = { readonly [T in Told['type']]: (e: Extract<Told, { type: T }>) => string };

const settled = { left: 'is taken out of the run', failed: 'failed', done: 'runs in Azure' } as const;

function names(members: readonly WaveMember[]): string {
  const shown = members.slice(0, 10).map((m) => `${named(m.name)} (group ${m.group})`).join(', ');
  return members.length > 10 ? `${shown} and ${members.length - 10} more` : shown;
}

function reason(text: string): string {
  return text === '' ? '' : `: ${quoted(text)}`;
}

export const waveLines: Lines = {
  ...planLines,
  WaveCreated: (e) => `Created wave ${named(e.wave.name)} with ${e.wave.members.length} machines`,
  MachinesAdded: (e) => `Added ${names(e.members)}`,
  MachinesRemoved: (e) => `Took out ${e.instanceIds.length === 1 ? named(e.instanceIds[0] ?? '') : `${e.instanceIds.length} machines`}${e.to === undefined ? '' : ', moved to another wave'}${reason(e.reason)}`,
  MachinesRegrouped: (e) => `Put in order: ${names(e.members)}`,
  WaveWindowSet: (e) => (e.window === null ? 'Took the window of the wave back' : `Set the window of the wave to ${windowText(e.window)}`),
  WaveOrderSet: (e) => (e.after.length === 0 ? 'The wave waits for no other wave' : `The wave comes after ${e.after.map(named).join(', ')}`),
  WaveChanged: (e) => `Changed the wave: ${Object.keys(e.change).join(', ')}`,
  WaveClosed: (e) => `Closed the wave${reason(e.reason)}`,
  WaveReopened: (e) => `Opened the wave again${reason(e.reason)}`,
  MachineSettled: (e) => `${named(e.machine)} ${settled[e.state]}${reason(e.why)}`,
  MachineReturned: (e) => `${named(e.machine)} takes part in the run again`,
  RemovalsForbidden: (e) => `${named(e.by.name)} does not allow machines to be taken out without asking anew`,
};
