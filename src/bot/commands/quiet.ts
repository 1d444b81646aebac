import { ok } from '../../domain/result.ts';
import { readQuiet } from '../daily-time.ts';
import { habitCommand } from '../habit-command.ts';

/** Sets the hours in which this conversation is left alone; failures, and approvals for tonight, come all the same. */
export const quiet = habitCommand({
  name: 'quiet',
  aliases: ['mute', 'dnd'],
  help: 'quiet',
  read: readQuiet,
  set: async (ctx, { value, ...o }) => {
    const set = await ctx.usecases.setQuiet({ quiet: value, ...o });
    return set.ok ? ok(ctx.words.notices.quietSet(set.value)) : set;
  },
});
