import { z } from 'zod';
import { isInTheWay, type Finding } from '../../domain/finding.ts';
import type { MachineRow } from '../../usecases/types.ts';
import { inputText, MachineText, Sentence } from '../arguments.ts';
import { namedIn, similarChecks, targetIn } from '../check-arguments.ts';
import { command } from '../command.ts';
import type { Ctx } from '../context.ts';
import { LEAST_REASON, overrideDialog } from '../dialogs/override.ts';
import { withdrawOverrideDialog } from '../dialogs/withdraw-override.ts';
import { startForm } from '../forms.ts';
import type { Line } from '../line.ts';
import { withMachine } from '../machines.ts';
import { beginQuestion } from '../question-dialog.ts';
import { refuse, rejected } from '../replies.ts';
import type { Reply } from '../turn.ts';

const Args = z.strictObject({ machine: MachineText, check: z.string().trim().min(1).max(40), back: z.boolean().default(false), reason: Sentence });
type Args = z.infer<typeof Args>;

/** Lets a block of one machine pass, or takes that back; both are confirmed and kept for the audit. */
export const override = command<Args>({
  name: 'override',
  aliases: ['waive', 'letpass'],
  role: 'approver',
  help: 'override',
  group: 'decide',
  kind: 'form',
  schema: Args,
  fromText,
  inThread: { of: 'machine', about: (words) => targetIn(words.filter((word) => !WITHDRAW.test(word))) },
  fromButton: (press) => ({ machine: press.id, check: press.data['check'] ?? inputText(press, 'finding'), back: press.data['back'], reason: inputText(press, 'reason') }),
  run: (args, ctx) => {
    const data = { check: args.check, back: args.back, reason: args.reason };
    return withMachine(ctx, { machine: args.machine, verb: 'override', data }, (row) => open(ctx, row, args));
  },
});

const WITHDRAW = /^withdrawn?$/i;

function fromText(line: Line): unknown {
  const back = line.words.some((word) => WITHDRAW.test(word));
  const words = line.words.filter((word) => !WITHDRAW.test(word));
  const { target, only } = namedIn(words);
  // An unknown check is kept as it was typed, to be answered with similar ones.
  return only === null ? { machine: words.slice(0, -1).join(' '), check: words.length > 1 ? words.at(-1) : undefined, back, reason: line.because ?? '' } : { machine: target, check: only, back, reason: line.because ?? '' };
}

async function open(ctx: Ctx, row: MachineRow, args: Args): Promise<readonly Reply[]> {
  const { instanceId, name } = row.machine;
  const check = args.check.toUpperCase();
  // What is let pass is what is there now, not what stood on an old card.
  const report = await ctx.usecases.check(instanceId, check);
  if (!report.ok) return rejected(ctx, report.error);
  const finding = report.value.findings.find((f) => f.check === check);
  if (finding === undefined) return [refuse(ctx, ctx.words.checks.runs.unknownCheck(similarChecks(check)))];
  return args.back ? takeBack(ctx, finding, { ...args, id: instanceId, name }) : letPass(ctx, finding, { ...args, id: instanceId, name });
}

type About = Args & { readonly id: MachineRow['machine']['instanceId']; readonly name: string };

async function letPass(ctx: Ctx, f: Finding, a: About): Promise<readonly Reply[]> {
  if (!f.overridable) return rejected(ctx, { code: 'not-overridable', detail: { check: f.check, machine: a.name } });
  if (!isInTheWay(f)) return rejected(ctx, { code: 'nothing-to-override', detail: { check: f.check, machine: a.name } });
  if (a.reason !== '' && a.reason.length < LEAST_REASON) return [refuse(ctx, ctx.words.checks.overrides.short)];
  const question = ctx.words.checks.overrides.question({ check: f.check, name: a.name, title: f.title, evidence: f.evidence, remedy: f.remedy });
  return startForm(ctx, overrideDialog, beginQuestion({ id: a.id, machine: a.name, check: f.check, question, asks: true, text: a.reason }));
}

async function takeBack(ctx: Ctx, f: Finding, a: About): Promise<readonly Reply[]> {
  if (f.override === null) return rejected(ctx, { code: 'nothing-to-override', detail: { check: f.check, machine: a.name } });
  if (a.reason !== '' && a.reason.length < LEAST_REASON) return [refuse(ctx, ctx.words.checks.overrides.short)];
  const question = ctx.words.checks.overrides.withdraw({ check: f.check, name: a.name, by: f.override.by.name, reason: f.override.reason });
  return startForm(ctx, withdrawOverrideDialog, beginQuestion({ id: a.id, machine: a.name, check: f.check, question, asks: true, text: a.reason }));
}
