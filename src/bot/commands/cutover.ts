import { z } from 'zod';
import type { Evidence } from '../../domain/evidence.ts';
import { approvalIdOf } from '../../domain/ids.ts';
import type { Migration } from '../../domain/migration/types.ts';
import { inputText, machineFromText, MachineText, Sentence } from '../arguments.ts';
import { command } from '../command.ts';
import type { Ctx } from '../context.ts';
import { cutoverDialog } from '../dialogs/cutover.ts';
import { startForm } from '../forms.ts';
import { withMigration } from '../machines.ts';
import { refusalNow } from '../open-question.ts';
import { beginQuestion } from '../question-dialog.ts';
import { refuse, rejected } from '../replies.ts';
import type { Reply } from '../turn.ts';

/** Measures everything now, lists what blocks, or asks for a note and then for approval. */
export const cutover = command({
  name: 'cutover',
  aliases: ['failover', 'switchover'],
  role: 'operator',
  help: 'cutover',
  group: 'move',
  kind: 'form',
  schema: z.strictObject({ machine: MachineText, reason: Sentence }),
  fromText: machineFromText,
  fromButton: (press) => ({ machine: press.id, reason: inputText(press, 'reason') }),
  run: ({ machine, reason }, ctx) => withMigration(ctx, { machine, verb: 'cutover' }, (m) => ask(ctx, m, reason)),
});

const UNMEASURED: Evidence = { at: 0, rpoSeconds: null, replicationHealth: 'none', backlogMb: null, test: null, warnings: [], blocks: [] };

async function ask(ctx: Ctx, m: Migration, note: string): Promise<readonly Reply[]> {
  // The clouds are only measured when the machine is at this step at all.
  const refusal = refusalNow(ctx, m, { type: 'request-cutover', approvalId: approvalIdOf(0), evidence: UNMEASURED, contentHash: '' });
  if (refusal !== null) return rejected(ctx, refusal, m);
  const evidence = await ctx.usecases.cutoverEvidence(m.id);
  if (!evidence.ok) return rejected(ctx, evidence.error, m);
  if (evidence.value.blocks.length > 0) return [refuse(ctx, ctx.words.phrases.outcomes.blocked(m.name, evidence.value.blocks))];
  const question = ctx.words.phrases.questions.cutover(m, evidence.value);
  return startForm(ctx, cutoverDialog, beginQuestion({ id: m.id, machine: m.name, question, asks: true, text: note }));
}
