import { z } from 'zod';
import { windowText } from '../../text/window.ts';
import { confirmDialog } from '../confirm-dialog.ts';
import { WindowShape } from '../window-shape.ts';

const Data = z.discriminatedUnion('what', [
  z.object({ what: z.literal('add'), window: WindowShape, reason: z.string() }),
  z.object({ what: z.literal('end'), number: z.number(), reason: z.string() }),
]);
/** The freeze as it was shown. */
export type FreezeData = Readonly<z.infer<typeof Data>>;

/** Shows how a freeze is understood and what it holds, and adds or ends it. */
export const freezeDialog = confirmDialog<FreezeData>({
  name: 'freeze',
  data: Data,
  button: (data, ctx) => (data.what === 'add' ? ctx.words.windows.buttons.freeze : ctx.words.windows.buttons.thaw),
  async act(data, ctx) {
    const w = ctx.words.windows;
    if (data.what === 'end') {
      const ended = await ctx.usecases.endFreeze({ number: data.number, reason: data.reason, who: ctx.who });
      return ended.ok ? { said: w.thawed(data.number) } : { rejection: ended.error };
    }
    const added = await ctx.usecases.addFreeze({ window: data.window, reason: data.reason, who: ctx.who });
    return added.ok ? { said: w.frozen(added.value.freeze.number, windowText(added.value.freeze), added.value.holds) } : { rejection: added.error };
  },
});
