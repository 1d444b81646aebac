import { z } from 'zod';
import { confirmCard } from '../../cards/confirm.ts';
import { instanceIdFromCloud } from '../../domain/ids.ts';
import type { MissingRule } from '../../domain/finding.ts';
import type { Question } from '../../text/en/phrases.ts';
import type { InstanceId } from '../../domain/ids.ts';
import { recheckedReplies } from '../check-machine.ts';
import type { Ctx } from '../context.ts';
import { dialog, type Finish } from '../dialog.ts';
import { isYes } from '../parse.ts';
import { frozenCard } from '../../cards/frozen.ts';
import { say, swap } from '../replies.ts';

const Rule: z.ZodType<MissingRule> = z.object({
  groupId: z.string(),
  direction: z.enum(['in', 'out']),
  ports: z.array(z.number()),
  peer: z.discriminatedUnion('kind', [z.object({ kind: z.literal('cidr'), cidr: z.string() }), z.object({ kind: z.literal('group'), groupId: z.string() })]),
  description: z.string(),
});

const State = z.object({
  machine: z.string().transform(instanceIdFromCloud),
  name: z.string(),
  check: z.string(),
  rule: Rule,
  title: z.string(),
  lines: z.array(z.string()).readonly(),
  problem: z.enum(['first', 'unclear']).nullable(),
});
/** The rule as it was shown; only that one is added. */
export type FixState = Readonly<z.infer<typeof State>>;

/** The first and only state but for problems. */
export function beginFix(o: { readonly machine: InstanceId; readonly name: string; readonly check: string; readonly rule: MissingRule; readonly question: Question }): FixState {
  const { question, ...rest } = o;
  return { ...rest, title: question.title, lines: question.lines, problem: null };
}

/** Shows the rule, asks, and adds exactly that one. */
export const fixDialog = dialog<FixState>({
  name: 'fix',
  schema: State,
  asksForText: () => false,
  step(state, answer) {
    if (answer.kind === 'startOver') return { kind: 'ask', state: { ...state, problem: null } };
    if (answer.kind === 'back') return { kind: 'ask', state: { ...state, problem: 'first' } };
    const yes = answer.kind === 'confirm' || (answer.kind === 'text' && isYes(answer.text));
    return yes ? { kind: 'done', state: { ...state, problem: null } } : { kind: 'ask', state: { ...state, problem: 'unclear' } };
  },
  view(state, form, ctx) {
    const problem = state.problem === null ? [] : [{ first: ctx.words.answers.nothingToGoBack, unclear: ctx.words.phrases.notAnAnswer }[state.problem]];
    return confirmCard({ title: state.title, lines: state.lines, warnings: problem, confirmTitle: ctx.words.checks.buttons.fix, danger: false, form }, ctx.words);
  },
  finish,
});

async function finish(state: FixState, ctx: Ctx): Promise<Finish<FixState>> {
  const words = ctx.words.checks.rules;
  const added = await ctx.usecases.addRule({ machine: state.machine, check: state.check, rule: state.rule, who: ctx.who });
  if (!added.ok) {
    const text = words.refused(ctx.words.rejection(added.error));
    return { kind: 'over', replies: ctx.typed ? [say(ctx, text)] : swap(frozenCard({ title: state.title, text }, ctx.words)) };
  }
  return { kind: 'over', replies: await recheckedReplies(ctx, { id: state.machine, check: state.check, said: words.outcome(added.value) }) };
}
