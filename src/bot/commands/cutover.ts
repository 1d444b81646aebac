import { z } from 'zod';
import type { Evidence } from '../../domain/evidence.ts';
import { approvalIdOf } from '../../domain/ids.ts';
import type { Migration } from '../../domain/migration/types.ts';
import type { Rejection } from '../../usecases/types.ts';
import { inputText, machineIn, MachineText, Sentence } from '../arguments.ts';
import { command } from '../command.ts';
import type { Ctx } from '../context.ts';
import { beginCutover, cutoverDialog, understood } from '../dialogs/cutover.ts';
import { startForm } from '../forms.ts';
import { withMigration } from '../machines.ts';
import { reportBeside } from '../not-ready.ts';
import { refusalNow } from '../open-question.ts';
import { refuse, rejected } from '../replies.ts';
import type { Reply } from '../turn.ts';
import { isNoWindow, splitWhen } from '../when-words.ts';

const Args = z.strictObject({ machine: MachineText, when: z.string().trim().max(200), reason: Sentence });
type Args = z.infer<typeof Args>;

/** Measures everything now, lists what blocks, or asks when and with what note, and then for approval. */
export const cutover = command<Args>({
  name: 'cutover',
  aliases: ['failover', 'switchover'],
  role: 'operator',
  help: 'cutover',
  group: 'move',
  kind: 'form',
  schema: Args,
  fromText: ({ words, because }) => {
    const { machine, when } = splitWhen(words);
    return { machine: machineIn(machine), when, ...(because === null ? {} : { reason: because }) };
  },
  fromButton: (press) => ({ machine: press.id, when: inputText(press, 'when') ?? '', reason: inputText(press, 'reason') }),
  run: (args, ctx) => withMigration(ctx, { machine: args.machine, verb: 'cutover', data: { when: args.when } }, (m) => ask(ctx, m, args)),
});

const UNMEASURED: Evidence = { at: 0, rpoSeconds: null, replicationHealth: 'none', backlogMb: null, test: null, warnings: [], blocks: [] };

async function ask(ctx: Ctx, m: Migration, { when, reason }: Args): Promise<readonly Reply[]> {
  // The clouds are only measured when the machine is at this step at all, and the time can be understood.
  const refusal = refusalNow(ctx, m, { type: 'request-cutover', approvalId: approvalIdOf(0), evidence: UNMEASURED, contentHash: '' });
  if (refusal !== null) return rejected(ctx, refusal, m);
  const typed = isNoWindow(when) ? 'now' : when;
  const unread = whyUnread(ctx, typed);
  if (unread !== null) return rejected(ctx, unread);
  const evidence = await ctx.usecases.cutoverEvidence(m.id);
  if (!evidence.ok) return rejected(ctx, evidence.error, m);
  if (evidence.value.blocks.length > 0) return [refuse(ctx, ctx.words.phrases.outcomes.blocked(m.name, evidence.value.blocks)), ...(await reportBeside(ctx, m.instanceId))];
  const asksNothing = typed !== '' || reason !== '';
  const state = beginCutover(m, { question: ctx.words.phrases.questions.cutover(m, evidence.value), note: reason, when: typed === '' ? planned(ctx, m) : typed });
  return startForm(ctx, cutoverDialog, asksNothing ? await understood(state, ctx) : state);
}

function whyUnread(ctx: Ctx, typed: string): Rejection | null {
  const read = typed === '' ? null : ctx.usecases.readWindow(typed);
  return read === null || read.ok ? null : read.error;
}

/** The machine's own window, if it still lies ahead. */
function planned(ctx: Ctx, { window = null }: Migration): string {
  return window === null || window.to <= ctx.clock.now() ? '' : ctx.usecases.typedWindow(window);
}
