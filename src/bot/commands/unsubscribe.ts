import { machineFromButton, machineFromText, OnlyMachine } from '../arguments.ts';
import { command } from '../command.ts';
import { rejected, say } from '../replies.ts';

/** Ends what `subscribe` began. */
export const unsubscribe = command({
  name: 'unsubscribe',
  aliases: ['unfollow', 'unsub'],
  role: 'viewer',
  help: 'unsubscribe',
  group: 'look',
  kind: 'habit',
  schema: OnlyMachine,
  fromText: machineFromText,
  inThread: { of: 'both' },
  fromButton: machineFromButton,
  run: async ({ machine }, ctx) => {
    const ended = await ctx.usecases.unfollow({ what: machine, where: ctx.where.conversation, who: ctx.who });
    return ended.ok ? [say(ctx, ctx.words.notices.unfollowed(ended.value))] : rejected(ctx, ended.error);
  },
});
