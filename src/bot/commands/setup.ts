import { z } from 'zod';
import { setupCard } from '../../cards/setup.ts';
import { command } from '../command.ts';
import { card, rejected, swap } from '../replies.ts';

/** Shows the way from an empty vault to a completed migration as one checklist; pressed again, the same card is looked at anew. */
export const setup = command({
  name: 'setup',
  aliases: ['checklist', 'prepare', 'steps'],
  role: 'viewer',
  help: 'setup',
  group: 'prepare',
  kind: 'look',
  schema: z.strictObject({ pressed: z.boolean() }),
  fromText: () => ({ pressed: false }),
  fromButton: () => ({ pressed: true }),
  run: async ({ pressed }, ctx) => {
    const seen = await ctx.usecases.setup();
    if (!seen.ok) return rejected(ctx, seen.error);
    const made = setupCard({ setup: seen.value, now: ctx.clock.now() }, ctx.words);
    return pressed ? swap(made) : card(made);
  },
});
