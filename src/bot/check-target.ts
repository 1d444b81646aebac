/** Finds out whether a machine, a wave or everything is meant. Never guesses. */
import type { Selection } from '../domain/check-run.ts';
import { isInstanceId } from '../domain/ids.ts';
import type { Words } from '../text/en.ts';
import type { MachineRow } from '../usecases/types.ts';
import type { Ctx } from './context.ts';
import { withMachine, type Named } from './machines.ts';
import { rejected } from './replies.ts';
import type { Reply } from './turn.ts';

type Replies = Promise<readonly Reply[]>;

const EVERYTHING = /^(?:all|everything|all machines|whole scope)$/i;
/** True for the words that mean all of the scope. */
export function isEverything(text: string): boolean {
  return EVERYTHING.test(text);
}

const WAVE = /^wave[\s:-]+(.+)$/i;
/** What people mean as the name of a wave, even when no machine carries it. */
const LIKE_A_WAVE = /^(?:wave[\s-]*|w)\d{1,4}$/i;

/** The selection that a text names; null when it names none. */
export async function selectionIn(ctx: Ctx, text: string): Promise<Selection | null> {
  if (EVERYTHING.test(text)) return { kind: 'all' };
  if (isInstanceId(text.toLowerCase())) return null;
  const wave = await ctx.usecases.waveNamed(WAVE.exec(text)?.[1] ?? text);
  return wave === null ? null : { kind: 'wave', wave };
}

/** Goes on with the machine or the selection that is meant. */
export async function withTarget(ctx: Ctx, named: Named, go: { machine(row: MachineRow): Replies; selection(selection: Selection): Replies }): Replies {
  const selection = ctx.typed ? await selectionIn(ctx, named.machine) : null;
  if (selection !== null) return go.selection(selection);
  if (WAVE.test(named.machine)) return noSuchWave(ctx);
  if (LIKE_A_WAVE.test(named.machine) && (await ctx.usecases.find(named.machine)).kind === 'none') return noSuchWave(ctx);
  return withMachine(ctx, named, go.machine);
}

async function noSuchWave(ctx: Ctx): Replies {
  const known = (await ctx.usecases.waves()).slice(0, 20).map((w) => w.wave);
  return rejected(ctx, { code: 'no-such-wave', detail: { known: known.join(', ') } });
}

/** A selection in words. */
export function selectionText(selection: Selection, words: Words): string {
  return words.cards.run.wave(selection.kind === 'wave' ? selection.wave : null);
}
