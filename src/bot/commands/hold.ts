import { z } from 'zod';
import type { MachineRow } from '../../usecases/outcome.ts';
import type { Selected } from '../../usecases/bulk-types.ts';
import { TERMINAL_PHASES, type Migration } from '../../domain/migration/types.ts';
import { inputText, LONGEST_SENTENCE, SelectionText, selectionFromText, Sentence } from '../arguments.ts';
import { withSelected } from '../bulk-target.ts';
import { isEverything } from '../check-target.ts';
import { command } from '../command.ts';
import type { Ctx } from '../context.ts';
import { withMachine, withMigration } from '../machines.ts';
import { rejected, say } from '../replies.ts';
import type { Reply } from '../turn.ts';

/** Keeps new steps from starting, for one machine, several or all. It acts at once: nobody is asked to confirm a stop. */
export const hold = command({
  name: 'hold',
  aliases: ['pause'],
  role: 'operator',
  help: 'hold',
  group: 'trouble',
  kind: 'decision',
  schema: z.strictObject({ target: SelectionText, reason: Sentence }),
  // Whatever the reason, and however much of a log is pasted for it: a stop is a stop.
  fromText: (line) => selectionFromText({ ...line, because: line.because?.slice(0, LONGEST_SENTENCE) ?? null }),
  inThread: { of: 'both', picks: true },
  fromButton: (press) => ({ target: press.id, reason: inputText(press, 'reason') }),
  async run({ target, reason }, ctx) {
    if (ctx.typed && isEverything(target)) return holdAll(ctx, reason);
    return withSelected(ctx, target, { one: (machine) => one(ctx, machine, reason), many: (selected) => holdMany(ctx, selected, reason) });
  },
});

function one(ctx: Ctx, machine: string, reason: string): Promise<readonly Reply[]> {
  if (machine.startsWith('m-')) return withMigration(ctx, { machine, verb: 'hold' }, (m) => holdOne(ctx, m, reason));
  return withMachine(ctx, { machine, verb: 'hold' }, (row) => (row.migration === null || TERMINAL_PHASES.has(row.migration.position.phase) ? callOffOne(ctx, row, reason) : holdOne(ctx, row.migration, reason)));
}

/** A machine that waits for its turn has nothing to hold yet: it leaves the queue. */
async function callOffOne(ctx: Ctx, row: MachineRow, reason: string): Promise<readonly Reply[]> {
  const off = await ctx.usecases.callOffReplication({ instances: [row.machine.instanceId], reason, who: ctx.who });
  if (!off.ok) return rejected(ctx, off.error);
  if (off.value.length > 0) return [say(ctx, ctx.words.bulk.calledOff(off.value))];
  return row.migration === null ? rejected(ctx, { code: 'no-migration', detail: { machine: row.machine.name } }) : holdOne(ctx, row.migration, reason);
}

/** Held machine by machine: each can be let go by itself. Whoever waits for a turn leaves the queue. */
async function holdMany(ctx: Ctx, selected: Selected, reason: string): Promise<readonly Reply[]> {
  if (reason === '') return rejected(ctx, { code: 'reason-needed', detail: {} });
  const open = selected.machines.flatMap(({ migration: m }) => (m === null || TERMINAL_PHASES.has(m.position.phase) ? [] : [m]));
  const off = await ctx.usecases.callOffReplication({ instances: selected.machines.map((m) => m.instanceId), reason, who: ctx.who });
  if (!off.ok) return rejected(ctx, off.error);
  if (open.length === 0 && off.value.length === 0) return rejected(ctx, { code: 'no-migration', detail: { machine: selected.title } });
  const held = await ctx.usecases.bulk({ act: { verb: 'hold', reason }, machines: open.map((m) => m.id), who: ctx.who });
  const refused = held.refused.map((r) => r.machine);
  const lines = [
    ...(open.length === 0 ? [] : [ctx.words.holds.heldWave(selected.title, held.begun.length, held.goesOn)]),
    ...(refused.length === 0 ? [] : [ctx.words.bulk.notHeld(refused)]),
    ...(off.value.length === 0 ? [] : [ctx.words.bulk.calledOff(off.value)]),
    ...(await dependants(ctx, selected.machines.map((m) => m.instanceId))),
  ];
  return [say(ctx, lines.join('\n\n'))];
}

/** Who waits as well, because it needs one of these. */
async function dependants(ctx: Ctx, instances: Parameters<Ctx['usecases']['dependants']>[0]): Promise<readonly string[]> {
  const names = await ctx.usecases.dependants(instances);
  return names.length === 0 ? [] : [ctx.words.bulk.dependants(names)];
}

async function holdOne(ctx: Ctx, m: Migration, given: string): Promise<readonly Reply[]> {
  const held = await ctx.usecases.hold({ id: m.id, reason: given === '' ? reasonOf(ctx, m) : given, who: ctx.who });
  if (!held.ok) return rejected(ctx, held.error, m);
  return [say(ctx, [ctx.words.holds.held(m.name, held.value), ...(await dependants(ctx, [m.instanceId]))].join('\n\n'))];
}

/** Pressed on the card of a failure, the failure is the reason. */
function reasonOf(ctx: Ctx, m: Migration): string {
  return ctx.typed || m.stuck === null ? '' : ctx.words.holds.afterFailure(m.stuck.failure.code);
}

async function holdAll(ctx: Ctx, reason: string): Promise<readonly Reply[]> {
  const held = await ctx.usecases.holdAll({ reason, who: ctx.who });
  return held.ok ? [say(ctx, ctx.words.holds.heldAll(held.value))] : rejected(ctx, held.error);
}
