/** Decides one change to a wave. Pure; every accepted change keeps what rules.ts asks for. */
import type { InstanceId } from '../ids.ts';
import { samePerson, type Person } from '../person.ts';
import { no, ok, unreachable, type Result } from '../result.ts';
import type { Instant } from '../time.ts';
import { waveKey } from '../waves.ts';
import type { NewWave, WaveEdit, WaveEdited, WaveRefusal, WaveWorld } from './edit.ts';
import { decideMove, whyNotIn } from './move.ts';
import { isWaveName, orderCycle, whyTaken, whyUnsound } from './rules.ts';
import type { Wave, WaveEvent, WaveMember } from './types.ts';

type Answer = Result<readonly WaveEdited[], WaveRefusal>;
type Of<T extends WaveEdit['type']> = Extract<WaveEdit, { type: T }>;

/** The wave as it would be made. `taken` is a wave of that name that exists already, closed or not. */
export function decideCreate(world: WaveWorld, o: { readonly wave: NewWave; readonly id: Wave['id']; readonly scope: string; readonly who: Person; readonly now: Instant; readonly taken: Wave | null }): Result<Wave, WaveRefusal> {
  const { owner, ...given } = o.wave;
  const name = given.name.trim();
  if (!isWaveName(name)) return no({ code: 'wave-name', detail: { wave: name } });
  if (o.taken !== null) return no({ code: 'wave-exists', detail: { wave: o.taken.name, closed: o.taken.closed === null ? '' : 'yes' } });
  const after = keysOf(given.after);
  const wave: Wave = { ...given, name, after, members: inOrder(given.members), id: o.id, scope: o.scope, owner: owner ?? o.who, createdAt: o.now, edited: { by: o.who, at: o.now }, plan: null, closed: null };
  const refusal = whyPast(wave.members, world) ?? whyTaken(wave.members, world.waves) ?? whyUnsound(name, wave.members) ?? whyUnknown(after, [...world.waves, wave]) ?? orderCycle([...world.waves, wave]);
  return refusal === null ? ok(wave) : no(refusal);
}

/** The events of one change to one wave, or to two for a move; none where nothing changes. */
export function decideEdit(world: WaveWorld, wave: Wave, edit: WaveEdit): Answer {
  if (edit.type === 'reopen') return reopen(world, wave, edit.reason);
  if (wave.closed !== null) return no({ code: 'wave-closed', detail: { wave: wave.name } });
  const standing = { world, wave };
  switch (edit.type) {
    case 'add':
      return add(standing, edit);
    case 'remove':
      return remove(standing, edit);
    case 'move':
      return decideMove(standing, edit);
    case 'regroup':
      return regroup(standing, edit);
    case 'after':
      return order(standing, edit);
    case 'close':
      return close(standing, edit.reason);
    case 'window':
      return said(wave, same(wave.window, edit.window) ? [] : [{ type: 'WaveWindowSet', window: edit.window }]);
    case 'change':
      return change(standing, edit.change);
    default:
      return unreachable(edit);
  }
}

type Standing = { readonly world: WaveWorld; readonly wave: Wave };

function said(wave: Wave, events: readonly WaveEvent[]): Answer {
  return ok(events.length === 0 ? [] : [{ wave, events }]);
}

function add({ world, wave }: Standing, edit: Of<'add'>): Answer {
  const members = inOrder(edit.members);
  const taken = whyTaken(members, world.waves);
  const refusal = whyRunning(world, wave) ?? taken ?? whyPast(members, world) ?? whyUnsound(wave.name, [...wave.members, ...members]);
  return refusal === null ? said(wave, members.length === 0 ? [] : [{ type: 'MachinesAdded', members }]) : no(refusal);
}

function remove({ world, wave }: Standing, edit: Of<'remove'>): Answer {
  const gone = wave.members.filter((m) => edit.instanceIds.includes(m.instanceId));
  const refusal = whyNotIn(wave, edit.instanceIds) ?? whyPast(gone, world);
  if (refusal !== null) return no(refusal);
  return said(wave, gone.length === 0 ? [] : [{ type: 'MachinesRemoved', instanceIds: gone.map((m) => m.instanceId), reason: edit.reason.trim() }]);
}

