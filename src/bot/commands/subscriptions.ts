import { z } from 'zod';
import { subscriptionsCard } from '../../cards/subscriptions.ts';
import { command } from '../command.ts';
import { card } from '../replies.ts';

/** Shows what this conversation is told of, when it wants quiet, and when it gets a digest. */
export const subscriptions = command({
  name: 'subscriptions',
  aliases: ['follows', 'subs'],
  role: 'viewer',
  help: 'subscriptions',
  group: 'look',
  kind: 'look',
  schema: z.strictObject({}),
  fromText: () => ({}),
  fromButton: () => ({}),
  run: async (_args, ctx) => card(subscriptionsCard({ told: await ctx.usecases.toldIn(ctx.where.conversation) }, ctx.words)),
});
