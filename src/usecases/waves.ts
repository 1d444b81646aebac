import type { Selection } from '../domain/check-run.ts';
import type { Wave } from '../domain/wave/types.ts';
import { waveKey, waveNames, wavesOf } from '../domain/waves.ts';
import type { Deps } from './deps.ts';
import { OWN_MACHINES } from './gather/profile.ts';
import { makeInventory } from './inventory.ts';
import type { MachineRow, UseCases } from './types.ts';

/** The use cases that answer "which machines belong together": Ferry's own waves first, then what tags say. */
export function makeWaves(d: Deps): Pick<UseCases, 'waves' | 'selected' | 'waveNamed'> {
  async function waves() {
    const machines = (await movable(d)).map((r) => r.machine);
    return wavesOf(machines, await sourcesOf(d)).map((w) => ({ wave: w.name, machines: w.machines.length }));
  }

  async function waveNamed(text: string): Promise<string | null> {
    const key = waveKey(text);
    return (await waves()).find((w) => waveKey(w.wave) === key)?.wave ?? null;
  }

  async function selected(selection: Selection): Promise<readonly MachineRow[]> {
    const rows = await movable(d);
    if (selection.kind === 'all') return rows;
    const nameOf = waveNames(await sourcesOf(d));
    const key = waveKey(selection.wave);
    return rows.filter(({ machine }) => isKey(nameOf(machine), key));
  }

  return { waves, waveNamed, selected };
}

/** The machines that AWS lists, without Ferry's own appliance and configuration server: those are not to be moved. */
export async function movable(d: Deps): Promise<readonly MachineRow[]> {
  const [{ rows }, own] = await Promise.all([makeInventory(d).inventory({ fresh: false }), d.store.note(OWN_MACHINES)]);
  const names = new Set(ownNames(own));
  return rows.filter(({ machine }) => machine.instanceId !== d.scope.applianceInstanceId && !names.has(machine.name.toLowerCase()));
}

type Kept = Pick<Deps, 'store'> & { readonly scope: Pick<Deps['scope'], 'name' | 'waveTag'> };

/** The open waves that Ferry keeps for this scope. */
export async function ownWaves(d: Pick<Deps, 'store'> & { readonly scope: Pick<Deps['scope'], 'name'> }): Promise<readonly Wave[]> {
  return [...(await d.store.waves()).values()].map((w) => w.state).filter((w) => w.scope === d.scope.name);
}

/** Where names of waves come from. */
export async function sourcesOf(d: Kept): Promise<{ readonly tag: string; readonly own: readonly Wave[] }> {
  return { tag: d.scope.waveTag, own: await ownWaves(d) };
}

function isKey(wave: string | null, key: string): boolean {
  return wave !== null && waveKey(wave) === key;
}

/** Names of the vault's own servers, as they were last seen. */
function ownNames(note: string | null): readonly string[] {
  return note === null || note === '' ? [] : note.split('\n');
}
