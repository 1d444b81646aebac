import { z } from 'zod';
import { hasPlan } from '../../domain/wave/plan.ts';
import { confirmDialog } from '../confirm-dialog.ts';
import { WaveEditShape, WaveIdShape } from '../wave-shape.ts';

const Data = z.object({ id: WaveIdShape, wave: z.string(), edit: WaveEditShape });
/** The change as it was shown. */
export type WaveEditData = Readonly<z.infer<typeof Data>>;

/** Shows what a change to a wave does, and stores it. */
export const waveEditDialog = confirmDialog<WaveEditData>({
  name: 'wave-edit',
  data: Data,
  button: ({ edit }, ctx) => ctx.words.waves.edits.buttons[edit.type],
  async act({ id, wave, edit }, ctx) {
    const result = await ctx.usecases.editWave({ id, edit, who: ctx.who });
    if (!result.ok) return { rejection: result.error };
    return { said: hasPlan(result.value) || result.value.plan !== null ? ctx.words.waves.recoveryPlan.changed(wave) : ctx.words.waves.edits.done(wave) };
  },
});
