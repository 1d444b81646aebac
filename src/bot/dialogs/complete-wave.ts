import { z } from 'zod';
import { migrationId, type WaveId } from '../../domain/ids.ts';
import { beginConfirm, confirmDialog } from '../confirm-dialog.ts';
import type { Ready } from '../wave-run.ts';

const Data = z.object({ id: z.string().transform((id) => id as WaveId), name: z.string(), machines: z.array(z.string().transform(migrationId)).readonly(), note: z.string() });

/** The first state: what was shown, and is asked for when it is confirmed. */
export function beginWaveComplete({ id, name, machines, question }: Ready, note: string) {
  return beginConfirm({ id, name, machines, note }, question);
}

/** Asks for one approval of Complete Migration for the accepted machines of a wave. */
export const completeWaveDialog = confirmDialog<z.infer<typeof Data>>({
  name: 'complete-wave',
  data: Data,
  button: (_data, ctx) => ctx.words.waveRun.askComplete,
  async act({ id, name, machines, note }, ctx) {
    const asked = await ctx.usecases.requestWave({ id, operation: 'complete', machines, note, who: ctx.who });
    return asked.ok ? { said: ctx.words.waveRun.requested(asked.value.id, name, machines.length) } : { rejection: asked.error };
  },
});
