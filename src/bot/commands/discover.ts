import { z } from 'zod';
import { machinesCard } from '../../cards/machines.ts';
import { PageNumber } from '../arguments.ts';
import { command } from '../command.ts';
import { card, swap } from '../replies.ts';

/** Lists the EC2 machines of the scope with their replication; typed, it reads both clouds now. */
export const discover = command({
  name: 'discover',
  aliases: ['list', 'machines', 'inventory', 'ls'],
  role: 'operator',
  help: 'discover',
  group: 'look',
  kind: 'look',
  schema: z.strictObject({ page: PageNumber, turned: z.boolean() }),
  fromText: ({ words }) => {
    const number = words.find((word) => /^\d{1,4}$/.test(word));
    return { page: number === undefined ? 0 : Math.max(0, Number(number) - 1), turned: false };
  },
  fromButton: ({ data }) => ({ page: data['page'], turned: data['page'] !== undefined }),
  async run({ page, turned }, ctx) {
    const inventory = await ctx.usecases.inventory({ fresh: !turned });
    const list = machinesCard({ inventory, page, now: ctx.clock.now() }, ctx.words);
    return turned ? swap(list) : card(list);
  },
});
