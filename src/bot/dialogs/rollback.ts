import { questionDialog } from '../question-dialog.ts';

/** Asks why, shows what is lost, and confirms the way back to EC2. */
export const rollbackDialog = questionDialog({
  name: 'rollback',
  danger: true,
  ask: {
    required: true,
    words: (ctx) => ctx.words.phrases.ask.rollback,
    line: (ctx, text) => ctx.words.phrases.ask.reasonLine(text),
  },
  async act(o, ctx) {
    const result = await ctx.usecases.requestRollback({ id: o.id, reason: o.text, who: ctx.who });
    return result.ok ? { said: ctx.words.answers.started(ctx.words.phrases.outcomes.rollingBack(o.machine)) } : { rejection: result.error };
  },
});
