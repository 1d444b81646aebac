import { z } from 'zod';
import { LEVELS, type Level } from '../../domain/notice/types.ts';
import { machineIn, MachineText } from '../arguments.ts';
import { command } from '../command.ts';
import type { Line } from '../line.ts';
import { rejected, say } from '../replies.ts';

const Args = z.strictObject({ what: MachineText, level: z.enum(LEVELS) });

/** Has this conversation told of a wave or a machine from now on, and shows a sample of it. */
export const subscribe = command({
  name: 'subscribe',
  aliases: ['follow', 'sub'],
  role: 'viewer',
  help: 'subscribe',
  group: 'look',
  kind: 'habit',
  schema: Args,
  fromText,
  inThread: { of: 'both', about: namesIn },
  fromButton: (press) => ({ what: press.id, level: press.data['level'] }),
  run: async ({ what, level }, ctx) => {
    const followed = await ctx.usecases.follow({ what, level, where: ctx.where.conversation, who: ctx.who });
    return followed.ok ? [say(ctx, ctx.words.notices.followed(followed.value.name, level))] : rejected(ctx, followed.error);
  },
});

/** The level may stand before or after the name; without one everything is told. */
function fromText({ words }: Line): unknown {
  const level = words.map((w) => levelOf(w)).find((l) => l !== null) ?? null;
  return { what: machineIn(namesIn(words)), level: level ?? 'all' };
}

function namesIn(words: readonly string[]): readonly string[] {
  return words.filter((w) => levelOf(w) === null && !/^(?:to|for|only)$/i.test(w));
}

function levelOf(word: string): Level | null {
  const typed = word.toLowerCase().replace(/[.,!]+$/, '');
  if (/^needs?-?me$/.test(typed)) return 'needs-me';
  if (/^(?:failures?|errors?)$/.test(typed)) return 'failures';
  if (/^milestones?$/.test(typed)) return 'milestones';
  return /^(?:all|everything)$/.test(typed) ? 'all' : null;
}
