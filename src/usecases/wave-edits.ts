/** Makes and changes waves. Nothing in AWS or Azure changes by it. */
import { isListed } from '../domain/access.ts';
import { waveIdOf, type InstanceId } from '../domain/ids.ts';
import { no, ok, type Result } from '../domain/result.ts';
import { decideCreate, decideEdit } from '../domain/wave/decide.ts';
import type { WaveEdited } from '../domain/wave/edit.ts';
import type { Wave } from '../domain/wave/types.ts';
import { waveKey } from '../domain/waves.ts';
import type { Deps } from './deps.ts';
import type { Outcome, Rejection } from './outcome.ts';
import { reject } from './rejections.ts';
import type { NewWave, WaveEdit, WaveUseCases } from './wave-types.ts';
import { changeWaves, readWorld, type ReadWorld } from './wave-world.ts';
import { movable } from './waves.ts';

type Create = Parameters<WaveUseCases['createWave']>[0];
type Edit = Parameters<WaveUseCases['editWave']>[0];

/** The use cases that change waves. */
export function makeWaveEdits(d: Deps): Pick<WaveUseCases, 'createWave' | 'editWave' | 'tryEdit'> {
  return { createWave: (o) => create(d, o), editWave: (o) => edit(d, o), tryEdit: async (o) => decided(d, o, await readWorld(d)) };
}

async function create(d: Deps, { wave, who }: Create): Outcome<Wave> {
  const id = waveIdOf(d.scope.name, waveKey(wave.name));
  const wrong = (await whyStrange(d, wave.members.map((m) => m.instanceId), wave.members)) ?? (await whyNotApprover(d, wave.approvers));
  if (wrong !== null) return no(wrong);
  const made = await changeWaves(d, who, async (world) => {
    const taken = (await d.store.wave(id))?.state ?? null;
    const decided = decideCreate(world, { wave, id, scope: d.scope.name, who, now: d.clock.now(), taken });
    return decided.ok ? ok([{ wave: decided.value, events: [{ type: 'WaveCreated' as const, wave: decided.value }] }]) : decided;
  });
  return first(made);
}

async function edit(d: Deps, o: Edit): Outcome<Wave> {
  const saved = await changeWaves(d, o.who, (world) => decided(d, o, world));
  if (!saved.ok) return saved;
  const now = saved.value.find((w) => w.id === o.id) ?? (await d.store.wave(o.id))?.state;
  return now === undefined ? reject('no-such-wave', { wave: o.id }) : ok(now);
}

async function decided(d: Deps, o: Omit<Edit, 'who'>, world: ReadWorld): Promise<Result<readonly WaveEdited[], Rejection>> {
  const wave = world.stored.get(o.id)?.state ?? (await d.store.wave(o.id))?.state;
  if (wave?.scope !== d.scope.name) return reject('no-such-wave', { wave: o.id, known: world.waves.map((w) => w.name).join(', ') });
  const wrong = await whyWrong(d, o.edit);
  return wrong === null ? decideEdit(world, wave, o.edit) : no(wrong);
}

async function whyWrong(d: Deps, e: WaveEdit): Promise<Rejection | null> {
  if (e.type === 'add') return whyStrange(d, e.members.map((m) => m.instanceId), e.members);
  return e.type === 'change' ? whyNotApprover(d, e.change.approvers ?? null) : null;
}

/** A wave takes machines that AWS lists, and never Ferry's own. */
async function whyStrange(d: Deps, ids: readonly InstanceId[], members: NewWave['members']): Promise<Rejection | null> {
  if (ids.length === 0) return null;
  const known = new Set((await movable(d)).map((r) => r.machine.instanceId));
  const strange = ids.find((id) => !known.has(id));
  return strange === undefined ? null : { code: 'wave-machine', detail: { machine: members.find((m) => m.instanceId === strange)?.name ?? strange } };
}

/** A wave's approvers are some of the scope's. */
async function whyNotApprover(d: Deps, approvers: Wave['approvers']): Promise<Rejection | null> {
  if (approvers === null) return null;
  if (approvers.length === 0) return { code: 'no-approvers', detail: {} };
  const { approvers: allowed } = await d.access();
  const other = approvers.find((id) => !isListed(allowed, { id, tenant: '', name: '' }));
  return other === undefined ? null : { code: 'wave-approver', detail: { person: other } };
}

function first(made: Result<readonly Wave[], Rejection>): Result<Wave, Rejection> {
  if (!made.ok) return made;
  const [wave] = made.value;
  return wave === undefined ? reject('changed-meanwhile') : ok(wave);
}
