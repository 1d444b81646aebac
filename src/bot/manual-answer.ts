/** The answer to an Azure job that waits for a person, by button or typed. */
import { z } from 'zod';
import { frozenCard } from '../cards/frozen.ts';
import { planStepCard } from '../cards/plan-step.ts';
import { troubleCard } from '../cards/trouble.ts';
import type { Migration } from '../domain/migration/types.ts';
import type { Wave } from '../domain/wave/types.ts';
import { MachineText, Sentence } from './arguments.ts';
import type { Ctx } from './context.ts';
import { withMigration } from './machines.ts';
import { rejected, say, swap } from './replies.ts';
import type { Reply } from './turn.ts';

/** `since` tells the wait that a pressed card asked about; null for typed words. */
export const ManualArgs = z.strictObject({ machine: MachineText, reason: Sentence, since: z.number().nullable().default(null) });

type Answer = z.infer<typeof ManualArgs> & { readonly done: boolean };

/** Records the answer; Ferry acts on it afterwards. A card about an earlier wait answers nothing. */
export async function answerManual(ctx: Ctx, a: Answer): Promise<readonly Reply[]> {
  const wave = await ctx.usecases.waveByName(a.machine);
  if (wave !== null) return answerPlan(ctx, wave, a);
  return withMigration(ctx, { machine: a.machine, verb: a.done ? 'done' : 'cannot' }, async (m) => {
    if (isOld(ctx, m, a)) return oldCard(ctx, m);
    const result = await ctx.usecases.answerManual({ id: m.id, done: a.done, note: a.reason, who: ctx.who });
    if (!result.ok) return rejected(ctx, result.error, m);
    const text = ctx.words.phrases.outcomes.manual(a.done, m.name);
    return ctx.typed ? [say(ctx, text)] : swap(frozenCard({ title: ctx.words.answers.answered(m.name), text }, ctx.words));
  });
}

/** The same for a step of the recovery plan of a whole wave. */
async function answerPlan(ctx: Ctx, wave: Wave, a: Answer): Promise<readonly Reply[]> {
  const result = await ctx.usecases.answerPlanStep({ id: wave.id, done: a.done, note: a.reason, since: a.since, who: ctx.who });
  if (!result.ok) return rejected(ctx, result.error);
  const text = ctx.words.waves.recoveryPlan.ask.recorded(wave.name, a.done);
  const step = result.value.planRun?.manual ?? null;
  if (ctx.typed || step === null) return [say(ctx, text)];
  return [...swap(planStepCard({ wave: wave.name, step }, ctx.words)), say(ctx, text)];
}

function isOld(ctx: Ctx, m: Migration, { since }: Answer): boolean {
  return !ctx.typed && m.stuck?.code === 'manual-action' && since !== m.stuck.since;
}

async function oldCard(ctx: Ctx, m: Migration): Promise<readonly Reply[]> {
  const status = await ctx.usecases.status(m.id);
  const text: Reply = { kind: 'text', text: ctx.words.answers.oldCard };
  return status === null ? [text] : [...swap(troubleCard({ status, etag: m.positionSince }, ctx.words)), text];
}
