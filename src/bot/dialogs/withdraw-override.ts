import { instanceIdFromCloud } from '../../domain/ids.ts';
import { reportCard } from '../check-machine.ts';
import { questionDialog } from '../question-dialog.ts';
import { card, swap } from '../replies.ts';
import { LEAST_REASON } from './override.ts';

/** Asks why a block that was let pass counts again, and lets it. */
export const withdrawOverrideDialog = questionDialog({
  name: 'withdraw-override',
  danger: false,
  ask: {
    required: true,
    least: LEAST_REASON,
    words: (ctx) => ctx.words.checks.overrides.askBack,
    line: (ctx, text) => ctx.words.checks.overrides.reasonLine(text),
  },
  async act(o, ctx) {
    const result = await ctx.usecases.withdrawOverride({ machine: instanceIdFromCloud(o.id), check: o.check, reason: o.text, who: ctx.who });
    if (!result.ok) return { rejection: result.error };
    const shown = await reportCard(ctx, result.value, { notes: [ctx.words.checks.overrides.withdrawn(o.check, o.machine)] });
    return { replies: ctx.typed ? card(shown) : swap(shown) };
  },
});
