/** In whose thread a machine is told: its wave's, or its own. */
import type { WaveId } from '../domain/ids.ts';
import type { Migration } from '../domain/migration/types.ts';
import { machineRoot } from '../domain/notice/roots.ts';
import type { Wave } from '../domain/wave/types.ts';
import type { Store } from '../ports/store.ts';

/** The wave in whose thread a machine is told; null for a machine with a thread of its own. A wave that was closed goes on telling of its machines. */
export async function threadOf(store: Store, m: Migration): Promise<Wave | null> {
  const open = [...(await store.waves()).values()].find(({ state }) => has(state, m));
  if (open !== undefined) return open.state;
  for (const id of await toldWaves(store)) {
    const closed = await store.wave(id);
    if (closed !== null && has(closed.state, m)) return closed.state;
  }
  return null;
}

/** True when the machine had a thread of its own before it came into a wave: that one is kept up to date. */
export async function hadOwnThread(store: Store, m: Migration): Promise<boolean> {
  return (await store.post(machineRoot(m.id))) !== null;
}

function has(w: Wave, m: Migration): boolean {
  return w.members.some((member) => member.instanceId === m.instanceId);
}

const TOLD_WAVES = 'waves.told';

/** Waves that have, or had, a thread. */
export async function toldWaves(store: Store): Promise<readonly WaveId[]> {
  return JSON.parse((await store.note(TOLD_WAVES)) ?? '[]') as readonly WaveId[];
}

/** Remembers which machines are told in the thread of a wave, also after they have left it. */
export async function remember(store: Store, id: WaveId, instances: readonly string[]): Promise<void> {
  const known = await toldIn(store, id);
  const all = [...new Set([...known, ...instances])];
  if (all.length > known.length) await store.putNote(`told:${id}`, JSON.stringify(all));
  const waves = await toldWaves(store);
  if (!waves.includes(id)) await store.putNote(TOLD_WAVES, JSON.stringify([...waves, id]));
}

async function toldIn(store: Store, id: WaveId): Promise<readonly string[]> {
  return JSON.parse((await store.note(`told:${id}`)) ?? '[]') as readonly string[];
}

/** True for a machine that was told in the thread of a wave once. */
export async function wasTold(store: Store, m: Migration): Promise<boolean> {
  for (const id of await toldWaves(store)) if ((await toldIn(store, id)).includes(m.instanceId)) return true;
  return false;
}
