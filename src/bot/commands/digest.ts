import { ok } from '../../domain/result.ts';
import { readDigest } from '../daily-time.ts';
import { habitCommand } from '../habit-command.ts';

/** Sets when this conversation gets a summary; with nothing to say there is none. */
export const digest = habitCommand({
  name: 'digest',
  aliases: ['summary'],
  help: 'digest',
  read: readDigest,
  set: async (ctx, { value, ...o }) => {
    const set = await ctx.usecases.setDigest({ digest: value, ...o });
    return set.ok ? ok(ctx.words.notices.digestSet(set.value.habit, set.value.next)) : set;
  },
});
