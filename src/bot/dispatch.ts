/** The gate of every turn: who may talk to Ferry at all, what was answered already, and what happens when something breaks. */
import { may } from '../domain/access.ts';
import { CloudError } from '../ports.ts';
import { buttonTurn } from './button-turn.ts';
import { commands } from './commands/index.ts';
import type { BotDeps, Ctx } from './context.ts';
import { refuse, say } from './replies.ts';
import { textTurn } from './text-turn.ts';
import type { Reply, Turn } from './turn.ts';

/** Answers one turn; never throws and never repeats what was sent. */
export async function dispatch(deps: BotDeps, turn: Turn): Promise<readonly Reply[]> {
  const ctx: Ctx = { ...deps, who: turn.who, where: turn.where, typed: turn.input.kind === 'text', commands };
  try {
    return await answer(ctx, turn);
  } catch (error) {
    return broken(ctx, error);
  }
}

async function answer(ctx: Ctx, turn: Turn): Promise<readonly Reply[]> {
  if (!may(ctx.access, ctx.who, 'viewer')) return stranger(ctx);
  if (turn.activityId !== '' && !(await ctx.store.firstTime(turn.activityId, ctx.clock.now()))) {
    // Teams sends a message again when it saw no answer in time; the first one was worked on.
    return ctx.typed ? [] : [say(ctx, ctx.words.phrases.gate.received)];
  }
  const { input } = turn;
  return input.kind === 'text' ? textTurn(ctx, input.text) : buttonTurn(ctx, input.data);
}

/** Says nothing about what Ferry knows. */
function stranger(ctx: Ctx): readonly Reply[] {
  ctx.log.warn({ security: true, user: ctx.who.id, tenant: ctx.who.tenant, conversation: ctx.where.conversation }, 'a person without access was refused');
  return [refuse(ctx, ctx.words.answers.stranger)];
}

function broken(ctx: Ctx, error: unknown): readonly Reply[] {
  const now = ctx.clock.now();
  if (error instanceof CloudError) {
    ctx.log.warn({ operation: error.operation, kind: error.kind, code: error.code, requestId: error.requestId }, 'a cloud could not be used in a turn');
    const sentence = ctx.words.rejection({ code: 'cloud-unreadable', detail: { operation: error.operation, why: ctx.words.phrases.gate.cloud[error.kind] } });
    return [refuse(ctx, ctx.words.phrases.gate.asOf(sentence, now))];
  }
  const reference = ctx.clock.nonce().slice(0, 8);
  ctx.log.error({ reference, error, user: ctx.who.id, conversation: ctx.where.conversation }, 'a turn failed');
  return [refuse(ctx, ctx.words.phrases.gate.alone(ctx.words.answers.internalError(reference)))];
}
