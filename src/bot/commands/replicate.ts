import { checkReportCard } from '../../cards/check-report.ts';
import type { CheckReport } from '../../domain/finding.ts';
import { machineFromButton, machineFromText, OnlyMachine } from '../arguments.ts';
import { command } from '../command.ts';
import type { Ctx } from '../context.ts';
import { replicateDialog } from '../dialogs/replicate.ts';
import { startForm } from '../forms.ts';
import { withMachine } from '../machines.ts';
import { card, rejected } from '../replies.ts';
import { beginReplicate } from '../replicate-step.ts';
import type { Reply } from '../turn.ts';

/** Opens the form that turns replication on. */
export const replicate = command({
  name: 'replicate',
  aliases: ['replication', 'protect', 'enable', 'migrate'],
  role: 'operator',
  help: 'replicate',
  group: 'move',
  kind: 'form',
  schema: OnlyMachine,
  fromText: machineFromText,
  fromButton: machineFromButton,
  run: ({ machine }, ctx) =>
    withMachine(ctx, { machine, verb: 'replicate' }, async (row) => {
      const options = await ctx.usecases.replicateOptions(row.machine.instanceId);
      if (!options.ok) return rejected(ctx, options.error, row.migration);
      const barring = barringIn(options.value.report);
      return barring.length === 0 ? startForm(ctx, replicateDialog, beginReplicate(options.value)) : refused(ctx, options.value.report, barring);
    }),
});

/** Findings that no answer of the form can cure: the form only chooses the Azure side. */
function barringIn(report: CheckReport): readonly string[] {
  return report.findings.filter((f) => (f.verdict === 'block' || f.verdict === 'unknown') && !f.check.startsWith('AZ-')).map((f) => f.title);
}

/** Said before anybody fills a form in vain, with what is in the way and how to cure it. */
function refused(ctx: Ctx, report: CheckReport, blocks: readonly string[]): readonly Reply[] {
  const told = rejected(ctx, { code: 'not-ready', detail: { machine: report.name, blocks: blocks.join(', ') } });
  return [...told, ...card(checkReportCard({ report, showAll: false, now: ctx.clock.now() }, ctx.words))];
}
