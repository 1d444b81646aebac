import { z } from 'zod';
import type { Migration } from '../../domain/migration/types.ts';
import { inputText, machineFromText, MachineText, Sentence } from '../arguments.ts';
import { command } from '../command.ts';
import type { Ctx } from '../context.ts';
import { withMigration } from '../machines.ts';
import { rejected, say } from '../replies.ts';
import type { Reply } from '../turn.ts';

/** Keeps new steps from starting, for one machine or for all. It acts at once: nobody is asked to confirm a stop. */
export const hold = command({
  name: 'hold',
  aliases: ['pause'],
  role: 'operator',
  help: 'hold',
  group: 'trouble',
  kind: 'decision',
  schema: z.strictObject({ machine: MachineText, reason: Sentence }),
  fromText: machineFromText,
  fromButton: (press) => ({ machine: press.id, reason: inputText(press, 'reason') }),
  run: ({ machine, reason }, ctx) => (isAll(machine) ? holdAll(ctx, reason) : withMigration(ctx, { machine, verb: 'hold' }, (m) => holdOne(ctx, m, reason))),
});

/** `all` is no machine's name here: a machine that is called so can be named by its id. */
export function isAll(machine: string): boolean {
  return /^(?:all|everything)$/i.test(machine);
}

async function holdOne(ctx: Ctx, m: Migration, given: string): Promise<readonly Reply[]> {
  const held = await ctx.usecases.hold({ id: m.id, reason: given === '' ? reasonOf(ctx, m) : given, who: ctx.who });
  return held.ok ? [say(ctx, ctx.words.holds.held(m.name, held.value))] : rejected(ctx, held.error, m);
}

/** Pressed on the card of a failure, the failure is the reason. */
function reasonOf(ctx: Ctx, m: Migration): string {
  return ctx.typed || m.stuck === null ? '' : ctx.words.holds.afterFailure(m.stuck.failure.code);
}

async function holdAll(ctx: Ctx, reason: string): Promise<readonly Reply[]> {
  const held = await ctx.usecases.holdAll({ reason, who: ctx.who });
  return held.ok ? [say(ctx, ctx.words.holds.heldAll(held.value))] : rejected(ctx, held.error);
}
