import { z } from 'zod';
import { bulkConfirmCard } from '../../cards/bulk-confirm.ts';
import { migrationId } from '../../domain/ids.ts';
import type { BulkAct } from '../../usecases/bulk-types.ts';
import type { Rejection } from '../../usecases/types.ts';
import { done, wordsOf } from '../bulk-acts.ts';
import { dialog, type Answer, type Step } from '../dialog.ts';
import { isYes } from '../parse.ts';
import { swap } from '../replies.ts';

const Act: z.ZodType<BulkAct> = z.discriminatedUnion('verb', [
  z.object({ verb: z.enum(['test', 'quiesce', 'accept', 'retry', 'resume']) }),
  z.object({ verb: z.literal('verdict'), works: z.boolean(), reason: z.string() }),
  z.object({ verb: z.literal('refuse'), reason: z.string() }),
  z.object({ verb: z.literal('hold'), reason: z.string() }),
]);

const Left = z.object({ machine: z.string(), why: z.object({ code: z.string(), detail: z.record(z.string(), z.string()) }) });
const State = z.object({
  act: Act,
  what: z.string(),
  wave: z.string().nullable(),
  able: z.array(z.object({ id: z.string().transform(migrationId), name: z.string() })).readonly(),
  left: z.array(Left).readonly(),
  problem: z.enum(['first', 'unclear']).nullable(),
  /** What else the question says; left out in dialogs of an older Ferry. */
  lines: z.array(z.string()).readonly().optional(),
});
/** What was shown, and is done when it is confirmed: to these machines and to no others. */
export type BulkState = Readonly<z.infer<typeof State>>;

type Beginning = Omit<BulkState, 'problem' | 'left'> & { readonly left: readonly { readonly machine: string; readonly why: Rejection }[] };

/** The first state. */
export function beginBulk(o: Beginning): BulkState {
  return { ...o, left: o.left.map(({ machine, why }) => ({ machine, why: { code: why.code, detail: { ...why.detail } } })), problem: null };
}

/** Confirms one act on several machines: how many, which, and which are left out. */
export const bulkConfirmDialog = dialog<BulkState>({
  name: 'bulk-confirm',
  schema: State,
  asksForText: () => false,
  step: stepBulk,
  view(state, form, { words }) {
    const question = words.bulk.questions[wordsOf(state.act)](state.able.length, state.what);
    const problems = state.problem === null ? [] : [{ first: words.answers.nothingToGoBack, unclear: words.phrases.notAnAnswer }[state.problem]];
    const reason = 'reason' in state.act && state.act.reason !== '' ? [words.bulk.reason(state.act.reason)] : [];
    return bulkConfirmCard({ title: question.title, warnings: problems, lines: [...question.lines, ...(state.lines ?? []), ...reason], names: state.able.map((m) => m.name), left: refusals(state), confirmTitle: question.button, form }, words);
  },
  finish: async (state, ctx) => {
    const card = await done(ctx, { act: state.act, what: state.what, wave: state.wave, ids: state.able.map((m) => m.id), left: refusals(state), lines: [] });
    return { kind: 'over', replies: ctx.typed ? [{ kind: 'card', card }] : swap(card) };
  },
});

/** Codes that an older Ferry wrote are words without a sentence here; the state is refused then by whoever renders it. */
function refusals(state: BulkState): readonly { readonly machine: string; readonly why: Rejection }[] {
  return state.left.map(({ machine, why }) => ({ machine, why: why as Rejection }));
}

/** Pure: where an answer leads. */
export function stepBulk(state: BulkState, answer: Answer): Step<BulkState> {
  const yes = answer.kind === 'confirm' || (answer.kind === 'text' && isYes(answer.text));
  if (yes) return { kind: 'done', state: { ...state, problem: null } };
  if (answer.kind === 'startOver') return { kind: 'ask', state: { ...state, problem: null } };
  return { kind: 'ask', state: { ...state, problem: answer.kind === 'back' ? 'first' : 'unclear' } };
}
