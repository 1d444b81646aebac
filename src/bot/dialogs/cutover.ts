import { questionDialog } from '../question-dialog.ts';

/** Asks for a note to the approvers, shows the evidence, and asks for approval. */
export const cutoverDialog = questionDialog({
  name: 'cutover',
  danger: false,
  ask: {
    required: false,
    words: (ctx) => ctx.words.phrases.ask.note,
    line: (ctx, text) => ctx.words.phrases.ask.noteLine(text),
  },
  async act(o, ctx) {
    const result = await ctx.usecases.requestCutover({ id: o.id, note: o.text, who: ctx.who });
    return result.ok ? { said: ctx.words.phrases.outcomes.requested(result.value.id, o.machine) } : { rejection: result.error };
  },
});
