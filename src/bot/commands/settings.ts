import { z } from 'zod';
import { settingsCard } from '../../cards/settings.ts';
import { command } from '../command.ts';
import { card } from '../replies.ts';

/** Shows how Ferry is set up, and which rules hold and why. */
export const settings = command({
  name: 'settings',
  aliases: ['config', 'configuration', 'profile'],
  role: 'viewer',
  help: 'settings',
  group: 'look',
  kind: 'look',
  schema: z.strictObject({}),
  fromText: () => ({}),
  fromButton: () => ({}),
  run: async (_args, ctx) => card(settingsCard({ settings: await ctx.usecases.settings(), now: ctx.clock.now() }, ctx.words)),
});
