import { z } from 'zod';
import type { ConversationId } from '../domain/ids.ts';
import type { Person } from '../domain/person.ts';
import { command, type AnyCommand } from './command.ts';
import type { CommandInfo, Ctx } from './context.ts';
import type { DailyText } from './daily-time.ts';
import { rejected, say } from './replies.ts';
import type { Outcome } from '../usecases/types.ts';

/** What is set; a null `value` ends it. */
type Setting<T> = { readonly value: T | null; readonly zone: string | null; readonly where: ConversationId; readonly who: Person };

type Habitual<T> = Pick<CommandInfo, 'name' | 'aliases' | 'help'> & {
  readonly read: (words: readonly string[]) => DailyText<T>;
  /** Gives what holds from now on, in words. */
  readonly set: (ctx: Ctx, setting: Setting<T>) => Outcome<string>;
};

/** A time of the day that this conversation goes by: shown without words, ended with `off`. */
export function habitCommand<T>({ read, set, ...info }: Habitual<T>): AnyCommand {
  return command({
    ...info,
    role: 'viewer',
    group: 'look',
    kind: 'habit',
    schema: z.strictObject({ words: z.array(z.string().max(60)).max(8) }),
    fromText: ({ words }) => ({ words }),
    fromButton: () => ({ words: [] }),
    run: async ({ words }, ctx) => {
      const where = ctx.where.conversation;
      if (words.length === 0) return [say(ctx, ctx.words.notices.habitIs((await ctx.usecases.toldIn(where)).habit))];
      const typed = read(words);
      if (typed === null) return rejected(ctx, { code: 'not-a-daily-time', detail: {} });
      const off = { value: null, zone: null };
      const done = await set(ctx, { ...(typed.kind === 'off' ? off : { value: typed.value, zone: typed.zone }), where, who: ctx.who });
      return done.ok ? [say(ctx, done.value)] : rejected(ctx, done.error);
    },
  });
}
