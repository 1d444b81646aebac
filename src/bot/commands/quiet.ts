import { z } from 'zod';
import { command } from '../command.ts';
import { readQuiet } from '../daily-time.ts';
import { rejected, say } from '../replies.ts';

/** Sets the hours in which this conversation is left alone; failures, and approvals for tonight, come all the same. */
export const quiet = command({
  name: 'quiet',
  aliases: ['mute', 'dnd'],
  role: 'viewer',
  help: 'quiet',
  group: 'look',
  kind: 'habit',
  schema: z.strictObject({ words: z.array(z.string().max(60)).max(8) }),
  fromText: ({ words }) => ({ words }),
  fromButton: () => ({ words: [] }),
  run: async ({ words }, ctx) => {
    const where = ctx.where.conversation;
    if (words.length === 0) return [say(ctx, ctx.words.notices.habitIs((await ctx.usecases.toldIn(where)).habit))];
    const typed = readQuiet(words);
    if (typed === null) return rejected(ctx, { code: 'not-a-daily-time', detail: {} });
    const set = await ctx.usecases.setQuiet({ quiet: typed.kind === 'off' ? null : typed.value, zone: typed.kind === 'off' ? null : typed.zone, where, who: ctx.who });
    return set.ok ? [say(ctx, ctx.words.notices.quietSet(set.value))] : rejected(ctx, set.error);
  },
});
