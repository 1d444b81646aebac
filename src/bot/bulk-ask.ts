/** Begins one act on several machines, with one question for all of them. */
import { bulkResultCard } from '../cards/bulk-result.ts';
import type { Rendered } from '../cards/rendered.ts';
import type { MigrationId } from '../domain/ids.ts';
import type { BulkAct, Selected } from '../usecases/bulk-types.ts';
import { sorted } from './bulk-acts.ts';
import type { Ctx } from './context.ts';
import { beginBulk, bulkConfirmDialog } from './dialogs/bulk-confirm.ts';
import { startForm } from './forms.ts';
import { rejected, swap } from './replies.ts';
import type { Reply } from './turn.ts';

/** Asks once for all of them; where none can, it says why and asks nothing. */
export async function askBulk(ctx: Ctx, selected: Selected, act: BulkAct): Promise<readonly Reply[]> {
  if ((act.verb === 'refuse' || (act.verb === 'verdict' && !act.works)) && act.reason.trim() === '') return rejected(ctx, { code: 'reason-needed', detail: {} });
  const { able, left } = sorted(ctx, selected, act);
  const wave = selected.wave?.name ?? null;
  if (able.length === 0) return shown(ctx, bulkResultCard({ what: selected.title, wave, done: '', lines: [], begun: [], refused: left }, ctx.words));
  return startForm(ctx, bulkConfirmDialog, beginBulk({ act, what: selected.title, wave, able, left, lines: await planLines(ctx, act, able.map((m) => m.id)) }));
}

/** A whole wave that is driven by its recovery plan is tested by it. */
async function planLines(ctx: Ctx, act: BulkAct, able: readonly MigrationId[]): Promise<readonly string[]> {
  const wave = act.verb === 'test' ? await ctx.usecases.testedByPlan(able) : null;
  return wave === null ? [] : [ctx.words.waves.recoveryPlan.test(wave)];
}

function shown(ctx: Ctx, card: Rendered): readonly Reply[] {
  return ctx.typed ? [{ kind: 'card', card }] : swap(card);
}
