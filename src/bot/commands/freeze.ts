import { z } from 'zod';
import { may } from '../../domain/access.ts';
import { windowText } from '../../text/window.ts';
import { Sentence } from '../arguments.ts';
import { command } from '../command.ts';
import { beginConfirm } from '../confirm-dialog.ts';
import type { Ctx } from '../context.ts';
import { freezeDialog, type FreezeData } from '../dialogs/freeze.ts';
import { startForm } from '../forms.ts';
import type { Line } from '../line.ts';
import { rejected } from '../replies.ts';
import type { Reply } from '../turn.ts';

const Args = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('list') }),
  z.strictObject({ what: z.literal('add'), when: z.string().trim().min(1).max(200), reason: Sentence }),
  z.strictObject({ what: z.literal('end'), number: z.number().int().positive(), reason: Sentence }),
]);
type Args = z.infer<typeof Args>;

/** Lists the times in which nothing is cut over; admins add one or end one. */
export const freeze = command<Args>({
  name: 'freeze',
  aliases: ['freezes', 'blackout'],
  role: 'viewer',
  help: 'freeze',
  group: 'trouble',
  kind: 'form',
  schema: Args,
  fromText,
  fromButton: () => ({ what: 'list' }),
  run: (args, ctx) => (args.what === 'list' ? list(ctx) : ask(ctx, args)),
});

function fromText({ words, because }: Line): unknown {
  const reason = because ?? '';
  const [first = '', number = ''] = words;
  if (words.length === 0 || /^list$/i.test(first)) return { what: 'list' };
  if (/^(?:end|lift|stop)$/i.test(first)) return { what: 'end', number: Number(number.replace(/^#/, '')), reason };
  return { what: 'add', when: words.join(' '), reason };
}

async function list(ctx: Ctx): Promise<readonly Reply[]> {
  return [{ kind: 'text', text: ctx.words.windows.list(await ctx.usecases.freezes()) }];
}

async function ask(before: Ctx, args: Exclude<Args, { what: 'list' }>): Promise<readonly Reply[]> {
  // Everybody may look; whoever confirms must be an admin then as well.
  const ctx: Ctx = { ...before, command: { ...before.command, role: 'admin' } };
  if (!may(ctx.access, ctx.who, 'admin')) return rejected(ctx, { code: 'not-allowed-here', detail: { role: 'admin' } });
  if (args.reason === '') return rejected(ctx, { code: 'reason-needed', detail: {} });
  return args.what === 'add' ? askAdd(ctx, args) : askEnd(ctx, args);
}

async function askAdd(ctx: Ctx, { when, reason }: Extract<Args, { what: 'add' }>): Promise<readonly Reply[]> {
  const read = ctx.usecases.readWindow(when, 'freeze');
  if (!read.ok) return rejected(ctx, read.error);
  if (read.value === null) return rejected(ctx, { code: 'not-a-window', detail: {} });
  const data: FreezeData = { what: 'add', window: read.value.window, reason };
  return startForm(ctx, freezeDialog, beginConfirm(data, ctx.words.windows.freezeQuestion(windowText(data.window), reason)));
}

async function askEnd(ctx: Ctx, { number, reason }: Extract<Args, { what: 'end' }>): Promise<readonly Reply[]> {
  const found = (await ctx.usecases.freezes()).find((f) => f.number === number);
  if (found === undefined) return rejected(ctx, { code: 'no-such-freeze', detail: { number: String(number) } });
  const data: FreezeData = { what: 'end', number, reason };
  return startForm(ctx, freezeDialog, beginConfirm(data, ctx.words.windows.thawQuestion(found, reason)));
}
