import { questionDialog } from '../question-dialog.ts';

/** Confirms that what was done outside Ferry is taken as the truth. */
export const adoptDialog = questionDialog({
  name: 'adopt',
  danger: false,
  ask: null,
  async act(o, ctx) {
    const result = await ctx.usecases.adoptDrift(o.id, ctx.who);
    return result.ok ? { said: ctx.words.phrases.outcomes.adopted(o.machine) } : { rejection: result.error };
  },
});
