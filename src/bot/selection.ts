/** Goes on with the wave, or everything, that somebody means. */
import type { Selection } from '../domain/check-run.ts';
import { selectionIn } from './check-target.ts';
import type { Ctx } from './context.ts';
import { rejected } from './replies.ts';
import type { Reply } from './turn.ts';

/** A text that names neither is refused with the waves there are: a plan for the wrong machines would be believed. */
export async function withSelection(ctx: Ctx, text: string, go: (selection: Selection) => Promise<readonly Reply[]>): Promise<readonly Reply[]> {
  const selection = await selectionIn(ctx, text);
  if (selection !== null) return go(selection);
  const known = (await ctx.usecases.waves()).slice(0, 20).map((w) => w.wave);
  return rejected(ctx, { code: 'no-such-wave', detail: { known: known.join(', ') } });
}
