import { z } from 'zod';
import { approvalIdOf } from '../../domain/ids.ts';
import type { Migration } from '../../domain/migration/types.ts';
import type { Selected } from '../../usecases/bulk-types.ts';
import type { Rejection } from '../../usecases/types.ts';
import { inputText, SelectionText, selectorText, Sentence } from '../arguments.ts';
import { withSelected } from '../bulk-target.ts';
import { command } from '../command.ts';
import { dryRunCutover, stopIn, UNMEASURED } from '../dry-run-approved.ts';
import type { Ctx } from '../context.ts';
import { beginCutover, beginWaveCutover, cutoverDialog, understood } from '../dialogs/cutover.ts';
import { startForm } from '../forms.ts';
import { withMigration } from '../machines.ts';
import { reportBeside } from '../not-ready.ts';
import { sourceIn, type CutoverState } from '../cutover-step.ts';
import { refusalNow } from '../refusal-now.ts';
import { refuse, rejected } from '../replies.ts';
import type { Reply } from '../turn.ts';
import { readyOf, releases } from '../wave-run.ts';
import { isNoWindow, splitWhen } from '../when-words.ts';

const Args = z.strictObject({ target: SelectionText, when: z.string().trim().max(200), source: z.string().max(40).default(''), reason: Sentence });
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
    const { stop, rest } = sourceIn(words);
    const { machine, when } = splitWhen(rest);
    return { target: selectorText(machine), when, ...(stop === null ? {} : { source: stop }), ...(because === null ? {} : { reason: because }) };
  },
  inThread: { of: 'both', picks: true, about: (words) => splitWhen(sourceIn(words).rest).machine },
  fromButton: (press) => ({ target: press.id, when: inputText(press, 'when') ?? '', source: inputText(press, 'source') ?? '', reason: inputText(press, 'reason') }),
  dryRun: ({ target, source, reason }, ctx) => dryRunCutover(ctx, target, { source, reason }),
  run: (args, ctx) =>
    withSelected(ctx, args.target, {
      one: (machine) => withMigration(ctx, { machine, verb: 'cutover', data: { when: args.when, source: args.source } }, (m) => ask(ctx, m, args)),
      many: (selected) => askWave(ctx, selected, args),
    }),
});

async function ask(ctx: Ctx, m: Migration, { when, source, reason }: Args): Promise<readonly Reply[]> {
  const stop = stopIn(source);
  if (stop === null) return rejected(ctx, { code: 'unknown-choice', detail: { field: 'source' } });
  // The clouds are only measured when the machine is at this step at all, and the time can be understood.
  const refusal = refusalNow(ctx, m, { type: 'request-cutover', approvalId: approvalIdOf(0), evidence: UNMEASURED, contentHash: '' });
  if (refusal !== null) return rejected(ctx, refusal, m);
  const typed = isNoWindow(when) ? 'now' : when;
  const unread = whyUnread(ctx, typed);
  if (unread !== null) return rejected(ctx, unread);
  const evidence = await ctx.usecases.cutoverEvidence(m.id);
  if (!evidence.ok) return rejected(ctx, evidence.error, m);
  if (evidence.value.blocks.length > 0) return [refuse(ctx, ctx.words.phrases.outcomes.blocked(m.name, evidence.value.blocks)), ...(await reportBeside(ctx, m.instanceId))];
  // Leaving the machine on needs a reason: without one the form asks for it.
  const asksNothing = reason !== '' || (typed !== '' && stop !== 'none');
  return askFor(ctx, asksNothing, beginCutover(m, { question: ctx.words.phrases.questions.cutover(m, evidence.value), note: reason, stop, when: typed === '' ? planned(ctx, m) : typed }));
}

async function askFor(ctx: Ctx, asksNothing: boolean, state: CutoverState): Promise<readonly Reply[]> {
  return startForm(ctx, cutoverDialog, asksNothing ? await understood(state, ctx) : state);
}

/** One approval for all of them; whoever is not ready is named with the reason, and left out. */
async function askWave(ctx: Ctx, selected: Selected, { target, when, source, reason }: Args): Promise<readonly Reply[]> {
  const stop = stopIn(source);
  if (stop === null) return rejected(ctx, { code: 'unknown-choice', detail: { field: 'source' } });
  const typed = isNoWindow(when) ? 'now' : when;
  const unread = whyUnread(ctx, typed);
  if (unread !== null) return rejected(ctx, unread);
  const release = releases(target);
  const ready = await readyOf(ctx, selected, { operation: 'cutover', release });
  if ('replies' in ready) return ready.replies;
  const own = selected.wave;
  const wave = { id: ready.id, machines: ready.machines, onFailure: own?.policy.onFailure ?? 'stop', release } as const;
  const asksNothing = reason !== '' || (typed !== '' && stop !== 'none');
  return askFor(ctx, asksNothing, beginWaveCutover(wave, { name: ready.name, question: ready.question, note: reason, stop, when: typed === '' ? planned(ctx, own) : typed }));
}

function whyUnread(ctx: Ctx, typed: string): Rejection | null {
  const read = typed === '' ? null : ctx.usecases.readWindow(typed);
  return read === null || read.ok ? null : read.error;
}

/** The own window of the machine or the wave, if it still lies ahead. */
function planned(ctx: Ctx, of: Pick<Migration, 'window'> | null): string {
  const window = of?.window ?? null;
  return window === null || window.to <= ctx.clock.now() ? '' : ctx.usecases.typedWindow(window);
}
