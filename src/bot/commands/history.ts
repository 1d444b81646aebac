import { z } from 'zod';
import { historyCard } from '../../cards/history.ts';
import { MachineText, machineIn, PageNumber } from '../arguments.ts';
import { command } from '../command.ts';
import { withMigration } from '../machines.ts';
import { card, swap } from '../replies.ts';

/** Shows who did what and when. */
export const history = command({
  name: 'history',
  aliases: ['log', 'events'],
  role: 'viewer',
  help: 'history',
  group: 'look',
  kind: 'look',
  schema: z.strictObject({ machine: MachineText, page: PageNumber, turned: z.boolean() }),
  fromText: ({ words }) => ({ machine: machineIn(words), turned: false }),
  inThread: { of: 'machine' },
  fromButton: ({ id, data }) => ({ machine: id, page: data['page'], turned: data['page'] !== undefined }),
  run: ({ machine, page, turned }, ctx) =>
    withMigration(ctx, { machine, verb: 'history' }, async (m) => {
      const events = await ctx.usecases.history(m.id);
      const list = historyCard({ machine: { name: m.name, instanceId: m.instanceId }, events, page }, ctx.words);
      return turned ? swap(list) : card(list);
    }),
});
