import type { Ctx } from './context.ts';
import { isOpen, withThread } from './in-thread.ts';
import type { Line } from './line.ts';
import type { InThread } from './thread-rule.ts';

/** A typed line, with what the thread is about put in where the command was not told; the same line where nothing was left out. A pressed suggestion means what it says. */
export async function lineInThread(ctx: Ctx, rule: InThread | undefined, line: Line): Promise<Line> {
  const { conversation, thread } = ctx.where;
  if (rule === undefined || thread === null || !ctx.spoken || !isOpen(line, rule)) return line;
  const target = await ctx.usecases.threadTarget({ conversation, root: thread });
  const meant = target === null ? null : withThread(line, rule, target);
  return meant === null || (rule.mayBeWave === true && (await namesWave(ctx, line))) ? line : meant;
}

async function namesWave(ctx: Ctx, { words: [first] }: Line): Promise<boolean> {
  return first !== undefined && (await ctx.usecases.waveNamedAny(first)) !== null;
}
