/** What is in the way of replication, and what of it the form could still cure. */
import { isInTheWay, type CheckReport } from '../domain/finding.ts';
import type { InstanceId } from '../domain/ids.ts';
import { reportCard } from './check-machine.ts';
import type { Ctx } from './context.ts';
import { card, rejected, swap } from './replies.ts';
import type { Reply } from './turn.ts';

/** Checks whose outcome rests on what the form asks: another resource group, network, name or size may cure them. */
const CHOSEN_IN_FORM: ReadonlySet<string> = new Set(['AZ-RG', 'AZ-VNET', 'AZ-SUBNET', 'AZ-SIZE', 'AZ-QUOTA', 'AZ-NAME', 'AZ-COLLIDE', 'AZ-LIC']);

/** What is in the way and no answer of the form can cure. */
export function barringIn(report: CheckReport): readonly string[] {
  return report.findings.filter((f) => isInTheWay(f) && !CHOSEN_IN_FORM.has(f.check)).map((f) => f.title);
}

/** The refusal with the whole report: its buttons lead to the questions and the rule that would help. */
export async function notReady(ctx: Ctx, report: CheckReport): Promise<readonly Reply[]> {
  const blocks = barringIn(report).join(', ');
  return [...rejected(ctx, { code: 'not-ready', detail: { machine: report.name, blocks } }), ...card(await reportCard(ctx, report))];
}

/** The same in the place of a form that was filled in: what it chose has brought up something that only others can cure. */
export async function notReadyAfterAll(ctx: Ctx, report: CheckReport, said: string): Promise<readonly Reply[]> {
  if (ctx.typed) return notReady(ctx, report);
  return swap(await reportCard(ctx, report, { notes: [said] }));
}

/** The report beside a refusal, whose buttons lead to open questions and to what else can be done; the refusal stands without it too. */
export async function reportBeside(ctx: Ctx, id: InstanceId): Promise<readonly Reply[]> {
  const report = await ctx.usecases.check(id);
  return report.ok ? card(await reportCard(ctx, report.value)) : [];
}
