/** Turns a wish into one change of one wave, with everything looked up. */
import { no, ok, type Result } from '../domain/result.ts';
import type { WaveEdit } from '../domain/wave/edit.ts';
import { pickMachines, type Pickable, type PickRefusal } from '../domain/wave/pick.ts';
import type { Wave, WaveMember } from '../domain/wave/types.ts';
import { waveKey } from '../domain/waves.ts';
import type { Words } from '../text/en.ts';
import type { Ctx } from './context.ts';
import { peopleIn } from './wave-people.ts';
import type { WaveWish } from './wave-words.ts';
import { isNothing } from './parse.ts';
import { isNoWindow } from './when-words.ts';

/** The change, or why it cannot be, in words. */
export type Changing = Result<WaveEdit, string>;
type Of<A extends WaveWish['act']> = Extract<WaveWish, { act: A }>;

/** Looks up what the wish names. */
export async function changeFor(ctx: Ctx, wave: Wave, wish: WaveWish): Promise<Changing> {
  switch (wish.act) {
    case 'add':
      return adding(ctx, wave, wish);
    case 'remove':
      return within({ ctx, wave, names: wish.names }, (members) => ({ type: 'remove', instanceIds: members.map((m) => m.instanceId), reason: wish.reason }));
    case 'move':
      return moving(ctx, wave, wish);
    case 'group':
      return within({ ctx, wave, names: wish.names }, (members) => ({ type: 'regroup', members: members.map((m) => ({ ...m, group: wish.group })) }));
    case 'needs':
      return needing(ctx, wave, wish);
    case 'close':
    case 'reopen':
      return ok({ type: wish.act, reason: wish.reason });
    default:
      return saying(ctx, wave, wish);
  }
}

/** Machines are chosen from all that could be moved; one that is in a wave already is refused by name, unless a tag or pattern named it. */
async function adding(ctx: Ctx, wave: Wave, wish: Of<'add' | 'remove'>): Promise<Changing> {
  const picked = await pickMovable(ctx, wish.names);
  if (!picked.ok) return no(pickWords(picked.error, ctx.words));
  const group = wish.group ?? Math.max(1, ...wave.members.map((m) => m.group));
  return ok({ type: 'add', members: picked.value.map((m): WaveMember => ({ instanceId: m.instanceId, name: m.name, group, needs: [] })) });
}

/** Machines for a wave out of all that could be moved; a tag or a pattern means those that are in no wave yet. */
export async function pickMovable(ctx: Ctx, names: readonly string[]): Promise<Result<readonly Pickable[], PickRefusal>> {
  const rows = (await ctx.usecases.selected({ kind: 'all' })).map((r) => r.machine);
  const planned = new Set((await ctx.usecases.waveList()).flatMap((w) => w.members.map((m) => m.instanceId)));
  return pickMachines<Pickable>(rows, names, rows.filter((m) => !planned.has(m.instanceId)));
}

async function within({ ctx, wave, names }: { readonly ctx: Ctx; readonly wave: Wave; readonly names: readonly string[] }, edit: (members: readonly WaveMember[]) => WaveEdit): Promise<Changing> {
  const picked = pickMachines(await choices(ctx, wave), names);
  if (!picked.ok) return no(pickWords(picked.error, ctx.words));
  const ids = new Set(picked.value.map((m) => m.instanceId));
  return ok(edit(wave.members.filter((m) => ids.has(m.instanceId))));
}

/** The machines of the wave with the names and tags that they have now. */
async function choices(ctx: Ctx, wave: Wave): Promise<readonly Pickable[]> {
  const view = await ctx.usecases.waveView(wave.id);
  const machines = new Map((view?.rows ?? []).map((r) => [r.member.instanceId, r.machine]));
  return wave.members.map((m) => machines.get(m.instanceId) ?? m);
}

async function moving(ctx: Ctx, wave: Wave, wish: Of<'move'>): Promise<Changing> {
  const to = await ctx.usecases.waveByName(wish.to);
  if (to === null) return no(await noSuchWave(ctx, wish.to));
  return within({ ctx, wave, names: wish.names }, (members) => ({ type: 'move', instanceIds: members.map((m) => m.instanceId), to: to.id, group: wish.group }));
}

