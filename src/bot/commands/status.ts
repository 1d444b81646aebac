import { z } from 'zod';
import { boardCard } from '../../cards/board.ts';
import { machineCard } from '../../cards/machine.ts';
import { waveCard } from '../../cards/wave.ts';
import { isApprovalId } from '../../domain/ids.ts';
import type { Wave } from '../../domain/wave/types.ts';
import { showApproval } from '../approval-decision.ts';
import { MachineText, machineIn, PageNumber } from '../arguments.ts';
import { command } from '../command.ts';
import type { Ctx } from '../context.ts';
import { withMigration } from '../machines.ts';
import { card, rejected, swap } from '../replies.ts';
import type { Reply } from '../turn.ts';

/** Shows all waves and machines, those that need a person first; or one wave, one machine, one request. */
export const status = command({
  name: 'status',
  aliases: ['state', 'show', 'board', 'progress'],
  role: 'viewer',
  help: 'status',
  group: 'look',
  kind: 'look',
  schema: z.strictObject({ target: MachineText.optional(), page: PageNumber, turned: z.boolean() }),
  fromText: ({ words }) => ({ target: words.length === 1 && words[0]?.toLowerCase() === 'all' ? undefined : machineIn(words), turned: false }),
  inThread: { of: 'both' },
  fromButton: ({ id, data }) => ({ target: id === '' ? undefined : id, page: data['page'], turned: data['page'] !== undefined }),
  run: ({ target, ...paging }, ctx) => (target === undefined ? board(ctx, paging, false) : about(ctx, target, paging)),
});

type Paging = { readonly page: number; readonly turned: boolean };

async function board(ctx: Ctx, { page, turned }: Paging, mine: boolean): Promise<readonly Reply[]> {
  const list = boardCard({ fleet: await (mine ? ctx.usecases.fleet(ctx.who) : ctx.usecases.fleet()), mine, page }, ctx.words);
  return turned ? swap(list) : card(list);
}

async function about(ctx: Ctx, target: string, paging: Paging): Promise<readonly Reply[]> {
  if (/^(?:mine|my|me)$/i.test(target)) return board(ctx, paging, true);
  const approval = target.toUpperCase();
  if (isApprovalId(approval)) return showApproval(ctx, approval);
  const wave = await ctx.usecases.waveByName(target);
  return wave === null ? oneMachine(ctx, target) : oneWave(ctx, wave);
}

async function oneWave(ctx: Ctx, wave: Wave): Promise<readonly Reply[]> {
  const view = await ctx.usecases.waveView(wave.id);
  if (view === null) return rejected(ctx, { code: 'no-such-wave', detail: {} });
  return card(waveCard(view, ctx.words));
}

async function oneMachine(ctx: Ctx, machine: string): Promise<readonly Reply[]> {
  return withMigration(ctx, { machine, verb: 'status' }, async (m) => {
    const seen = await ctx.usecases.status(m.id);
    return seen === null ? rejected(ctx, { code: 'no-migration', detail: { machine: m.name } }) : card(machineCard({ status: seen }, ctx.words));
  });
}
