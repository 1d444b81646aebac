/** Tells one machine from several: a single name goes on as before, everything else is a selector. */
import { isInstanceId } from '../domain/ids.ts';
import type { Selected } from '../usecases/bulk-types.ts';
import { machineIn } from './arguments.ts';
import type { Ctx } from './context.ts';
import { rejected } from './replies.ts';
import type { Reply } from './turn.ts';

type Replies = Promise<readonly Reply[]>;

const FILTER = /(?:^|\s)-?(?:group|state|tag|name)\s*:|(?:^|\s)[-\u2010-\u2015\u2212]\S|\*/i;

/** True for an id or a migration, which only buttons carry. */
function isOwnId(text: string): boolean {
  return isInstanceId(text.toLowerCase()) || /^m-[0-9a-f]{8,17}-\d+$/.test(text);
}

type Ways = { one(machine: string): Replies; many(selected: Selected): Replies; /** `one` asks nothing before it acts: a machine that nobody named is asked for by `many`. */ readonly actsAtOnce?: boolean };

/** Goes on with the one machine that is meant by name, or with all that a selector means. */
export async function withSelected(ctx: Ctx, text: string, go: Ways): Replies {
  if (ctx.fromThread && go.actsAtOnce === true) return several(ctx, text, go);
  if (isOwnId(text)) return go.one(text);
  if (!FILTER.test(text) && !(await isWave(ctx, text))) {
    const name = machineIn(plainWords(text)) ?? text;
    // One word names one machine, known or not; several words may be one name with spaces.
    if (plainWords(text).length === 1 || !/[\s,]/.test(text) || (await ctx.usecases.find(name)).kind !== 'none') return go.one(name);
  }
  return several(ctx, text, go);
}

async function several(ctx: Ctx, text: string, go: Ways): Replies {
  const selected = await ctx.usecases.selectMachines(text);
  return selected.ok ? go.many(selected.value) : rejected(ctx, selected.error);
}

function plainWords(text: string): readonly string[] {
  return [...text.matchAll(/"([^"]*)"|(\S+)/g)].map((m) => m[1] ?? m[2] ?? '');
}

async function isWave(ctx: Ctx, text: string): Promise<boolean> {
  if ((await ctx.usecases.waveByName(text)) !== null || (await ctx.usecases.waveNamed(text)) !== null) return true;
  // The wave may stand among names: then the whole is a selector.
  const words = plainWords(text);
  if (words.length < 2) return /^(?:wave[\s-]*|w)\d{1,4}$/i.test(text) && (await ctx.usecases.find(text)).kind === 'none';
  for (const word of words) if ((await ctx.usecases.waveByName(word)) !== null || (await ctx.usecases.waveNamed(word)) !== null) return true;
  return false;
}
