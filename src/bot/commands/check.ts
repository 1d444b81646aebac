import { checkReportCard } from '../../cards/check-report.ts';
import { machineFromButton, machineFromText, OnlyMachine } from '../arguments.ts';
import { command } from '../command.ts';
import { withMachine } from '../machines.ts';
import { rejected, swap } from '../replies.ts';

/** Runs the prerequisite checks of a machine; pressed again, the same card shows the new result. */
export const check = command({
  name: 'check',
  aliases: ['recheck', 'verify', 'prerequisites'],
  role: 'viewer',
  help: 'check',
  group: 'look',
  kind: 'look',
  schema: OnlyMachine,
  fromText: machineFromText,
  fromButton: machineFromButton,
  run: ({ machine }, ctx) =>
    withMachine(ctx, { machine, verb: 'check' }, async (row) => {
      const report = await ctx.usecases.check(row.machine.instanceId);
      return report.ok ? swap(checkReportCard({ report: report.value, showAll: false, now: ctx.clock.now() }, ctx.words)) : rejected(ctx, report.error);
    }),
});
