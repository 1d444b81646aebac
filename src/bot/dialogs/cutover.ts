import { confirmCard } from '../../cards/confirm.ts';
import { cutoverFormCard } from '../../cards/cutover-form.ts';
import { frozenCard } from '../../cards/frozen.ts';
import type { Migration } from '../../domain/migration/types.ts';
import type { Question } from '../../text/en/phrases.ts';
import { windowTextOf } from '../../text/window.ts';
import type { Ctx } from '../context.ts';
import { CutoverState, stepCutover } from '../cutover-step.ts';
import { dialog, type Finish } from '../dialog.ts';
import { say, swap } from '../replies.ts';

/** The first state; with a note or a window given the form is left out, and `finish` is due at once. */
export function beginCutover(m: Migration, o: { readonly question: Question; readonly note: string; readonly when: string }): CutoverState {
  return { id: m.id, machine: m.name, at: 'ask', note: o.note, when: o.when, window: null, problem: null, freezes: [], ...o.question };
}

/** Asks when and with what note, shows the evidence and how the window is understood, and asks for approval. */
export const cutoverDialog = dialog<CutoverState>({
  name: 'cutover',
  schema: CutoverState,
  asksForText: (state) => state.at !== 'confirm',
  step: stepCutover,
  view(state, form, ctx) {
    const { words } = ctx;
    const problem = problemOf(ctx, state);
    if (state.at !== 'confirm') return cutoverFormCard({ title: words.phrases.stepOf(1, 2, state.title), when: state.when, note: state.note, problem, form }, words);
    const note = state.note === '' ? [] : [words.phrases.ask.noteLine(state.note)];
    return confirmCard({
      title: words.phrases.stepOf(2, 2, state.title),
      lines: [words.windows.windowLine(windowTextOf(state.window)), ...state.lines, ...note],
      warnings: [...(problem === null ? [] : [problem]), ...state.freezes, ...state.warnings],
      confirmTitle: words.phrases.buttons.cutover,
      danger: false,
      form,
    }, words);
  },
  finish: async (state, ctx) => (state.at === 'confirm' ? request(state, ctx) : { kind: 'again', state: await understood(state, ctx) }),
});

function problemOf(ctx: Ctx, { problem }: CutoverState): string | null {
  if (problem === null) return null;
  if (typeof problem === 'object') return problem.said;
  return { long: ctx.words.windows.form.long, first: ctx.words.answers.nothingToGoBack, unclear: ctx.words.phrases.notAnAnswer }[problem];
}

/** Reads the window, so that the last card can show what it means; what cannot be understood is asked again. */
export async function understood(state: CutoverState, ctx: Ctx): Promise<CutoverState> {
  const read = state.when === '' ? null : ctx.usecases.readWindow(state.when);
  if (read !== null && !read.ok) return { ...state, at: 'ask', problem: { said: ctx.words.rejection(read.error) } };
  const window = read?.value?.window ?? null;
  const freezes = (await ctx.usecases.freezes()).filter((f) => f.from < (window?.to ?? Infinity) && (window?.from ?? 0) < f.to);
  return { ...state, at: 'confirm', window, problem: null, freezes: freezes.slice(0, 3).map(ctx.words.windows.freezeLine) };
}

async function request(state: CutoverState, ctx: Ctx): Promise<Finish<CutoverState>> {
  const result = await ctx.usecases.requestCutover({ id: state.id, note: state.note, window: state.window, who: ctx.who });
  const text = result.ok ? ctx.words.phrases.outcomes.requested(result.value.id, state.machine) : ctx.words.rejection(result.error);
  return { kind: 'over', replies: ctx.typed ? [say(ctx, text)] : swap(frozenCard({ title: state.title, text }, ctx.words)) };
}
