import { questionDialog } from '../question-dialog.ts';

/** Asks why, shows what is lost, and asks for the approval of the way back to EC2. */
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
    if (!result.ok) return { rejection: result.error };
    const { outcomes } = ctx.words.phrases;
    return { said: result.value === null ? outcomes.nothingUndone(o.machine) : outcomes.operationAsked(result.value.id, 'rollback', o.machine) };
  },
});
