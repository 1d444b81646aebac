import { questionDialog } from '../question-dialog.ts';

/** Confirms a test failover. */
export const testDialog = questionDialog({
  name: 'test',
  danger: false,
  ask: null,
  async act(o, ctx) {
    const result = await ctx.usecases.requestTest(o.id, ctx.who);
    return result.ok ? { said: ctx.words.answers.started(ctx.words.phrases.outcomes.testing(o.machine)) } : { rejection: result.error };
  },
});
