import { z } from 'zod';
import { boardCard } from '../../cards/board.ts';
import { machineCard } from '../../cards/machine.ts';
import { MachineText, machineIn, PageNumber } from '../arguments.ts';
import { command } from '../command.ts';
import type { Ctx } from '../context.ts';
import { withMigration } from '../machines.ts';
import { card, rejected, swap } from '../replies.ts';
import type { Reply } from '../turn.ts';

/** Shows all migrations, those that need a person first, or one machine. */
export const status = command({
  name: 'status',
  aliases: ['state', 'show', 'board', 'progress'],
  role: 'viewer',
  help: 'status',
  group: 'look',
  kind: 'look',
  schema: z.strictObject({ machine: MachineText.optional(), page: PageNumber, turned: z.boolean() }),
  fromText: ({ words }) => ({ machine: words.length === 1 && words[0]?.toLowerCase() === 'all' ? undefined : machineIn(words), turned: false }),
  fromButton: ({ id, data }) => ({ machine: id === '' ? undefined : id, page: data['page'], turned: data['page'] !== undefined }),
  run: ({ machine, page, turned }, ctx) => (machine === undefined ? board(ctx, page, turned) : oneMachine(ctx, machine)),
});

async function board(ctx: Ctx, page: number, turned: boolean): Promise<readonly Reply[]> {
  const [rows, inventory] = await Promise.all([ctx.usecases.board(), ctx.usecases.inventory({ fresh: false })]);
  const unmanaged = inventory.rows.filter((row) => row.migration === null).length;
  const list = boardCard({ rows, unmanaged, page, now: ctx.clock.now() }, ctx.words);
  return turned ? swap(list) : card(list);
}

async function oneMachine(ctx: Ctx, machine: string): Promise<readonly Reply[]> {
  return withMigration(ctx, { machine, verb: 'status' }, async (m) => {
    const seen = await ctx.usecases.status(m.id);
    return seen === null ? rejected(ctx, { code: 'no-migration', detail: { machine: m.name } }) : card(machineCard({ status: seen }, ctx.words));
  });
}
