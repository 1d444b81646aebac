import { instanceIdFromCloud } from '../../domain/ids.ts';
import { utc } from '../../text/format.ts';
import { recheckedReplies } from '../check-machine.ts';
import { questionDialog } from '../question-dialog.ts';

/** The least length of a reason, as the use case demands it too. */
export const LEAST_REASON = 10;

/** Asks why a block may pass, says what that means, and lets it pass. */
export const overrideDialog = questionDialog({
  name: 'override',
  danger: true,
  ask: {
    required: true,
    least: LEAST_REASON,
    words: (ctx) => ctx.words.checks.overrides.ask,
    line: (ctx, text) => ctx.words.checks.overrides.reasonLine(text),
  },
  async act(o, ctx) {
    const id = instanceIdFromCloud(o.id);
    const result = await ctx.usecases.override({ machine: id, check: o.check, reason: o.text, who: ctx.who });
    if (!result.ok) return { rejection: result.error };
    return { replies: await recheckedReplies(ctx, { id, check: o.check, said: ctx.words.checks.overrides.done(o.check, o.machine, utc(result.value.until)) }) };
  },
});
