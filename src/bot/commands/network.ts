import { z } from 'zod';
import { networkPlanCard } from '../../cards/network-plan.ts';
import type { Selection } from '../../domain/check-run.ts';
import { machineIn, PageNumber } from '../arguments.ts';
import { withSelection } from '../selection.ts';
import { command } from '../command.ts';
import type { Ctx } from '../context.ts';
import { card, rejected, swap } from '../replies.ts';
import type { Reply } from '../turn.ts';

type Wanted = { readonly page: number; readonly act: 'first' | 'show' | 'save' };

/** Lays both networks beside each other: which address each machine gets, and what changes around it. */
export const network = command({
  name: 'network',
  aliases: ['net', 'addresses'],
  role: 'viewer',
  help: 'network',
  group: 'prepare',
  kind: 'look',
  schema: z.strictObject({ target: z.string().trim().min(1).max(255), page: PageNumber, act: z.enum(['first', 'show', 'save']) }),
  fromText: ({ words }) => ({ target: machineIn(words) ?? 'all', act: 'first' }),
  inThread: { of: 'wave' },
  fromButton: ({ id, data }) => ({ target: id, page: data['page'], act: data['act'] ?? (data['page'] === undefined ? 'first' : 'show') }),
  run: ({ target, page, act }, ctx) => withSelection(ctx, target, (selection) => show(ctx, selection, { page, act })),
});

async function show(ctx: Ctx, selection: Selection, { page, act }: Wanted): Promise<readonly Reply[]> {
  if (act === 'save') {
    const saved = await ctx.usecases.savePlan({ kind: 'network', selection, wish: null, who: ctx.who });
    if (!saved.ok) return rejected(ctx, saved.error);
  }
  const answer = await ctx.usecases.networkPlan(selection);
  if (!answer.ok) return rejected(ctx, answer.error);
  const made = networkPlanCard({ answer: answer.value, page, savedNow: act === 'save', now: ctx.clock.now() }, ctx.words);
  return act === 'first' ? card(made) : swap(made);
}
