/** Gives a link to what a check found, as a file. */
import { exportLinkCard } from '../cards/export-link.ts';
import type { Selection } from '../domain/check-run.ts';
import type { ExportSubject } from '../ports/files.ts';
import { selectionText, withTarget } from './check-target.ts';
import type { Ctx } from './context.ts';
import { card, refuse, rejected } from './replies.ts';
import type { Reply } from './turn.ts';

/** The file of a machine that somebody named, or of the last check of a selection in this place. */
export async function exportTarget(ctx: Ctx, target: string): Promise<readonly Reply[]> {
  return withTarget(ctx, { machine: target, verb: 'export' }, {
    async machine(row) {
      const { instanceId, name } = row.machine;
      if ((await ctx.store.report(instanceId)) !== null) return linkReplies(ctx, { kind: 'machine', id: instanceId }, name);
      const report = await ctx.usecases.check(instanceId);
      return report.ok ? linkReplies(ctx, { kind: 'machine', id: instanceId }, name) : rejected(ctx, report.error);
    },
    async selection(selection) {
      const what = selectionText(selection, ctx.words);
      const wanted = selectionKey(selection);
      // The newest one first.
      const run = (await ctx.store.checkRuns()).find((r) => r.home === ctx.where.conversation && selectionKey(r.selection) === wanted);
      return run === undefined ? [refuse(ctx, ctx.words.checks.exports.notChecked(what))] : exportRun(ctx, run.id);
    },
  });
}

function selectionKey(selection: Selection): string {
  return selection.kind === 'all' ? 'all' : `wave:${selection.wave}`;
}

/** The file of one check of many machines. */
export async function exportRun(ctx: Ctx, id: string): Promise<readonly Reply[]> {
  const run = await ctx.usecases.checkRun(id);
  if (run === null) return [refuse(ctx, ctx.words.checks.runs.gone)];
  if (run.reports.length === 0) return [refuse(ctx, run.status === 'reading' ? ctx.words.checks.runs.still : ctx.words.checks.exports.notChecked(selectionText(run.selection, ctx.words)))];
  return linkReplies(ctx, { kind: 'run', id }, selectionText(run.selection, ctx.words));
}

function linkReplies(ctx: Ctx, subject: ExportSubject, what: string): readonly Reply[] {
  const link = ctx.exports.link(subject);
  if (link === null) return [refuse(ctx, ctx.words.checks.exports.noAddress)];
  return card(exportLinkCard({ what, ...link }, ctx.words));
}
