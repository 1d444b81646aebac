import { confirmCard } from '../../cards/confirm.ts';
import { cutoverFormCard } from '../../cards/cutover-form.ts';
import { frozenCard } from '../../cards/frozen.ts';
import { migrationId } from '../../domain/ids.ts';
import { mayRenew } from '../../domain/migration/decide.ts';
import type { Migration } from '../../domain/migration/types.ts';
import { keptStop, stopWarnings, type SourceStop, type SourceStopKind } from '../../domain/source-stop.ts';
import type { Question } from '../../text/en/phrases.ts';
import { windowTextOf } from '../../text/window.ts';
import type { Ctx } from '../context.ts';
import { CutoverState, stepCutover } from '../cutover-step.ts';
import { dialog, type Finish } from '../dialog.ts';
import { say, swap } from '../replies.ts';

/** The first state; with a note or a window given the form is left out, and `finish` is due at once. */
export function beginCutover(m: Migration, o: { readonly question: Question; readonly note: string; readonly when: string; readonly stop: SourceStopKind }): CutoverState {
  return { wave: null, stop: o.stop, renews: mayRenew(m), id: m.id, machine: m.name, at: 'ask', note: o.note, when: o.when, window: null, problem: null, freezes: [], ...o.question };
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
    if (state.at !== 'confirm') return cutoverFormCard({ title: words.phrases.stepOf(1, 2, state.title), when: state.when, note: state.note, stop: state.renews ? null : state.stop, onFailure: state.wave?.onFailure ?? null, problem, form }, words);
    const note = state.note === '' ? [] : [words.phrases.ask.noteLine(state.note)];
    return confirmCard({
      title: words.phrases.stepOf(2, 2, state.title),
      lines: [words.windows.windowLine(windowTextOf(state.window)), ...state.lines, ...(state.renews ? [] : [words.stops.orderOf(state.stop)]), ...(state.wave === null ? [] : [words.waveRun.onFailure[state.wave.onFailure]]), ...note],
      warnings: [...(problem === null ? [] : [problem]), ...state.freezes, ...stopWarnings(stopIn(state)), ...state.warnings],
      confirmTitle: words.phrases.buttons.cutover,
      danger: false,
      dryRun: true,
      form,
    }, words);
  },
  finish: async (state, ctx) => (state.at === 'confirm' ? request(state, ctx) : { kind: 'again', state: await understood(state, ctx) }),
});

function problemOf(ctx: Ctx, { problem }: CutoverState): string | null {
  if (problem === null) return null;
  if (typeof problem === 'object') return problem.said;
  return { long: ctx.words.windows.form.long, first: ctx.words.answers.nothingToGoBack, unclear: ctx.words.phrases.notAnAnswer, reason: ctx.words.stops.reasonMissing }[problem];
}

/** Reads the window, so that the last card can show what it means; what cannot be understood is asked again. */
export async function understood(state: CutoverState, ctx: Ctx): Promise<CutoverState> {
  const read = state.when === '' ? null : ctx.usecases.readWindow(state.when);
  if (read !== null && !read.ok) return { ...state, at: 'ask', problem: { said: ctx.words.rejection(read.error) } };
  const window = read?.value?.window ?? null;
  const freezes = (await ctx.usecases.freezes()).filter((f) => f.from < (window?.to ?? Infinity) && (window?.from ?? 0) < f.to);
  const doubt = await ctx.usecases.windowDoubt({ machines: state.wave?.machines ?? [state.id], window });
  return { ...state, at: 'confirm', window, problem: null, freezes: [...freezes.slice(0, 3).map(ctx.words.windows.freezeLine), ...(doubt === null ? [] : [doubt])] };
}

/** The policy as it is asked for; the note is the reason where the machine is left running. */
function stopIn({ stop, renews, note }: CutoverState): SourceStop {
  if (renews || stop === 'ferry') return { kind: 'ferry' };
  return stop === 'person' ? { kind: 'person' } : { kind: 'none', reason: note };
}

async function request(state: CutoverState, ctx: Ctx): Promise<Finish<CutoverState>> {
  if (state.wave !== null) return requestWave({ ...state, wave: state.wave }, ctx);
  const result = await ctx.usecases.requestCutover({ id: state.id, note: state.note, window: state.window, who: ctx.who, ...keptStop(stopIn(state)) });
  const text = result.ok ? ctx.words.phrases.outcomes.requested(result.value.id, state.machine) : ctx.words.rejection(result.error);
  return { kind: 'over', replies: ctx.typed ? [say(ctx, text)] : swap(frozenCard({ title: state.title, text }, ctx.words)) };
}

/** The same for machines of a wave; `wave` names them. */
export function beginWaveCutover(wave: NonNullable<CutoverState['wave']>, o: { readonly name: string; readonly question: Question; readonly note: string; readonly when: string; readonly stop: SourceStopKind }): CutoverState {
  const [first] = wave.machines;
  return { wave, stop: o.stop, renews: false, id: first ?? migrationId(''), machine: o.name, at: 'ask', note: o.note, when: o.when, window: null, problem: null, freezes: [], ...o.question };
}

async function requestWave(state: CutoverState & { readonly wave: NonNullable<CutoverState['wave']> }, ctx: Ctx): Promise<Finish<CutoverState>> {
  const { id, machines, onFailure, release } = state.wave;
  const result = await ctx.usecases.requestWave({ id, operation: 'cutover', machines, note: state.note, who: ctx.who, window: state.window, onFailure, source: state.stop, sourceReason: state.note, release });
  const text = result.ok ? ctx.words.waveRun.requested(result.value.id, state.machine, machines.length) : ctx.words.rejection(result.error);
  return { kind: 'over', replies: ctx.typed ? [say(ctx, text)] : swap(frozenCard({ title: state.title, text }, ctx.words)) };
}
