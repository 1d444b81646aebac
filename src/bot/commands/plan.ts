import { z } from 'zod';
import { exportLinkCard } from '../../cards/export-link.ts';
import { planDiffCard } from '../../cards/plan-diff.ts';
import { command } from '../command.ts';
import type { Ctx } from '../context.ts';
import { beginPlanImport, planImportDialog } from '../dialogs/plan-import.ts';
import { startForm } from '../forms.ts';
import type { Line } from '../line.ts';
import { errorReplies, planTextIn } from '../plan-reading.ts';
import { card, refuse, rejected } from '../replies.ts';
import type { Reply } from '../turn.ts';

const ACTS = ['import', 'diff', 'export', 'template'] as const;
const Args = z.strictObject({ act: z.enum(ACTS), body: z.string().nullable() });
type Args = z.infer<typeof Args>;

/** Takes a plan of waves from a table, shows what it would change, or gives the plan as a file. */
export const plan = command<Args>({
  name: 'plan',
  aliases: ['plans'],
  role: 'operator',
  help: 'plan',
  group: 'prepare',
  kind: 'form',
  takesBlock: true,
  schema: Args,
  fromText,
  fromButton: ({ data }) => ({ act: data['act'], body: null }),
  run({ act, body }, ctx) {
    if (act === 'export') return Promise.resolve(fileOf(ctx, 'now'));
    return act === 'template' ? Promise.resolve(fileOf(ctx, 'template')) : read(ctx, { act, body });
  },
});

/** `plan` alone, with a file or lines below it, is an import. */
function fromText({ words, body }: Line): object {
  const [verb = 'import'] = words;
  const act = /^(?:show|get|download)$/i.test(verb) ? 'export' : verb.toLowerCase();
  return { act, body: body ?? null };
}

async function read(ctx: Ctx, o: { readonly act: 'import' | 'diff'; readonly body: string | null }): Promise<readonly Reply[]> {
  const text = await planTextIn(ctx, o.body);
  if (!text.ok) return [refuse(ctx, text.error)];
  if (text.value === null) return [{ kind: 'text', text: ctx.words.plan.ask }];
  const channel = ctx.where.kind === 'channel' ? ctx.where.conversation : null;
  const reading = await ctx.usecases.readPlan({ text: text.value, who: ctx.who, channel });
  if (!reading.ok) return rejected(ctx, reading.error);
  const { problems, diff, rows, requests } = reading.value;
  if (problems.length > 0) return errorReplies(ctx, reading.value);
  if (o.act === 'diff' || diff.waves.length === 0) return card(planDiffCard({ diff, requests, rows, problem: null, form: null }, ctx.words));
  return startForm(ctx, planImportDialog, beginPlanImport(reading.value));
}

function fileOf(ctx: Ctx, what: 'now' | 'template'): readonly Reply[] {
  const link = ctx.exports.link({ kind: 'plan', id: what });
  if (link === null) return [refuse(ctx, ctx.words.plan.files.noAddress)];
  return card(exportLinkCard({ what: ctx.words.plan.files[what], holds: ctx.words.plan.holds[what], ...link }, ctx.words));
}
