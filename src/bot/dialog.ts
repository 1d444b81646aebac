import type { z } from 'zod';
import type { Form } from '../cards/form.ts';
import type { Rendered } from '../cards/rendered.ts';
import type { Ctx } from './context.ts';
import type { Reply } from './turn.ts';

/** What somebody answered to a form: a button with its inputs, or a line of text. */
export type Answer =
  | { readonly kind: 'next'; readonly inputs: { readonly [key: string]: unknown } }
  | { readonly kind: 'confirm' }
  | { readonly kind: 'back' }
  | { readonly kind: 'startOver' }
  | { readonly kind: 'text'; readonly text: string };

/** Where an answer leads: another question (perhaps the same with a problem shown), or the end. */
export type Step<S> = { readonly kind: 'ask'; readonly state: S } | { readonly kind: 'done'; readonly state: S };

/** What came of a finished form: it is over, or it asks again because something was refused that can be cured. */
export type Finish<S> = { readonly kind: 'over'; readonly replies: readonly Reply[] } | { readonly kind: 'again'; readonly state: S };

/** A form as data plus a pure step: it survives a restart, because all it knows is in `S`. */
type Dialog<S> = {
  readonly name: string;
  readonly schema: z.ZodType<S>;
  /** True while a free sentence is asked for, so that words which are also verbs are an answer. */
  asksForText(state: S): boolean;
  /** Where answers have a shape of their own: other words are a command if they are one. Left out, any sentence may be an answer. */
  readonly answerShape?: RegExp;
  step(state: S, answer: Answer): Step<S>;
  view(state: S, form: Form, ctx: Ctx): Rendered;
  /** Called once, after the last answer was stored. */
  finish(state: S, ctx: Ctx): Promise<Finish<S>>;
};

/** A dialog whose stored state was read and fits. */
export type Opened = {
  readonly asksForText: boolean;
  /** Whether a sentence could be the answer that is asked for. */
  mayAnswer(text: string): boolean;
  step(answer: Answer): { readonly kind: 'ask' | 'done'; readonly state: unknown };
  view(form: Form, ctx: Ctx): Rendered;
  finish(ctx: Ctx): Promise<Finish<unknown>>;
};

/** A dialog with its state type sealed in; `open` gives null for a state that an older Ferry wrote and nobody understands. */
export type AnyDialog = { readonly name: string; open(raw: unknown): Opened | null };

/** Ties a dialog's schema to its functions. */
export function dialog<S>(d: Dialog<S>): AnyDialog {
  return {
    name: d.name,
    open(raw) {
      const parsed = d.schema.safeParse(raw);
      if (!parsed.success) return null;
      const state = parsed.data;
      return {
        asksForText: d.asksForText(state),
        mayAnswer: (text) => d.asksForText(state) && (d.answerShape?.test(text) ?? true),
        step: (answer) => d.step(state, answer),
        view: (form, ctx) => d.view(state, form, ctx),
        finish: (ctx) => d.finish(state, ctx),
      };
    },
  };
}
