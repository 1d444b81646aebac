import { machineFromButton, machineFromText, OnlyMachine } from '../arguments.ts';
import { command } from '../command.ts';
import { replicateDialog } from '../dialogs/replicate.ts';
import { startForm } from '../forms.ts';
import { withMachine } from '../machines.ts';
import { barringIn, notReady } from '../not-ready.ts';
import { rejected } from '../replies.ts';
import { beginReplicate } from '../replicate-step.ts';

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
      // Said before anybody fills a form in vain.
      return barringIn(options.value.report).length === 0 ? startForm(ctx, replicateDialog, beginReplicate(options.value)) : notReady(ctx, options.value.report);
    }),
});
