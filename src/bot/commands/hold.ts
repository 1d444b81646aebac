import { z } from 'zod';
import { TERMINAL_PHASES, type Migration } from '../../domain/migration/types.ts';
import type { Underway } from '../../usecases/hold-types.ts';
import { inputText, machineFromText, MachineText, Sentence } from '../arguments.ts';
import { selectionIn } from '../check-target.ts';
import { command } from '../command.ts';
import type { Ctx } from '../context.ts';
import { withMigration } from '../machines.ts';
import { rejected, say } from '../replies.ts';
import type { Reply } from '../turn.ts';

/** Keeps new steps from starting, for one machine, a wave or all. It acts at once: nobody is asked to confirm a stop. */
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
  async run({ machine, reason }, ctx) {
    const selection = ctx.typed ? await selectionIn(ctx, machine) : null;
    if (selection === null) return withMigration(ctx, { machine, verb: 'hold' }, (m) => holdOne(ctx, m, reason));
    return selection.kind === 'all' ? holdAll(ctx, reason) : holdWave(ctx, selection.wave, reason);
  },
});

/** A wave is held machine by machine: each can be let go by itself. */
async function holdWave(ctx: Ctx, wave: string, reason: string): Promise<readonly Reply[]> {
  const open = await openIn(ctx, wave);
  if (open.length === 0) return rejected(ctx, { code: 'no-migration', detail: { machine: wave } });
  const goesOn: Underway[] = [];
  for (const m of open) {
    const held = await ctx.usecases.hold({ id: m.id, reason, who: ctx.who });
    if (!held.ok && held.error.code !== 'ended') return rejected(ctx, held.error, m);
    goesOn.push(...(held.ok ? held.value : []));
  }
  return [say(ctx, ctx.words.holds.heldWave(wave, open.length, goesOn))];
}

/** The migrations of a wave that have not ended. */
export async function openIn(ctx: Ctx, wave: string): Promise<readonly Migration[]> {
  const rows = await ctx.usecases.selected({ kind: 'wave', wave });
  return rows.flatMap(({ migration: m }) => (m === null || TERMINAL_PHASES.has(m.position.phase) ? [] : [m]));
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
