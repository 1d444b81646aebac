import { questionDialog } from '../question-dialog.ts';

/** Asks for a note to the approvers, shows the evidence, and asks for approval. */
export const cutoverDialog = questionDialog({
  name: 'cutover',
  danger: false,
  ask: {
    required: false,
    // The card hears it too, so that it neither draws a star nor keeps Continue from working.
    words: (ctx) => ({ ...ctx.words.cards.askText.cutoverNote, required: false }),
    line: (ctx, text) => ctx.words.phrases.ask.noteLine(text),
  },
  async act(o, ctx) {
    const result = await ctx.usecases.requestCutover({ id: o.id, note: o.text, who: ctx.who });
    return result.ok ? { said: ctx.words.phrases.outcomes.requested(result.value.id, o.machine) } : { rejection: result.error };
  },
});
