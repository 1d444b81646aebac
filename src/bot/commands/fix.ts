import { z } from 'zod';
import type { Finding } from '../../domain/finding.ts';
import type { MachineRow } from '../../usecases/types.ts';
import { inputText, MachineText } from '../arguments.ts';
import { CheckId, namedIn, targetIn } from '../check-arguments.ts';
import { command } from '../command.ts';
import { dryRunFix } from '../dry-run-replicate.ts';
import type { Ctx } from '../context.ts';
import { beginFix, fixDialog } from '../dialogs/fix.ts';
import { startForm } from '../forms.ts';
import { withMachine } from '../machines.ts';
import { refuse, rejected } from '../replies.ts';
import { ruleCommand } from '../rule-command.ts';
import type { Reply } from '../turn.ts';

/** Shows the security group rule that is missing and asks before it is added. */
export const fix = command({
  name: 'fix',
  aliases: ['addrule', 'remedy'],
  role: 'operator',
  help: 'fix',
  group: 'move',
  kind: 'form',
  schema: z.strictObject({ machine: MachineText, check: CheckId }),
  fromText: ({ words }) => {
    const { target, only } = namedIn(words);
    return { machine: target, check: only ?? undefined };
  },
  inThread: { of: 'machine', about: targetIn },
  fromButton: (press) => ({ machine: press.id, check: press.data['check'] ?? inputText(press, 'finding') }),
  dryRun: ({ machine, check }, ctx) => dryRunFix(ctx, machine, check),
  run: ({ machine, check }, ctx) => withMachine(ctx, { machine, verb: 'fix', data: { check } }, (row) => open(ctx, row, check)),
});

async function open(ctx: Ctx, row: MachineRow, check: string): Promise<readonly Reply[]> {
  const { instanceId, name } = row.machine;
  // This measures the rule anew, asks AWS without effect, and keeps the report.
  const rule = await ctx.usecases.missingRule({ machine: instanceId, check });
  const report = await ctx.store.report(instanceId);
  const finding = report?.findings.find((f) => f.check === check) ?? null;
  if (!rule.ok) return finding === null || finding.missingRule === null ? rejected(ctx, rule.error) : notTaken(ctx, finding, ctx.words.rejection(rule.error));
  const question = ctx.words.checks.rules.question(rule.value, { name, cause: finding?.causeText ?? null, command: ruleCommand(rule.value, finding?.remedy ?? '') });
  return startForm(ctx, fixDialog, beginFix({ machine: instanceId, name, check, rule: rule.value, question }));
}

/** AWS would not take it from Ferry, or could not be asked: why, and what somebody else can do by hand. */
function notTaken(ctx: Ctx, finding: Finding | null, why: string): readonly Reply[] {
  const words = ctx.words.checks.rules;
  const rule = finding?.missingRule ?? null;
  const hand = rule === null ? [] : [words.rule(rule), words.byHand(ruleCommand(rule, finding?.remedy ?? ''))];
  return [refuse(ctx, [words.refused(why), ...hand].join('\n\n'))];
}
