/** How the machines of a request for a wave stand, for whoever decides about one of them. */
import { lineOf, machinesOf } from '../domain/approval/subject.ts';
import type { Approval } from '../domain/approval/types.ts';
import { waveIdOf, type MigrationId } from '../domain/ids.ts';
import type { Migration } from '../domain/migration/types.ts';
import { isInAzure, standOf, type Field } from '../domain/wave/gate.ts';
import { ordersItself } from '../domain/wave/plan-run.ts';
import type { Wave } from '../domain/wave/types.ts';
import { waveKey } from '../domain/waves.ts';
import type { Basis, Stored } from '../ports/changes.ts';
import type { Store } from '../ports/store.ts';

/** What is read for it: the store keeps these lists, so that asking often costs little. */
export type WaveReads = Pick<Store, 'migrations' | 'wave' | 'waves'>;

/** The machines of a request as they are stored, and how they stand. */
export type Standing = Field & { readonly stored: readonly Stored<Migration>[] };

/** Reads the machines of a request, in its own order. */
export async function standingOf(store: WaveReads, a: Approval): Promise<Standing> {
  const all = await store.migrations({ open: false });
  const byId = new Map(all.map((s) => [s.state.id, s]));
  const stored = machinesOf(a).flatMap((id) => byId.get(id) ?? []);
  const own = await ownWave(store, a);
  return { stored, stands: stored.map((s) => standOf(s.state)), behind: await isBehind(store, { own, all: all.map((s) => s.state) }), byPlan: ordersItself(a, own) };
}

/** The rows on which it rests whose turn it is: machines of other groups, and what the machine needs. Those beside it in its own group do not keep it. */
export function basisOf(a: Approval, id: MigrationId, standing: Standing): readonly Basis[] {
  // Where the plan orders them, they all begin at once.
  if (standing.byPlan === true) return [];
  const line = lineOf(a, id);
  const rests = new Set((a.wave?.machines ?? []).filter((m) => m.migrationId !== id && (m.group !== line?.group || line.needs.includes(m.migrationId))).map((m) => m.migrationId));
  return standing.stored.filter((s) => rests.has(s.state.id)).map((s) => ({ id: s.state.id, version: s.version }));
}

async function ownWave(store: WaveReads, a: Approval): Promise<Wave | null> {
  return a.wave === undefined || a.wave === null ? null : ((await store.wave(a.wave.id))?.state ?? null);
}

/** True while a wave that this one comes after has machines that are not in Azure. A wave that was closed is waited for no more. */
async function isBehind(store: WaveReads, { own, ...o }: { readonly own: Wave | null; readonly all: readonly Migration[] }): Promise<boolean> {
  if (own === null || own.after.length === 0) return false;
  const open = await store.waves();
  return own.after.some((key) => {
    const before = open.get(waveIdOf(own.scope, waveKey(key)))?.state;
    return before !== undefined && !isThrough(before, o.all);
  });
}

function isThrough(wave: Wave, all: readonly Migration[]): boolean {
  return wave.members.every((m) => {
    const newest = all.find((one) => one.instanceId === m.instanceId);
    return newest !== undefined && isInAzure(newest.position.phase);
  });
}

/** The waves that come after the one a machine is in. */
export async function wavesAfter(store: WaveReads, m: Migration): Promise<readonly Wave[]> {
  const open = [...(await store.waves()).values()].map((w) => w.state);
  const own = open.find((w) => w.members.some((one) => one.instanceId === m.instanceId));
  if (own === undefined) return [];
  return open.filter((w) => w.after.some((key) => waveIdOf(w.scope, waveKey(key)) === own.id));
}
