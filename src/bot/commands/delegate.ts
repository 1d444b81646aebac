import { z } from 'zod';
import { samePerson } from '../../domain/person.ts';
import { command } from '../command.ts';
import { beginConfirm } from '../confirm-dialog.ts';
import type { Ctx } from '../context.ts';
import { delegateDialog, type DelegateData } from '../dialogs/delegate.ts';
import { startForm } from '../forms.ts';
import type { Line } from '../line.ts';
import { rejected } from '../replies.ts';
import type { Reply } from '../turn.ts';

const Args = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('list') }),
  z.strictObject({ what: z.literal('grant'), to: z.string().trim().min(1).max(120), until: z.string().trim().min(1).max(80) }),
  z.strictObject({ what: z.literal('end') }),
]);
type Args = z.infer<typeof Args>;

/** Lets somebody approve for an approver who is away, until a date. */
export const delegate = command<Args>({
  name: 'delegate',
  aliases: ['delegates', 'delegation'],
  role: 'approver',
  help: 'delegate',
  group: 'decide',
  kind: 'form',
  schema: Args,
  fromText,
  fromButton: () => ({ what: 'list' }),
  run: (args, ctx) => (args.what === 'list' ? list(ctx) : ask(ctx, args)),
});

function fromText({ words }: Line): unknown {
  const [first = ''] = words;
  if (words.length === 0 || /^list$/i.test(first)) return { what: 'list' };
  if (words.length === 1 && /^(?:end|stop|off|nobody)$/i.test(first)) return { what: 'end' };
  const until = words.findIndex((w) => /^(?:until|till)$/i.test(w));
  return { what: 'grant', to: words.slice(0, until < 0 ? words.length : until).join(' ').replace(/^to /i, ''), until: until < 0 ? '' : words.slice(until + 1).join(' ') };
}

async function list(ctx: Ctx): Promise<readonly Reply[]> {
  return [{ kind: 'text', text: ctx.words.delegation.list(await ctx.usecases.delegations()) }];
}

async function ask(ctx: Ctx, args: Exclude<Args, { what: 'list' }>): Promise<readonly Reply[]> {
  const w = ctx.words.delegation;
  if (args.what === 'end') return startForm(ctx, delegateDialog, beginConfirm<DelegateData>({ what: 'end' }, w.endQuestion));
  const to = await ctx.usecases.personNamed(args.to, ctx.who);
  if (!to.ok) return rejected(ctx, to.error);
  if (samePerson(to.value, ctx.who)) return rejected(ctx, { code: 'delegate-self', detail: {} });
  // The end of the day, or of the hour, that was named: read like the end of a time that began today.
  const read = ctx.usecases.readWindow(`today..${args.until}`, 'freeze');
  if (!read.ok) return rejected(ctx, read.error);
  if (read.value === null) return rejected(ctx, { code: 'not-a-window', detail: {} });
  const data: DelegateData = { what: 'grant', to: to.value, until: read.value.window.to };
  return startForm(ctx, delegateDialog, beginConfirm(data, w.question(data.to.name, data.until)));
}
