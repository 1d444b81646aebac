import { OnlySelection, selectionFromButton, selectionFromText } from '../arguments.ts';
import { withSelected } from '../bulk-target.ts';
import { command } from '../command.ts';
import { dryRunReplicate } from '../dry-run-replicate.ts';
import type { Ctx } from '../context.ts';
import { bulkReplicateNone } from '../../cards/bulk-replicate.ts';
import { replicateDialog } from '../dialogs/replicate.ts';
import { beginReplicateWave, replicateWaveDialog } from '../dialogs/replicate-wave.ts';
import { startForm } from '../forms.ts';
import { withMachine } from '../machines.ts';
import { barringIn, notReady } from '../not-ready.ts';
import { card, rejected } from '../replies.ts';
import { beginReplicate } from '../replicate-step.ts';
import type { Selected } from '../../usecases/bulk-types.ts';
import type { Reply } from '../turn.ts';

/** What the portal lets select at a time. */
const USUAL_AT_ONCE = 10;

/** Opens the form that turns replication on, for one machine or for several. */
export const replicate = command({
  name: 'replicate',
  aliases: ['replication', 'protect', 'enable', 'migrate'],
  role: 'operator',
  help: 'replicate',
  group: 'move',
  kind: 'form',
  schema: OnlySelection,
  fromText: selectionFromText,
  inThread: { of: 'both', picks: true },
  fromButton: selectionFromButton,
  dryRun: ({ target }, ctx) => dryRunReplicate(ctx, target),
  run: ({ target }, ctx) => withSelected(ctx, target, { one: (machine) => one(ctx, machine), many: (selected) => several(ctx, selected) }),
});

function one(ctx: Ctx, machine: string): Promise<readonly Reply[]> {
  return withMachine(ctx, { machine, verb: 'replicate' }, async (row) => {
    const options = await ctx.usecases.replicateOptions(row.machine.instanceId);
    if (!options.ok) return rejected(ctx, options.error, row.migration);
    // Said before anybody fills a form in vain.
    return barringIn(options.value.report).length === 0 ? startForm(ctx, replicateDialog, beginReplicate(options.value)) : notReady(ctx, options.value.report);
  });
}

/** All of them are checked now; the form offers those that are ready. */
async function several(ctx: Ctx, selected: Selected): Promise<readonly Reply[]> {
  const plan = await ctx.usecases.planReplication(selected);
  if (!plan.ok) return rejected(ctx, plan.error);
  const { title, wave, ready, barred, under } = plan.value;
  if (ready.length === 0) return card(bulkReplicateNone({ what: title, wave, barred: barred.map((b) => ({ machine: b.name, why: b.why })), under }, ctx.words));
  return startForm(ctx, replicateWaveDialog, beginReplicateWave(plan.value, { here: selected.wave?.channel ?? ctx.where.conversation, batch: USUAL_AT_ONCE }));
}
