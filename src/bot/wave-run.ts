/** What of a wave is ready to be asked for, and the question about it. */
import { causeTexts, type Refused } from '../cards/bulk-parts.ts';
import { bulkResultCard } from '../cards/bulk-result.ts';
import type { MigrationId, WaveId } from '../domain/ids.ts';
import type { Question } from '../text/en/phrases.ts';
import type { Selected } from '../usecases/bulk-types.ts';
import type { Rejection } from '../usecases/types.ts';
import type { PreparedWave } from '../usecases/wave-types.ts';
import type { Ctx } from './context.ts';
import { rejected, say, swap } from './replies.ts';
import type { Reply } from './turn.ts';

/** The machines that are ready, and those that would be left out. */
export type Ready = { readonly id: WaveId; readonly name: string; readonly machines: readonly MigrationId[]; readonly question: Question };

/** Measures what was selected; null with the replies when nothing can be asked for. */
export async function readyOf(ctx: Ctx, selected: Selected, o: { readonly operation: 'cutover' | 'complete'; readonly release: boolean }): Promise<Ready | { readonly replies: readonly Reply[] }> {
  const { wave } = selected;
  if (wave === null) return { replies: [say(ctx, ctx.words.waveRun.needsWave)] };
  const prepared = await ctx.usecases.prepareWave({ id: wave.id, operation: o.operation, machines: selected.machines.flatMap((m) => m.migration?.id ?? []), release: o.release });
  if (!prepared.ok) return { replies: rejected(ctx, prepared.error) };
  const refused = [...unreplicated(selected), ...prepared.value.refused.map((r) => ({ machine: r.machine, why: r.why as Rejection }))];
  if (prepared.value.ready.length === 0) return { replies: nobody(ctx, wave.name, refused) };
  return { id: wave.id, name: wave.name, machines: prepared.value.ready.map((m) => m.migrationId), question: questionOf(ctx, { prepared: prepared.value, refused, operation: o.operation, held: o.release ? heldIn(selected) : [] }) };
}

function unreplicated(selected: Selected): readonly Refused[] {
  return selected.machines.flatMap((m) => (m.migration === null ? [{ machine: m.name, why: { code: 'no-migration', detail: { machine: m.name } } as const }] : []));
}

function heldIn(selected: Selected): readonly string[] {
  return selected.machines.flatMap((m) => ((m.migration?.hold ?? null) === null ? [] : [m.name]));
}

function nobody(ctx: Ctx, wave: string, refused: readonly Refused[]): readonly Reply[] {
  const card = bulkResultCard({ what: wave, wave, done: '', lines: [ctx.words.waveRun.nobody(wave)], begun: [], refused }, ctx.words);
  return ctx.typed ? [{ kind: 'card', card }] : swap(card);
}

type Asked = { readonly prepared: PreparedWave; readonly refused: readonly Refused[]; readonly operation: 'cutover' | 'complete'; readonly held: readonly string[] };

function questionOf(ctx: Ctx, { prepared, refused, operation, held }: Asked): Question {
  const w = ctx.words.waveRun;
  const { wave, ready, evidence } = prepared;
  const groups = [...new Set(ready.map((m) => m.group))].map((group) => [group, ready.filter((m) => m.group === group).length] as const);
  const plan = wave.policy.drive === 'plan' ? [ctx.words.waves.recoveryPlan.order(ready.length)] : [];
  const own = operation === 'cutover' ? [w.order(groups), ...plan, w.measured(evidence)] : w.complete;
  return {
    title: w.title[operation](wave.name, ready.length),
    lines: [w.ready(ready.length, refused.length), ...own, w.asks],
    warnings: [...causeTexts(refused, ctx.words).slice(0, 10), ...(held.length === 0 ? [] : [w.released(held)]), ...evidence.warnings.slice(0, 8)],
  };
}

/** `state:held` asks for what is held: it is released with the request. */
export function releases(target: string): boolean {
  return /(?:^|\s)state:held\b/i.test(target);
}
