/** Checks of many machines: a worker reads, one card per place shows; here it is only started and looked at. */
import { checkRunCard } from '../cards/check-run.ts';
import { causesOf, keyTag, runParts } from '../cards/run-parts.ts';
import type { CheckRun, Selection } from '../domain/check-run.ts';
import { selectionText } from './check-target.ts';
import type { Ctx } from './context.ts';
import { refuse, rejected, say, swap } from './replies.ts';
import type { Reply } from './turn.ts';

type Start = Parameters<Ctx['usecases']['startCheck']>[0];

/** Starts a check of a wave or of everything. */
export async function startRun(ctx: Ctx, selection: Selection): Promise<readonly Reply[]> {
  // Whoever types looks at the end of the conversation, not at a card far above.
  return begin(ctx, { ...here(ctx, selection), fresh: ctx.typed });
}

/** Reads again what the answers of people have changed; false when that cannot begin now. */
export async function readAgain(ctx: Ctx, what: CheckRun | Selection): Promise<boolean> {
  return (await ctx.usecases.startCheck('id' in what ? again(ctx, what) : here(ctx, what))).ok;
}

function here(ctx: Ctx, selection: Selection): Start {
  return { selection, who: ctx.who, here: ctx.where.conversation, thread: ctx.where.thread };
}

/** The same check: its card is brought up to date where it stands. */
function again(ctx: Ctx, run: CheckRun): Start {
  return { selection: run.selection, who: ctx.who, here: run.home, thread: run.thread };
}

async function begin(ctx: Ctx, o: Start): Promise<readonly Reply[]> {
  const started = await ctx.usecases.startCheck(o);
  if (!started.ok) return rejected(ctx, started.error);
  const words = ctx.words.checks.runs;
  const { turn, machines, selection } = started.value;
  // Asked for anew the card is posted anew; otherwise it changes where it stands.
  return [say(ctx, (turn > 1 && o.fresh !== true ? words.again : words.started)(machines.length, selectionText(selection, ctx.words)))];
}

/** What was pressed on the card of such a check. */
export type RunPress = { readonly id: string; readonly act: 'show' | 'all' | 'cause'; readonly page: number; readonly list: 'causes' | 'machines'; readonly cause: string };

/** Turns the card's pages, or looks again. */
export async function pressRun(ctx: Ctx, p: RunPress): Promise<readonly Reply[]> {
  const run = await ctx.usecases.checkRun(p.id);
  if (run === null) return [refuse(ctx, ctx.words.checks.runs.gone)];
  if (p.act === 'all') return begin(ctx, again(ctx, run));
  if (p.act === 'cause') return recheckCause(ctx, run, p.cause);
  return swap(checkRunCard({ run, page: p.page, list: p.list, now: ctx.clock.now() }, ctx.words));
}

async function recheckCause(ctx: Ctx, run: CheckRun, tag: string): Promise<readonly Reply[]> {
  const cause = causesOf(runParts(run)).find((c) => keyTag(c.key) === tag);
  if (cause === undefined) return [refuse(ctx, ctx.words.checks.runs.causeGone)];
  const asked = await ctx.usecases.recheck({ run: run.id, key: cause.key, who: ctx.who });
  return asked.ok ? [say(ctx, ctx.words.checks.runs.oneAgain(cause.check, asked.value.only?.machines.length ?? run.machines.length))] : rejected(ctx, asked.error);
}
