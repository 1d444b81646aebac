import { z } from 'zod';
import type { CheckRun, Selection } from '../../domain/check-run.ts';
import type { InstanceId } from '../../domain/ids.ts';
import type { OpenQuestion } from '../../usecases/prerequisite-types.ts';
import type { MachineRow } from '../../usecases/types.ts';
import { beginAnswers, type AnswerSource } from '../answer-step.ts';
import { MachineText } from '../arguments.ts';
import { namedIn, TopicName } from '../check-arguments.ts';
import { selectionText, withTarget } from '../check-target.ts';
import { command } from '../command.ts';
import type { Ctx } from '../context.ts';
import { answerDialog } from '../dialogs/answer.ts';
import { startForm } from '../forms.ts';
import { refuse, rejected } from '../replies.ts';
import type { Reply } from '../turn.ts';

const Args = z.strictObject({ target: MachineText, run: z.boolean().default(false), topic: TopicName.nullable().default(null) });
type Args = z.infer<typeof Args>;

/** Asks the open questions about a machine, a wave or everything. */
export const answer = command<Args>({
  name: 'answer',
  aliases: ['answers', 'attest', 'questions'],
  role: 'operator',
  help: 'answer',
  group: 'decide',
  kind: 'form',
  schema: Args,
  fromText: ({ words }) => {
    const { target, topic } = namedIn(words);
    return { target, topic };
  },
  inThread: { of: 'both' },
  fromButton: ({ id, data }) => ({ target: id, run: data['run'], topic: data['topic'] }),
  run,
});

async function run({ target, run: isRun, topic }: Args, ctx: Ctx): Promise<readonly Reply[]> {
  if (isRun) {
    const found = await ctx.usecases.checkRun(target);
    return found === null ? [refuse(ctx, ctx.words.checks.runs.gone)] : ask(ctx, ofRun(ctx, found), topic);
  }
  return withTarget(ctx, { machine: target, verb: 'answer', data: topic === null ? {} : { topic } }, {
    machine: (row) => askAboutMachine(ctx, row, topic),
    selection: async (selection) => ask(ctx, await ofSelection(ctx, selection), topic),
  });
}

type Asked = { readonly target: string; readonly source: AnswerSource; readonly machines: readonly InstanceId[] };

function ofRun(ctx: Ctx, found: CheckRun): Asked {
  return { target: selectionText(found.selection, ctx.words), source: { kind: 'run', id: found.id }, machines: found.machines };
}

function ofMachine(row: MachineRow): Asked {
  const { name, instanceId } = row.machine;
  return { target: name, source: { kind: 'machine', id: instanceId }, machines: [instanceId] };
}

async function ofSelection(ctx: Ctx, selection: Selection): Promise<Asked> {
  const rows = await ctx.usecases.selected(selection);
  return { target: selectionText(selection, ctx.words), source: selection, machines: rows.map((r) => r.machine.instanceId) };
}

/** The last report tells which questions there are, also those that a choice for the target has brought up; when it has none, the machine is looked at now. */
async function askAboutMachine(ctx: Ctx, row: MachineRow, topic: Args['topic']): Promise<readonly Reply[]> {
  const asked = ofMachine(row);
  if ((await openQuestions(ctx, asked, topic)).length > 0) return ask(ctx, asked, topic);
  const report = await ctx.usecases.check(row.machine.instanceId);
  return report.ok ? ask(ctx, asked, topic) : rejected(ctx, report.error);
}

function openQuestions(ctx: Ctx, asked: Asked, topic: Args['topic']): Promise<readonly OpenQuestion[]> {
  return topic === null ? ctx.usecases.openQuestions(asked.machines) : ctx.usecases.openQuestions(asked.machines, topic);
}

async function ask(ctx: Ctx, asked: Asked, topic: Args['topic']): Promise<readonly Reply[]> {
  const questions = await openQuestions(ctx, asked, topic);
  if (questions.length === 0) return [refuse(ctx, ctx.words.checks.answers.none(asked.target))];
  return startForm(ctx, answerDialog, beginAnswers({ target: asked.target, source: asked.source, questions }));
}
