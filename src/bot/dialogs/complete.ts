import { questionDialog } from '../question-dialog.ts';

/** Asks for the approval of Complete Migration, after which there is no way back. */
export const completeDialog = questionDialog({
  name: 'complete',
  danger: true,
  ask: null,
  async act(o, ctx) {
    const result = await ctx.usecases.requestCompletion(o.id, ctx.who, o.text);
    return result.ok ? { said: ctx.words.phrases.outcomes.operationAsked(result.value.id, 'completion', o.machine) } : { rejection: result.error };
  },
});
