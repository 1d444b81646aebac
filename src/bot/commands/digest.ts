import { z } from 'zod';
import { command } from '../command.ts';
import { readDigest } from '../daily-time.ts';
import { rejected, say } from '../replies.ts';

/** Sets when this conversation gets a summary; with nothing to say there is none. */
export const digest = command({
  name: 'digest',
  aliases: ['summary'],
  role: 'viewer',
  help: 'digest',
  group: 'look',
  kind: 'habit',
  schema: z.strictObject({ words: z.array(z.string().max(60)).max(8) }),
  fromText: ({ words }) => ({ words }),
  fromButton: () => ({ words: [] }),
  run: async ({ words }, ctx) => {
    const where = ctx.where.conversation;
    if (words.length === 0) return [say(ctx, ctx.words.notices.habitIs((await ctx.usecases.toldIn(where)).habit))];
    const typed = readDigest(words);
    if (typed === null) return rejected(ctx, { code: 'not-a-daily-time', detail: {} });
    const set = await ctx.usecases.setDigest({ digest: typed.kind === 'off' ? null : typed.value, zone: typed.kind === 'off' ? null : typed.zone, where, who: ctx.who });
    return set.ok ? [say(ctx, ctx.words.notices.digestSet(set.value.habit, set.value.next))] : rejected(ctx, set.error);
  },
});
