/** The checks of one machine: run them, look at one again, or turn a page of what was found. */
import { checkReportCard } from '../cards/check-report.ts';
import type { CheckReportView } from '../cards/findings.ts';
import type { Rendered } from '../cards/rendered.ts';
import type { Topic } from '../domain/checks/types.ts';
import type { CheckReport } from '../domain/finding.ts';
import { instanceIdFromCloud, type InstanceId } from '../domain/ids.ts';
import type { Phase } from '../domain/migration/types.ts';
import { ok } from '../domain/result.ts';
import type { Ctx } from './context.ts';
import { card, rejected, swap } from './replies.ts';
import type { Reply } from './turn.ts';

/** What of a machine's checks is wanted. `alone` shows only that check; a page shows what was found last, without reading anything. */
export type Wanted = { readonly only: string | null; readonly alone: boolean; readonly topic: Topic | null; readonly page: number | null };

/** Runs what is wanted and shows it in place of the pressed card. */
export async function checkMachine(ctx: Ctx, id: InstanceId, wanted: Wanted): Promise<readonly Reply[]> {
  const { only, alone, topic, page } = wanted;
  const stored = page === null ? null : await ctx.store.report(id);
  if (stored !== null && page !== null) return swap(await reportCard(ctx, stored, { topic, page }));
  const report = only === null ? await ctx.usecases.check(id) : await ctx.usecases.check(id, only);
  if (!report.ok) return rejected(ctx, report.error);
  return swap(await reportCard(ctx, report.value, { topic, rechecked: only, only: alone ? only : null }));
}

/** The report's card, as of now. */
export async function reportCard(ctx: Ctx, report: CheckReport, view: Partial<Omit<CheckReportView, 'report' | 'now' | 'next'>> = {}): Promise<Rendered> {
  const row = await ctx.usecases.byInstance(instanceIdFromCloud(report.instanceId));
  const phase = row?.migration?.position.phase ?? null;
  const next = phase === null || STARTS_ANEW.has(phase) ? 'replicate' : 'status';
  return checkReportCard({ report, now: ctx.clock.now(), next, ...view }, ctx.words);
}

const STARTS_ANEW: ReadonlySet<Phase> = new Set<Phase>(['rolled-back', 'abandoned']);

/** The report after something was done about a finding, with what was done; the words alone when it cannot be read now. */
export async function recheckedReplies(ctx: Ctx, o: { readonly id: InstanceId; readonly check?: string; readonly said: string }): Promise<readonly Reply[]> {
  // Whoever did something has looked again already; only a machine without any report is read here.
  const stored = await ctx.store.report(o.id);
  const report = stored === null ? await ctx.usecases.check(o.id) : ok(stored);
  if (!report.ok) return [{ kind: 'text', text: o.said }, ...rejected(ctx, report.error)];
  const shown = await reportCard(ctx, report.value, { notes: [o.said], rechecked: o.check ?? null });
  return ctx.typed ? card(shown) : swap(shown);
}
