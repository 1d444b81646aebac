import { z } from 'zod';
import { capacityCard } from '../../cards/capacity.ts';
import type { CapacityWish } from '../../domain/capacity/types.ts';
import type { Selection } from '../../domain/check-run.ts';
import { beforeOptions, capacityLine } from '../capacity-words.ts';
import { withSelection } from '../selection.ts';
import { command, type Press } from '../command.ts';
import type { Ctx } from '../context.ts';
import { card, refuse, rejected, swap } from '../replies.ts';
import type { Reply } from '../turn.ts';

const Figure = z.number().min(0).nullable();
const Schema = z.strictObject({
  target: z.string().trim().min(1).max(255),
  /** Null for a line that was not understood. */
  wish: z.strictObject({ windowMs: Figure, linkMbit: Figure, churn: z.union([z.strictObject({ kind: z.literal('percent'), percent: z.number().min(0) }), z.strictObject({ kind: z.literal('bytes'), perDay: z.number().min(0) })]).nullable() }).nullable(),
  act: z.enum(['first', 'show', 'save']),
});

/** Calculates what moving a wave takes: line, changes, appliance. */
export const capacity = command({
  name: 'capacity',
  aliases: ['bandwidth', 'sizing'],
  role: 'viewer',
  help: 'capacity',
  group: 'prepare',
  kind: 'look',
  schema: Schema,
  fromText: ({ words }) => {
    const line = capacityLine(words);
    return { target: line?.target ?? 'all', wish: line?.wish ?? null, act: 'first' };
  },
  inThread: { of: 'wave', about: beforeOptions },
  fromButton: (press) => ({ target: press.id, wish: wishIn(press), act: press.data['act'] ?? 'first' }),
  run: async ({ target, wish, act }, ctx) => {
    if (wish === null) return [refuse(ctx, ctx.words.cards.capacity.usage)];
    return withSelection(ctx, target, (selection) => show(ctx, { selection, wish, act }));
  },
});

/** What the pressed button carries; the seal covers it. */
function wishIn({ data }: Press): unknown {
  const { churnPercent, churnBytes } = data;
  const bytes = churnBytes === undefined ? null : { kind: 'bytes', perDay: churnBytes };
  return { windowMs: data['windowMs'] ?? null, linkMbit: data['linkMbit'] ?? null, churn: churnPercent === undefined ? bytes : { kind: 'percent', percent: churnPercent } };
}

async function show(ctx: Ctx, o: { readonly selection: Selection; readonly wish: CapacityWish; readonly act: 'first' | 'show' | 'save' }): Promise<readonly Reply[]> {
  if (o.act === 'save') {
    const saved = await ctx.usecases.savePlan({ kind: 'capacity', selection: o.selection, wish: o.wish, who: ctx.who });
    if (!saved.ok) return rejected(ctx, saved.error);
  }
  const answer = await ctx.usecases.capacityPlan({ selection: o.selection, wish: o.wish });
  if (!answer.ok) return rejected(ctx, answer.error);
  const made = capacityCard({ answer: answer.value, savedNow: o.act === 'save', now: ctx.clock.now() }, ctx.words);
  return o.act === 'first' ? card(made) : swap(made);
}
