import { frozenCard } from '../cards/frozen.ts';
import type { Rendered } from '../cards/rendered.ts';
import type { Migration, Phase } from '../domain/migration/types.ts';
import type { MachineStatus, Outcome } from '../usecases/types.ts';
import type { Ctx } from './context.ts';
import { withMigration, type Named } from './machines.ts';
import { card, rejected, say, swap } from './replies.ts';
import type { Reply } from './turn.ts';

/** An answer to something that Ferry asked about a machine. */
type Decision = {
  /** The phase in which the question is open. */
  readonly waits: Phase;
  /** `positionSince` of the state that the pressed card asked about; null when the card asked nothing. */
  readonly etag: number | null;
  /** The question itself. */
  readonly ask: (status: MachineStatus, etag: number) => Rendered;
  /** The effect; null when the answer is not complete, then the question is shown. */
  readonly act: ((m: Migration) => Outcome<Migration>) | null;
  readonly said: (m: Migration) => string;
};

/** Takes an answer typed in full, or pressed on the card that asks; any other press only shows the question. */
export async function decideOnMachine(ctx: Ctx, named: Named, decision: Decision): Promise<readonly Reply[]> {
  return withMigration(ctx, named, async (m) => {
    const status = await ctx.usecases.status(m.id);
    if (status === null) return rejected(ctx, { code: 'no-migration', detail: { machine: m.name } });
    const question = { status, asks: () => decision.ask(status, status.migration.positionSince), open: status.migration.position.phase === decision.waits };
    const leadsHere = !ctx.typed && decision.etag === null;
    if (decision.act === null || leadsHere) return question.open ? card(question.asks()) : wrongPhase(ctx, status.migration);
    // An answer to an earlier question must not count for the one that is open now.
    const stale = !ctx.typed && question.open && decision.etag !== status.migration.positionSince;
    if (stale) return [...swap(question.asks()), { kind: 'text', text: ctx.words.answers.oldCard }];
    return answered(ctx, question, { said: decision.said(status.migration), outcome: decision.act(status.migration) });
  });
}

type AskedQuestion = { readonly status: MachineStatus; readonly asks: () => Rendered };

/** Shows what came of the answer; the pressed card is closed when its question is over, whoever answered it. */
async function answered(ctx: Ctx, { status, asks }: AskedQuestion, { said, outcome }: { readonly said: string; readonly outcome: Outcome<Migration> }): Promise<readonly Reply[]> {
  const result = await outcome;
  if (result.ok) return conclude(ctx, asks().summary, said);
  if (result.error.code !== 'wrong-phase' || ctx.typed) return rejected(ctx, result.error, status.migration);
  return conclude(ctx, asks().summary, ctx.words.rejection({ code: 'wrong-phase', detail: { next: ctx.words.state.nextStep(status.migration), ...result.error.detail } }));
}

function conclude(ctx: Ctx, title: string, text: string): readonly Reply[] {
  return ctx.typed ? [say(ctx, text)] : swap(frozenCard({ title, text }, ctx.words));
}

function wrongPhase(ctx: Ctx, m: Migration): readonly Reply[] {
  return rejected(ctx, { code: 'wrong-phase', detail: { machine: m.name, phase: m.position.phase } }, m);
}
