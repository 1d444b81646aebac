/** Decides a move: the machines leave one wave and join another, both or neither. */
import type { InstanceId } from '../ids.ts';
import { no, ok, type Result } from '../result.ts';
import type { WaveEdit, WaveEdited, WaveRefusal, WaveWorld } from './edit.ts';
import { whyUnsound } from './rules.ts';
import type { Wave, WaveMember } from './types.ts';

type Move = Extract<WaveEdit, { type: 'move' }>;

/** A need goes along when the needed machine does. */
export function decideMove({ world, wave }: { readonly world: WaveWorld; readonly wave: Wave }, edit: Move): Result<readonly WaveEdited[], WaveRefusal> {
  const to = world.waves.find((w) => w.id === edit.to);
  if (to === undefined) return no({ code: 'no-such-wave', detail: { wave: edit.to, known: world.waves.map((w) => w.name).join(', ') } });
  const leaving = wave.members.filter((m) => edit.instanceIds.includes(m.instanceId));
  const joining = leaving.map((m) => ({ ...m, group: edit.group ?? m.group, needs: m.needs.filter((n) => edit.instanceIds.includes(n)) }));
  const refusal = whyNotIn(wave, edit.instanceIds) ?? whyStays({ world, wave, to }, leaving) ?? whyUnsound(to.name, [...to.members, ...joining]);
  if (refusal !== null) return no(refusal);
  const instanceIds = leaving.map((m) => m.instanceId);
  return ok([
    { wave, events: [{ type: 'MachinesRemoved', instanceIds, to: to.id, reason: '' }] },
    { wave: to, events: [{ type: 'MachinesAdded', members: joining }] },
  ]);
}

/** The first of these machines that is not in the wave. */
export function whyNotIn(wave: Wave, ids: readonly string[]): WaveRefusal | null {
  const here = new Set<string>(wave.members.map((m) => m.instanceId));
  const missing = ids.find((id) => !here.has(id));
  return missing === undefined ? null : { code: 'wave-without', detail: { machine: missing, wave: wave.name } };
}

function whyStays(o: { readonly world: WaveWorld; readonly wave: Wave; readonly to: Wave }, leaving: readonly WaveMember[]): WaveRefusal | null {
  const { world, wave, to } = o;
  const [first] = leaving;
  if (wave.id === to.id) return { code: 'wave-taken', detail: { machine: first?.name ?? '', wave: to.name } };
  if (world.running.has(to.id)) return { code: 'wave-running', detail: { wave: to.name } };
  const past = leaving.find((m) => isPast(world, m.instanceId));
  return past === undefined ? null : { code: 'wave-past', detail: { machine: past.name } };
}

function isPast(world: WaveWorld, id: InstanceId): boolean {
  return world.past.has(id);
}
