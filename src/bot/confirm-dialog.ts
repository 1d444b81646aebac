/** The dialog behind commands that need nothing but a yes: one card that says what will happen, then the effect. */
import { z } from 'zod';
import { confirmCard } from '../cards/confirm.ts';
import { frozenCard } from '../cards/frozen.ts';
import type { Rejection } from '../usecases/types.ts';
import type { Question } from '../text/en/phrases.ts';
import type { Ctx } from './context.ts';
import { dialog, type Answer, type AnyDialog, type Finish, type Step } from './dialog.ts';
import { isYes } from './parse.ts';
import { say, swap } from './replies.ts';

type State<D> = { readonly data: D; readonly problem: 'first' | 'unclear' | null; readonly title: string; readonly lines: readonly string[]; readonly warnings: readonly string[] };

/** What differs from one such dialog to the next; `data` is what was shown and is done. */
type Spec<D> = {
  readonly name: string;
  readonly data: z.ZodType<D>;
  readonly button: (data: D, ctx: Ctx) => string;
  readonly act: (data: D, ctx: Ctx) => Promise<{ readonly said: string } | { readonly rejection: Rejection }>;
};

/** The first state. */
export function beginConfirm<D>(data: D, question: Question): State<D> {
  return { data, problem: null, ...question };
}

/** A dialog of this kind. */
export function confirmDialog<D>(spec: Spec<D>): AnyDialog {
  return dialog<State<D>>({
    name: spec.name,
    schema: z.object({ data: spec.data, problem: z.enum(['first', 'unclear']).nullable(), title: z.string(), lines: z.array(z.string()).readonly(), warnings: z.array(z.string()).readonly() }),
    asksForText: () => false,
    step: stepConfirm,
    view: (state, form, ctx) => {
      const problems = state.problem === null ? [] : [{ first: ctx.words.answers.nothingToGoBack, unclear: ctx.words.phrases.notAnAnswer }[state.problem]];
      return confirmCard({ title: state.title, lines: state.lines, warnings: [...problems, ...state.warnings], confirmTitle: spec.button(state.data, ctx), danger: false, form }, ctx.words);
    },
    finish: (state, ctx) => finish(spec, state, ctx),
  });
}

function stepConfirm<D>(state: State<D>, answer: Answer): Step<State<D>> {
  const yes = answer.kind === 'confirm' || (answer.kind === 'text' && isYes(answer.text));
  if (yes) return { kind: 'done', state: { ...state, problem: null } };
  if (answer.kind === 'startOver') return { kind: 'ask', state: { ...state, problem: null } };
  return { kind: 'ask', state: { ...state, problem: answer.kind === 'back' ? 'first' : 'unclear' } };
}

async function finish<D>(spec: Spec<D>, state: State<D>, ctx: Ctx): Promise<Finish<State<D>>> {
  const done = await spec.act(state.data, ctx);
  const text = 'said' in done ? done.said : ctx.words.rejection(done.rejection);
  return { kind: 'over', replies: ctx.typed ? [say(ctx, text)] : swap(frozenCard({ title: state.title, text }, ctx.words)) };
}