/** The words for a wave that Ferry does not keep: how to take over one that tags name, or the waves there are. */
export async function noSuchWave(ctx: Ctx, wave: string): Promise<string> {
  const [own, all] = await Promise.all([ctx.usecases.waveList(), ctx.usecases.waves()]);
  const key = waveKey(wave.replace(/^wave\s+/i, ''));
  const tagged = all.find((w) => waveKey(w.wave) === key);
  if (tagged !== undefined) return ctx.words.waves.list.tagOnly(tagged.wave, tagged.machines);
  const known = (own.length > 0 ? own.map((w) => w.name) : all.map((w) => w.wave)).slice(0, 20);
  return ctx.words.rejection({ code: 'no-such-wave', detail: { wave, known: known.join(', ') } });
}

async function needing(ctx: Ctx, wave: Wave, wish: Of<'needs'>): Promise<Changing> {
  const from = await choices(ctx, wave);
  const [machine, needs] = [pickMachines(from, [wish.machine]), wish.names.length === 1 && isNothing(wish.names[0] ?? '') ? ok([]) : pickMachines(from, wish.names)];
  if (!machine.ok) return no(pickWords(machine.error, ctx.words));
  if (!needs.ok) return no(pickWords(needs.error, ctx.words));
  const ids = new Set(machine.value.map((m) => m.instanceId));
  return ok({ type: 'regroup', members: wave.members.filter((m) => ids.has(m.instanceId)).map((m) => ({ ...m, needs: needs.value.map((n) => n.instanceId) })) });
}

function saying(ctx: Ctx, wave: Wave, { act, text }: Of<'window' | 'after' | 'policy' | 'owner' | 'approvers' | 'note' | 'channel' | 'target'>): Changing | Promise<Changing> {
  switch (act) {
    case 'window':
      return windowed(ctx, text);
    case 'after':
      return ok({ type: 'after', after: isNothing(text) ? [] : text.split(/[\s,]+/).filter((word) => word !== '' && !/^and$/i.test(word)) });
    case 'policy':
      return policed(ctx, wave, text);
    case 'owner':
      return owned(ctx, text);
    case 'approvers':
      return approved(ctx, text);
    case 'note':
      return ok({ type: 'change', change: { note: isNothing(text) ? '' : text.slice(0, 500) } });
    case 'channel':
      return channelled(ctx, text);
    case 'target':
      return targeted(ctx, wave, text);
  }
}

function windowed(ctx: Ctx, text: string): Changing {
  if (isNoWindow(text)) return ok({ type: 'window', window: null });
  const read = ctx.usecases.readWindow(text);
  return read.ok ? ok({ type: 'window', window: read.value?.window ?? null }) : no(ctx.words.rejection(read.error));
}

function policed(ctx: Ctx, wave: Wave, text: string): Changing {
  const wanted = text.toLowerCase().replace(/\s+/g, '-');
  if (wanted === 'stop' || wanted === 'go-on') return ok({ type: 'change', change: { policy: { ...wave.policy, onFailure: wanted } } });
  if (wanted === 'plan' || wanted === 'kept' || wanted === 'machines') return ok({ type: 'change', change: { policy: { ...wave.policy, drive: wanted } } });
  return no(ctx.words.waves.edits.usage);
}

async function owned(ctx: Ctx, text: string): Promise<Changing> {
  const found = await ctx.usecases.personNamed(text, ctx.who);
  return found.ok ? ok({ type: 'change', change: { owner: found.value } }) : no(ctx.words.rejection(found.error));
}

async function approved(ctx: Ctx, text: string): Promise<Changing> {
  if (isNothing(text) || /^(?:all|scope|everyone)$/i.test(text)) return ok({ type: 'change', change: { approvers: null } });
  const people = await peopleIn(ctx, text);
  return people.ok ? ok({ type: 'change', change: { approvers: people.value.map((p) => p.id) } }) : people;
}

function channelled(ctx: Ctx, text: string): Changing {
  if (isNothing(text)) return ok({ type: 'change', change: { channel: null } });
  if (ctx.where.kind !== 'channel') return no(ctx.words.waves.dialog.problems.notHere);
  return ok({ type: 'change', change: { channel: ctx.where.conversation } });
}

async function targeted(ctx: Ctx, wave: Wave, text: string): Promise<Changing> {
  const target = await ctx.usecases.readTarget({ text, before: wave.target });
  return target.ok ? ok({ type: 'change', change: { target: target.value } }) : no(ctx.words.rejection(target.error));
}

/** Why no machine could be chosen. */
export function pickWords(r: PickRefusal, words: Words): string {
  const w = words.waves.pick;
  if (r.kind === 'unknown') return w.unknown(r.unknown);
  return r.kind === 'many' ? w.many(r.text, r.count) : w.none(r.text, r.taken);
}
