import { z } from 'zod';
import { costCard } from '../../cards/cost.ts';
import { command } from '../command.ts';
import { card, refuse, swap } from '../replies.ts';

/** Shows what replication costs: free days, test machines that are left up, replication that is left on. Changes nothing. */
export const cost = command({
  name: 'cost',
  aliases: ['costs', 'billing', 'price'],
  role: 'viewer',
  help: 'cost',
  group: 'look',
  kind: 'look',
  schema: z.strictObject({ wave: z.string().trim().max(60) }),
  fromText: ({ words }) => ({ wave: words.join(' ').replace(/^(?:all|of|for)$/i, '') }),
  inThread: { of: 'wave' },
  fromButton: ({ id }) => ({ wave: id }),
  async run({ wave }, ctx) {
    const costs = await ctx.usecases.costs(wave === '' ? null : wave);
    if (costs === null) return [refuse(ctx, ctx.words.costs.noWave)];
    const made = costCard(costs, ctx.words);
    return ctx.typed ? card(made) : swap(made);
  },
});
