import { questionDialog } from '../question-dialog.ts';

/** Confirms another try of a stuck step. */
export const retryDialog = questionDialog({
  name: 'retry',
  danger: false,
  ask: null,
  async act(o, ctx) {
    const result = await ctx.usecases.retry(o.id, ctx.who);
    return result.ok ? { said: ctx.words.answers.started(ctx.words.phrases.outcomes.retrying(o.machine)) } : { rejection: result.error };
  },
});
