import { z } from 'zod';
import { may } from '../../domain/access.ts';
import { isHeld } from '../../domain/migration/held.ts';
import type { Selected } from '../../usecases/bulk-types.ts';
import { selectionFromButton, selectionFromText, SelectionText } from '../arguments.ts';
import { askBulk } from '../bulk-ask.ts';
import { withSelected } from '../bulk-target.ts';
import { isEverything } from '../check-target.ts';
import { command } from '../command.ts';
import type { Ctx } from '../context.ts';
import { withMigration } from '../machines.ts';
import { rejected, say } from '../replies.ts';
import { notAllowed } from '../security.ts';
import type { Reply } from '../turn.ts';

/** Lets a held machine go on; only an admin lifts a hold of everything. */
export const resume = command({
  name: 'resume',
  aliases: ['unhold', 'release'],
  // Whether it is one machine or everything decides who may: both are asked below.
  role: 'viewer',
  help: 'resume',
  group: 'trouble',
  kind: 'decision',
  schema: z.object({ target: SelectionText }),
  fromText: selectionFromText,
  inThread: { of: 'both', picks: true },
  fromButton: selectionFromButton,
  async run({ target }, ctx) {
    if (ctx.typed && isEverything(target)) return resumeAll(ctx);
    if (!may(ctx.access, ctx.who, 'operator')) return notAllowed(ctx, { name: 'resume', role: 'operator' });
    return withSelected(ctx, target, { actsAtOnce: true, one: (machine) => resumeOne(ctx, machine), many: (selected) => resumeMany(ctx, selected) });
  },
});

function resumeOne(ctx: Ctx, machine: string): Promise<readonly Reply[]> {
  return withMigration(ctx, { machine, verb: 'resume' }, async (m) => {
    const resumed = await ctx.usecases.resume(m.id, ctx.who);
    return resumed.ok ? [say(ctx, ctx.words.holds.resumed(m.name))] : rejected(ctx, resumed.error, m);
  });
}

async function resumeMany(ctx: Ctx, selected: Selected): Promise<readonly Reply[]> {
  const machines = selected.machines.filter(({ migration: m }) => m !== null && isHeld(m));
  if (machines.length === 0) return rejected(ctx, { code: 'not-held', detail: { machine: selected.title } });
  if (ctx.fromThread) return askBulk({ ...ctx, command: { ...ctx.command, role: 'operator' } }, { ...selected, machines }, { verb: 'resume' });
  const done = await ctx.usecases.bulk({ act: { verb: 'resume' }, machines: machines.flatMap(({ migration: m }) => m?.id ?? []), who: ctx.who });
  return [say(ctx, ctx.words.holds.resumedWave(selected.title, done.begun.length))];
}

async function resumeAll(ctx: Ctx): Promise<readonly Reply[]> {
  if (!may(ctx.access, ctx.who, 'admin')) return notAllowed(ctx, { name: 'resume', role: 'admin' });
  const resumed = await ctx.usecases.resumeAll(ctx.who);
  return resumed.ok ? [say(ctx, ctx.words.holds.resumedAll(resumed.value))] : rejected(ctx, resumed.error);
}
