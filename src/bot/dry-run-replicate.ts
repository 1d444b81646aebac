/** `--dry-run` of what is begun before there is a migration: turning replication on, and adding a rule in AWS. */
import { ruleCall } from '../domain/dry-run/calls.ts';
import type { DryRun } from '../domain/dry-run/types.ts';
import { ok } from '../domain/result.ts';
import type { Selected } from '../usecases/bulk-types.ts';
import { withSelected } from './bulk-target.ts';
import type { Ctx } from './context.ts';
import { listed, named } from './dry-run.ts';
import { withMachine } from './machines.ts';
import { barringIn, notReady } from './not-ready.ts';
import { rejected } from './replies.ts';
import type { Reply } from './turn.ts';

type Replies = Promise<readonly Reply[]>;

/** Checked as the command does it; who is not ready is named. */
export function dryRunReplicate(ctx: Ctx, target: string): Replies {
  return withSelected(ctx, target, { one: (machine) => one(ctx, machine), many: (selected) => several(ctx, selected) });
}

function one(ctx: Ctx, machine: string): Replies {
  return withMachine(ctx, named(machine, { verb: 'replicate' }), async ({ machine: m, migration }) => {
    const options = await ctx.usecases.replicateOptions(m.instanceId);
    if (!options.ok) return rejected(ctx, options.error, migration);
    if (barringIn(options.value.report).length > 0) return notReady(ctx, options.value.report);
    const run = await ctx.usecases.dryRunReplication([{ instanceId: m.instanceId, name: m.name, group: null, choices: options.value.defaults }]);
    return listed(ctx, { what: `replicate ${m.name}`, run, notes: [ctx.words.dryRun.proposed] });
  });
}

async function several(ctx: Ctx, selected: Selected): Replies {
  const plan = await ctx.usecases.planReplication(selected);
  if (!plan.ok) return rejected(ctx, plan.error);
  const groups = new Map<string, number | null>(selected.machines.map((m) => [m.instanceId, m.group]));
  const run = await ctx.usecases.dryRunReplication(plan.value.ready.map((m) => ({ ...m, group: groups.get(m.instanceId) ?? null })));
  const refused = plan.value.barred.map((b) => ({ machine: b.name, why: b.why }));
  return listed(ctx, { what: `replicate ${selected.title}`, run: run.ok ? ok({ ...run.value, refused }) : run, notes: [ctx.words.dryRun.proposed] });
}

/** The rule as it is measured now; AWS is only asked whether it would take it. */
export function dryRunFix(ctx: Ctx, machine: string, check: string): Replies {
  return withMachine(ctx, named(machine, { verb: 'fix', rest: check }), async ({ machine: m }) => {
    const rule = await ctx.usecases.missingRule({ machine: m.instanceId, check });
    if (!rule.ok) return rejected(ctx, rule.error);
    const steps = [{ kind: 'askRule', after: [], call: ruleCall(rule.value, { asksOnly: true }) }, { kind: 'addRule', after: [], call: ruleCall(rule.value, { asksOnly: false }) }] as const;
    const run: DryRun = { machines: [{ name: m.name, group: null, stop: null, steps }], refused: [], approvals: 0 };
    return listed(ctx, { what: `fix ${m.name} ${check}`, run: ok(run) });
  });
}
