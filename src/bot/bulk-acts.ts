/** One act on several machines: who can do it now, and what came of it. */
import { bulkResultCard } from '../cards/bulk-result.ts';
import type { MigrationId } from '../domain/ids.ts';
import type { MigrationCommand } from '../domain/migration/decide.ts';
import type { BulkAct, Selected } from '../usecases/bulk-types.ts';
import type { Rejection } from '../usecases/types.ts';
import type { Words } from '../text/en.ts';
import type { Ctx } from './context.ts';
import { refusalNow } from './refusal-now.ts';

/** The domain's command for one machine: what it would refuse now is told before anything is asked. */
function commandOf(act: BulkAct): MigrationCommand {
  switch (act.verb) {
    case 'test':
      return { type: 'request-test' };
    case 'verdict':
      return { type: 'give-verdict', works: act.works, reason: act.reason };
    case 'quiesce':
      return { type: 'confirm-quiesce' };
    case 'refuse':
      return { type: 'refuse-acceptance', reason: act.reason };
    case 'hold':
      return { type: 'hold', reason: act.reason };
    default:
      return { type: act.verb };
  }
}

/** Which words an act has. */
export function wordsOf(act: BulkAct): keyof Words['bulk']['done'] {
  if (act.verb === 'verdict') return act.works ? 'works' : 'fails';
  return act.verb;
}

type Sorted = { readonly able: readonly { readonly id: MigrationId; readonly name: string }[]; readonly left: readonly { readonly machine: string; readonly why: Rejection }[] };

/** Who can do it now, and who cannot and why. */
export function sorted(ctx: Ctx, selected: Selected, act: BulkAct): Sorted {
  const able: { id: MigrationId; name: string }[] = [];
  const left: { machine: string; why: Rejection }[] = [];
  for (const { name, migration } of selected.machines) {
    const why: Rejection | null = migration === null ? { code: 'no-migration', detail: { machine: name } } : refusalNow(ctx, migration, commandOf(act));
    if (why === null && migration !== null) able.push({ id: migration.id, name });
    else if (why !== null) left.push({ machine: name, why });
  }
  return { able, left };
}

type Doing = { readonly act: BulkAct; readonly what: string; readonly wave: string | null; readonly ids: readonly MigrationId[]; readonly left: readonly { readonly machine: string; readonly why: Rejection }[]; readonly lines: readonly string[] };

/** Each machine by itself, and the card that tells what became of each. */
export async function done(ctx: Ctx, o: Doing): Promise<ReturnType<typeof bulkResultCard>> {
  const result = await ctx.usecases.bulk({ act: o.act, machines: o.ids, who: ctx.who });
  const refused = [...o.left, ...result.refused.map((r) => ({ machine: r.machine, why: r.why as Rejection }))];
  const goesOn = result.goesOn.length === 0 ? [] : [ctx.words.holds.goesOn(result.goesOn)];
  return bulkResultCard({ what: o.what, wave: o.wave, done: ctx.words.bulk.done[wordsOf(o.act)](result.begun.length), lines: [...goesOn, ...o.lines], begun: result.begun.map((b) => b.machine), refused }, ctx.words);
}
