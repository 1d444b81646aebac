import { z } from 'zod';
import { migrationId } from '../../domain/ids.ts';
import { windowTextOf } from '../../text/window.ts';
import { confirmDialog } from '../confirm-dialog.ts';
import { WindowShape } from '../window-shape.ts';

const Data = z.object({ id: z.string().transform(migrationId), machine: z.string(), window: WindowShape.nullable() });
/** The window as it was shown. */
export type WindowData = Readonly<z.infer<typeof Data>>;

/** Shows how a window is understood, and keeps it for the machine's next request. */
export const windowDialog = confirmDialog<WindowData>({
  name: 'window',
  data: Data,
  button: (data, ctx) => (data.window === null ? ctx.words.windows.buttons.drop : ctx.words.windows.buttons.keep),
  async act({ id, machine, window }, ctx) {
    const result = await ctx.usecases.setWindow({ id, window, who: ctx.who });
    if (!result.ok) return { rejection: result.error };
    return { said: ctx.words.windows.kept(machine, windowTextOf(window)) };
  },
});