function regroup({ world, wave }: Standing, edit: Of<'regroup'>): Answer {
  const before = new Map(wave.members.map((m) => [m.instanceId, m]));
  const members = inOrder(edit.members).filter((m) => !same(before.get(m.instanceId), m));
  const after = wave.members.map((m) => members.find((n) => n.instanceId === m.instanceId) ?? m);
  const refusal = whyNotIn(wave, members.map((m) => m.instanceId)) ?? whyRunning(world, wave) ?? whyPast(members, world) ?? whyUnsound(wave.name, after);
  if (refusal !== null) return no(refusal);
  return said(wave, members.length === 0 ? [] : [{ type: 'MachinesRegrouped', members }]);
}

function order({ world, wave }: Standing, edit: Of<'after'>): Answer {
  const after = keysOf(edit.after);
  if (same(wave.after, after)) return ok([]);
  const others = world.waves.filter((w) => w.id !== wave.id);
  const refusal = whyUnknown(after.filter((key) => !wave.after.includes(key)), [...others, wave]) ?? orderCycle([{ ...wave, after }, ...others]);
  return refusal === null ? said(wave, [{ type: 'WaveOrderSet', after }]) : no(refusal);
}

function change({ world, wave }: Standing, wanted: Of<'change'>['change']): Answer {
  const isOther = ([key, value]: readonly [string, unknown]): boolean => (key === 'owner' && wanted.owner !== undefined ? !samePerson(wave.owner, wanted.owner) : !same(wave[key as keyof typeof wanted], value));
  const differs = Object.fromEntries(Object.entries(wanted).filter(isOther)) as typeof wanted;
  const running = differs.target === undefined ? null : whyRunning(world, wave);
  if (running !== null) return no(running);
  return said(wave, Object.keys(differs).length === 0 ? [] : [{ type: 'WaveChanged', change: differs }]);
}

function close({ world, wave }: Standing, reason: string): Answer {
  if (reason.trim() === '') return no({ code: 'reason-needed', detail: { wave: wave.name } });
  const isMoving = world.running.has(wave.id) || wave.members.some((m) => world.past.get(m.instanceId) === 'moving');
  return isMoving ? no({ code: 'wave-running', detail: { wave: wave.name } }) : said(wave, [{ type: 'WaveClosed', reason: reason.trim() }]);
}

function reopen(world: WaveWorld, wave: Wave, reason: string): Answer {
  if (wave.closed === null) return no({ code: 'wave-open', detail: { wave: wave.name } });
  if (reason.trim() === '') return no({ code: 'reason-needed', detail: { wave: wave.name } });
  const refusal = whyTaken(wave.members, world.waves) ?? orderCycle([...world.waves, wave]);
  return refusal === null ? said(wave, [{ type: 'WaveReopened', reason: reason.trim() }]) : no(refusal);
}

function whyRunning(world: WaveWorld, wave: Wave): WaveRefusal | null {
  return world.running.has(wave.id) ? { code: 'wave-running', detail: { wave: wave.name } } : null;
}

function whyPast(members: readonly WaveMember[], world: WaveWorld): WaveRefusal | null {
  const past = members.find((m) => world.past.has(m.instanceId));
  return past === undefined ? null : { code: 'wave-past', detail: { machine: past.name } };
}

function whyUnknown(after: readonly string[], known: readonly Wave[]): WaveRefusal | null {
  const keys = new Set(known.map((w) => waveKey(w.name)));
  const unknown = after.find((key) => !keys.has(key));
  return unknown === undefined ? null : { code: 'no-such-wave', detail: { wave: unknown, known: known.map((w) => w.name).join(', ') } };
}

function keysOf(after: readonly string[]): readonly string[] {
  return [...new Set(after.map(waveKey))].toSorted();
}

/** Each machine once, what it needs in a fixed order: equal waves are equal values. */
function inOrder(members: readonly WaveMember[]): readonly WaveMember[] {
  const last = new Map<InstanceId, WaveMember>(members.map((m) => [m.instanceId, { ...m, needs: [...new Set(m.needs)].toSorted() }]));
  return [...last.values()];
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
