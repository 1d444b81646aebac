import { z } from 'zod';
import { may } from '../../domain/access.ts';
import { machineFromButton, machineFromText, MachineText } from '../arguments.ts';
import { command } from '../command.ts';
import type { Ctx } from '../context.ts';
import { withMigration } from '../machines.ts';
import { rejected, say } from '../replies.ts';
import type { Reply } from '../turn.ts';
import { isAll } from './hold.ts';

/** Lets a held machine go on; only an admin lifts a hold of everything. */
export const resume = command({
  name: 'resume',
  aliases: ['unhold', 'release'],
  role: 'operator',
  help: 'resume',
  group: 'trouble',
  kind: 'decision',
  schema: z.object({ machine: MachineText }),
  fromText: machineFromText,
  fromButton: machineFromButton,
  run: ({ machine }, ctx) => (isAll(machine) ? resumeAll(ctx) : withMigration(ctx, { machine, verb: 'resume' }, async (m) => {
    const resumed = await ctx.usecases.resume(m.id, ctx.who);
    return resumed.ok ? [say(ctx, ctx.words.holds.resumed(m.name))] : rejected(ctx, resumed.error, m);
  })),
});

async function resumeAll(ctx: Ctx): Promise<readonly Reply[]> {
  if (!may(ctx.access, ctx.who, 'admin')) return rejected(ctx, { code: 'not-allowed-here', detail: { role: 'admin' } });
  const resumed = await ctx.usecases.resumeAll(ctx.who);
  return resumed.ok ? [say(ctx, ctx.words.holds.resumedAll(resumed.value))] : rejected(ctx, resumed.error);
}
