import { z } from 'zod';
import { waveCard } from '../../cards/wave.ts';
import { waveKey } from '../../domain/waves.ts';
import type { Wave } from '../../domain/wave/types.ts';
import { PageNumber, selectorText } from '../arguments.ts';
import { command } from '../command.ts';
import { beginConfirm } from '../confirm-dialog.ts';
import type { Ctx } from '../context.ts';
import { beginWave, waveNewDialog } from '../dialogs/wave-new.ts';
import { waveEditDialog, type WaveEditData } from '../dialogs/wave-edit.ts';
import { dryRunWave } from '../dry-run-wave.ts';
import { startForm } from '../forms.ts';
import type { Line } from '../line.ts';
import { ownStoreOnly } from '../own-store.ts';
import { card, refuse, rejected, swap } from '../replies.ts';
import type { Reply } from '../turn.ts';
import { changeFor, noSuchWave } from '../wave-change.ts';
import { questionOf } from '../wave-question.ts';
import { wishIn, type WaveWish } from '../wave-words.ts';

const Words = z.array(z.string().max(300)).max(200).readonly();
const Args = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('list') }),
  z.strictObject({ what: z.literal('show'), wave: z.string().trim().min(1).max(60), page: PageNumber }),
  z.strictObject({ what: z.literal('new'), name: z.string().max(60), from: z.string().max(4_000) }),
  z.strictObject({ what: z.literal('edit'), wave: z.string().trim().min(1).max(60), words: Words, because: z.string().max(1_000).nullable() }),
]);
type Args = z.infer<typeof Args>;

/** Shows a wave, makes one, or changes one; each change is shown before it is stored. */
export const wave = command<Args>({
  name: 'wave',
  aliases: ['waves'],
  role: 'operator',
  help: 'wave',
  group: 'prepare',
  kind: 'form',
  schema: Args,
  fromText,
  inThread: { of: 'wave', about: namedIn, mayBeWave: true },
  fromButton: ({ id, data }) => ({ what: 'show', wave: id, page: data['page'] }),
  dryRun: async (args, ctx) => {
    const wish = args.what === 'edit' ? wishIn(args.words, args.because) : null;
    return args.what === 'edit' && wish !== null ? dryRunWave(ctx, { wave: args.wave, wish }) : ownStoreOnly(ctx, 'wave');
  },
  async run(args, ctx) {
    if (args.what === 'list') return listed(ctx);
    if (args.what === 'new') return startForm(ctx, waveNewDialog, await beginWave(ctx, args));
    if (args.what === 'show') return shown(ctx, args);
    const wish = wishIn(args.words, args.because);
    return wish === null ? [refuse(ctx, ctx.words.waves.edits.usage)] : changed(ctx, args.wave, wish);
  },
});

/** `wave new W07 from tag:Wave=7`, `wave W07`, `wave W07 add …`. */
function fromText({ words, because }: Line): object {
  const [name, ...rest] = words;
  if (name === undefined) return { what: 'list' };
  if (/^(?:new|create)$/i.test(name)) {
    const at = rest.findIndex((word) => /^from$/i.test(word));
    return { what: 'new', name: rest.slice(0, at < 0 ? undefined : at).join(' '), from: at < 0 ? '' : (selectorText(rest.slice(at + 1)) ?? '') };
  }
  return rest.length === 0 ? { what: 'show', wave: name } : { what: 'edit', wave: name, words: rest, because };
}

/** Without a name the words begin with what is to be changed. */
function namedIn(words: readonly string[]): readonly string[] {
  if (wishIn(words, null) !== null) return [];
  return wishIn(words.slice(1), null) === null ? words : words.slice(0, 1);
}

async function listed(ctx: Ctx): Promise<readonly Reply[]> {
  const w = ctx.words.waves.list;
  const [own, all, { scope }] = await Promise.all([ctx.usecases.waveList(), ctx.usecases.waves(), ctx.usecases.settings()]);
  const keys = new Set(own.map((one) => waveKey(one.name)));
  const tagged = all.filter((one) => !keys.has(waveKey(one.wave))).map((one) => ({ name: one.wave, machines: one.machines }));
  const mine = own.length === 0 ? w.none : w.own(own.map((one) => ({ name: one.name, machines: one.members.length })));
  return [{ kind: 'text', text: tagged.length === 0 ? mine : `${mine} ${w.tags(tagged.slice(0, 20), scope.waveTag)}` }];
}

async function shown(ctx: Ctx, o: { readonly wave: string; readonly page: number }): Promise<readonly Reply[]> {
  const found = await ctx.usecases.waveNamedAny(o.wave);
  if (found === null) return tagOnly(ctx, o.wave);
  const view = await ctx.usecases.waveView(found.id);
  if (view === null) return rejected(ctx, { code: 'no-such-wave', detail: { wave: o.wave } });
  const made = waveCard(view, ctx.words, { page: o.page });
  return ctx.typed ? card(made) : swap(made);
}

/** A wave that only tags name can be checked, and taken over. */
async function tagOnly(ctx: Ctx, text: string): Promise<readonly Reply[]> {
  const key = waveKey(text.replace(/^wave\s+/i, ''));
  const tagged = (await ctx.usecases.waves()).find((one) => waveKey(one.wave) === key);
  return tagged === undefined ? [refuse(ctx, await noSuchWave(ctx, text))] : [{ kind: 'text', text: ctx.words.waves.list.tagOnly(tagged.wave, tagged.machines) }];
}

async function changed(ctx: Ctx, text: string, wish: WaveWish): Promise<readonly Reply[]> {
  const found = wish.act === 'reopen' ? await ctx.usecases.waveNamedAny(text) : await ctx.usecases.waveByName(text);
  if (found === null) return tagOnly(ctx, text);
  const edit = await changeFor(ctx, found, wish);
  return edit.ok ? asked(ctx, found, edit.value) : [refuse(ctx, edit.error)];
}

/** Refused at once when it cannot be; otherwise asked with all that it does. */
async function asked(ctx: Ctx, wave: Wave, edit: WaveEditData['edit']): Promise<readonly Reply[]> {
  const edited = await ctx.usecases.tryEdit({ id: wave.id, edit });
  if (!edited.ok) return rejected(ctx, edited.error);
  if (edited.value.length === 0) return [refuse(ctx, ctx.words.waves.edits.same(wave.name))];
  return startForm(ctx, waveEditDialog, beginConfirm({ id: wave.id, wave: wave.name, edit }, await questionOf(ctx, { wave, edit, edited: edited.value })));
}
