import { z } from 'zod';
import { nextCard } from '../../cards/next.ts';
import { PageNumber } from '../arguments.ts';
import { command } from '../command.ts';
import { card, swap } from '../replies.ts';

/** Shows what waits for the person, or for everybody, the oldest first. */
export const next = command({
  name: 'next',
  aliases: ['inbox', 'todo', 'waiting'],
  role: 'viewer',
  help: 'next',
  group: 'look',
  kind: 'look',
  schema: z.strictObject({ all: z.boolean(), page: PageNumber, turned: z.boolean() }),
  fromText: ({ words }) => ({ all: words.some((word) => /^(?:all|everybody|everyone)$/i.test(word)), turned: false }),
  fromButton: ({ id, data }) => ({ all: id === 'all', page: data['page'], turned: data['page'] !== undefined }),
  async run({ all, page, turned }, ctx) {
    const list = nextCard({ inbox: await ctx.usecases.inbox({ who: ctx.who, access: ctx.access, all }), all, page }, ctx.words);
    return turned ? swap(list) : card(list);
  },
});
