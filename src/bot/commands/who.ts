import { z } from 'zod';
import { command } from '../command.ts';

/** Shows who may do what here, and what a request for approval needs. */
export const who = command({
  name: 'who',
  aliases: ['whoami', 'roles', 'access'],
  role: 'viewer',
  help: 'who',
  group: 'look',
  kind: 'look',
  schema: z.strictObject({}),
  fromText: () => ({}),
  fromButton: () => ({}),
  run: async (_args, ctx) => [{ kind: 'text', text: ctx.words.who.text(await ctx.usecases.who(ctx.who)) }],
});
