/** What an answer on the way to a new wave means, with machines, zones and people looked up. */
import { no, ok, type Result } from '../domain/result.ts';
import { groupsIn, namesIn } from '../domain/wave/pick.ts';
import { isWaveName, whyTaken, whyUnsound } from '../domain/wave/rules.ts';
import type { WaveMember } from '../domain/wave/types.ts';
import { waveKey } from '../domain/waves.ts';
import type { Ctx } from './context.ts';
import { isNothing } from './parse.ts';
import { pickMovable, pickWords } from './wave-change.ts';
import type { WaveNewState } from './wave-new-step.ts';
import { peopleIn } from './wave-people.ts';
import { isNoWindow } from './when-words.ts';

type Understood = Promise<Result<Partial<WaveNewState>, string>>;
type Reader = (ctx: Ctx, text: string, state: WaveNewState) => Understood;

/** One reader for each question; gives what it adds to the state, or in words why not. */
export const READERS: { readonly [S in Exclude<WaveNewState['at'], 'confirm'>]: Reader } = {
  name: readName,
  machines: readMachines,
  groups: readGroups,
  target: readTarget,
  window: readWindowAnswer,
  approvers: readApprovers,
  channel: readChannel,
};

async function readName(ctx: Ctx, text: string): Understood {
  const name = text.trim();
  if (name === '') return no(ctx.words.waves.dialog.problems.needed);
  if (!isWaveName(name)) return no(ctx.words.rejection({ code: 'wave-name', detail: { wave: name } }));
  const taken = await ctx.usecases.waveNamedAny(name);
  return taken === null ? ok({ name }) : no(ctx.words.rejection({ code: 'wave-exists', detail: { wave: taken.name, closed: taken.closed === null ? '' : 'yes' } }));
}

async function readMachines(ctx: Ctx, text: string, state: WaveNewState): Understood {
  const texts = isNothing(text) ? [] : namesIn(text);
  const picked = await pickMovable(ctx, texts);
  if (!picked.ok) return no(pickWords(picked.error, ctx.words));
  const groups = new Map(state.members.map((m) => [m.instanceId, m.group]));
  const members = picked.value.map((m): WaveMember => ({ instanceId: m.instanceId, name: m.name, group: groups.get(m.instanceId) ?? 1, needs: [] }));
  const refusal = whyTaken(members, await ctx.usecases.waveList()) ?? whyUnsound(state.name, members);
  return refusal === null ? ok({ members, texts: { ...state.texts, machines: texts.length === 0 ? '' : text } }) : no(ctx.words.rejection(refusal));
}

function readGroups(ctx: Ctx, text: string, state: WaveNewState): Understood {
  const texts = { ...state.texts, groups: isNothing(text) ? '' : text };
  if (texts.groups === '') return Promise.resolve(ok({ texts, members: state.members.map((m) => ({ ...m, group: 1 })) }));
  const read = groupsIn(text, state.members);
  if (read === null) return Promise.resolve(no(ctx.words.waves.dialog.problems.groups));
  if (!read.ok) return Promise.resolve(no(pickWords(read.error, ctx.words)));
  const members = state.members.map((m) => ({ ...m, group: read.value.get(m.instanceId) ?? m.group }));
  const refusal = whyUnsound(state.name, members);
  return Promise.resolve(refusal === null ? ok({ texts, members }) : no(ctx.words.rejection(refusal)));
}

async function readTarget(ctx: Ctx, text: string, state: WaveNewState): Understood {
  const none = { resourceGroupId: null, networkId: null, subnet: null, size: null };
  if (isNothing(text) || text === '') return ok({ target: none, texts: { ...state.texts, target: '' } });
  const read = await ctx.usecases.readTarget({ text, before: none });
  return read.ok ? ok({ target: read.value, texts: { ...state.texts, target: text } }) : no(ctx.words.rejection(read.error));
}

function readWindowAnswer(ctx: Ctx, text: string, state: WaveNewState): Understood {
  const isNone = text === '' || isNothing(text) || isNoWindow(text);
  const read = isNone ? ok(null) : ctx.usecases.readWindow(text);
  return Promise.resolve(read.ok ? ok({ window: read.value?.window ?? null, texts: { ...state.texts, window: isNone ? '' : text } }) : no(ctx.words.rejection(read.error)));
}

async function readApprovers(ctx: Ctx, text: string, state: WaveNewState): Understood {
  if (text === '' || isNothing(text) || /^(?:all|scope)$/i.test(text)) return ok({ approvers: null, texts: { ...state.texts, approvers: '' } });
  const people = await peopleIn(ctx, text);
  if (!people.ok) return people;
  return ok({ approvers: people.value, texts: { ...state.texts, approvers: text } });
}

function readChannel(ctx: Ctx, text: string, state: WaveNewState): Understood {
  const isHere = /^(?:here|this|this channel)$/i.test(text);
  if (isHere && ctx.where.kind !== 'channel') return Promise.resolve(no(ctx.words.waves.dialog.problems.notHere));
  return Promise.resolve(ok({ channel: isHere ? ctx.where.conversation : null, texts: { ...state.texts, channel: isHere ? 'here' : 'none' } }));
}

const NUMBERED = /^w(\d{1,4})$/i;

/** The next free name of the usual kind: `W08` after `W07`. */
export async function nextName(ctx: Ctx): Promise<string> {
  const names = [...(await ctx.usecases.waveList()).map((w) => w.name), ...(await ctx.usecases.waves()).map((w) => w.wave)];
  const numbers = names.flatMap((n) => Number(NUMBERED.exec(n)?.[1] ?? Number.NaN)).filter((n) => !Number.isNaN(n));
  for (let n = Math.max(0, ...numbers) + 1; ; n++) {
    const name = `W${String(n).padStart(2, '0')}`;
    if ((await ctx.usecases.waveNamedAny(name)) === null) return name;
  }
}

/** The tag that waves are named by, for a wave of that name. */
export async function ownTag(ctx: Ctx, name: string): Promise<string> {
  const { scope } = await ctx.usecases.settings();
  return `tag:${scope.waveTag}=${waveKey(name)}`;
}
