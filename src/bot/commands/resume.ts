import { z } from 'zod';
import { may } from '../../domain/access.ts';
import { isHeld } from '../../domain/migration/held.ts';
import { machineFromButton, machineFromText, MachineText } from '../arguments.ts';
import { selectionIn } from '../check-target.ts';
import { command } from '../command.ts';
import type { Ctx } from '../context.ts';
import { withMigration } from '../machines.ts';
import { rejected, say } from '../replies.ts';
import { notAllowed } from '../security.ts';
import type { Reply } from '../turn.ts';
import { openIn } from './hold.ts';

/** Lets a held machine go on; only an admin lifts a hold of everything. */
export const resume = command({
  name: 'resume',
  aliases: ['unhold', 'release'],
  // Whether it is one machine or everything decides who may: both are asked below.
  role: 'viewer',
  help: 'resume',
  group: 'trouble',
  kind: 'decision',
  schema: z.object({ machine: MachineText }),
  fromText: machineFromText,
  fromButton: machineFromButton,
  async run({ machine }, ctx) {
    const selection = ctx.typed ? await selectionIn(ctx, machine) : null;
    if (selection?.kind === 'all') return resumeAll(ctx);
    if (!may(ctx.access, ctx.who, 'operator')) return notAllowed(ctx, { name: 'resume', role: 'operator' });
    if (selection !== null) return resumeWave(ctx, selection.wave);
    return withMigration(ctx, { machine, verb: 'resume' }, async (m) => {
      const resumed = await ctx.usecases.resume(m.id, ctx.who);
      return resumed.ok ? [say(ctx, ctx.words.holds.resumed(m.name))] : rejected(ctx, resumed.error, m);
    });
  },
});

async function resumeWave(ctx: Ctx, wave: string): Promise<readonly Reply[]> {
  const held = (await openIn(ctx, wave)).filter(isHeld);
  if (held.length === 0) return rejected(ctx, { code: 'not-held', detail: { machine: wave } });
  for (const m of held) {
    const resumed = await ctx.usecases.resume(m.id, ctx.who);
    if (!resumed.ok && resumed.error.code !== 'not-held') return rejected(ctx, resumed.error, m);
  }
  return [say(ctx, ctx.words.holds.resumedWave(wave, held.length))];
}

async function resumeAll(ctx: Ctx): Promise<readonly Reply[]> {
  if (!may(ctx.access, ctx.who, 'admin')) return notAllowed(ctx, { name: 'resume', role: 'admin' });
  const resumed = await ctx.usecases.resumeAll(ctx.who);
  return resumed.ok ? [say(ctx, ctx.words.holds.resumedAll(resumed.value))] : rejected(ctx, resumed.error);
}
