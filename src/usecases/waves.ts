import type { Selection } from '../domain/check-run.ts';
import type { Machine } from '../domain/machine.ts';
import { waveKey, waveOf, wavesOf } from '../domain/waves.ts';
import type { Deps } from './deps.ts';
import { OWN_MACHINES } from './gather/profile.ts';
import { makeInventory } from './inventory.ts';
import type { MachineRow, UseCases } from './types.ts';

/** The use cases that answer "which machines belong together". */
export function makeWaves(d: Deps): Pick<UseCases, 'waves' | 'selected' | 'waveNamed'> {
  const { inventory } = makeInventory(d);

  /** Ferry's own appliance and configuration server are not to be moved. */
  async function movable(): Promise<readonly MachineRow[]> {
    const [{ rows }, own] = await Promise.all([inventory({ fresh: false }), d.store.note(OWN_MACHINES)]);
    const names = new Set(ownNames(own));
    return rows.filter(({ machine }) => machine.instanceId !== d.scope.applianceInstanceId && !names.has(machine.name.toLowerCase()));
  }

  async function waves() {
    const machines = (await movable()).map((r) => r.machine);
    return wavesOf(machines, d.scope.waveTag).map((w) => ({ wave: w.name, machines: w.machines.length }));
  }

  async function waveNamed(text: string): Promise<string | null> {
    const key = waveKey(text);
    return (await waves()).find((w) => waveKey(w.wave) === key)?.wave ?? null;
  }

  return { waves, waveNamed, selected: async (selection) => (await movable()).filter(({ machine }) => belongs(machine, selection, d.scope.waveTag)) };
}

function belongs(machine: Machine, selection: Selection, tag: string): boolean {
  if (selection.kind === 'all') return true;
  const wave = waveOf(machine, tag);
  return wave !== null && waveKey(wave) === waveKey(selection.wave);
}

/** Names of the vault's own servers, as they were last seen. */
function ownNames(note: string | null): readonly string[] {
  return note === null || note === '' ? [] : note.split('\n');
}
