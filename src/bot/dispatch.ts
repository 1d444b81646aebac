/** The gate of every turn: who may talk to Ferry at all, what was answered already, and what happens when something breaks. */
import { byNameOnly, gainsAsEveryone, whyBarred, type AccessPolicy, type Barred, type Entrance } from '../domain/access.ts';
import { CloudError, NotRecorded, StoreLost } from '../ports/trouble.ts';
import { buttonTurn } from './button-turn.ts';
import { commands } from './commands/index.ts';
import type { BotDeps, Ctx } from './context.ts';
import { keptReply } from './kept-reply.ts';
import { lookOnly } from './look-only.ts';
import { refuse, say } from './replies.ts';
import { onRecord } from './security.ts';
import { textTurn } from './text-turn.ts';
import type { Reply, Turn } from './turn.ts';

/** Answers one turn; never throws and never repeats what was sent. */
export async function dispatch(deps: BotDeps, turn: Turn): Promise<readonly Reply[]> {
  const access = await deps.access();
  const ctx: Ctx = { ...deps, access, who: turn.who, where: turn.where, typed: turn.input.kind === 'text', spoken: turn.input.kind === 'text', fromThread: false, unplaced: false, command: { name: '', role: 'viewer', kind: 'look' }, commands, file: turn.input.kind === 'text' ? (turn.input.file ?? null) : null };
  try {
    return await deps.store.follow(async () => Promise.all((await answer(ctx, turn)).map((reply) => keptReply(deps, reply))));
  } catch (error) {
    return broken(ctx, error);
  }
}

async function answer(before: Ctx, turn: Turn): Promise<readonly Reply[]> {
  const { barred, ctx } = await admitted(before, turn);
  if (barred !== null) return stranger(ctx, barred);
  const first = turn.activityId === '' || (await firstTime(ctx, turn.activityId));
  const { input } = turn;
  if (first instanceof NotRecorded) return lookOnly(ctx, input, first);
  // Teams sends a message again when it saw no answer in time; the first one was worked on.
  if (!first) return ctx.typed ? [] : [say(ctx, ctx.words.phrases.gate.received)];
  return input.kind === 'text' ? textTurn(ctx, input.text) : buttonTurn(ctx, input.data);
}

/** Whether the activity is new; with a disk that is nearly full, why that could not be written down. */
function firstTime({ store, clock }: Ctx, activityId: string): Promise<boolean | NotRecorded> {
  return store.firstTime(activityId, clock.now()).catch((error: unknown) => {
    if (error instanceof NotRecorded && error.freeBytes !== null) return error;
    throw error;
  });
}

function unlessFull(error: unknown): void {
  if (!(error instanceof NotRecorded) || error.freeBytes === null) throw error;
}

type Admitted = { readonly barred: Barred | null; readonly ctx: Ctx };

/** Whoever would be let in is looked up in Teams' own list: few activities say that somebody is a guest. Where Teams cannot tell, nothing counts that everyone may do. */
async function admitted(ctx: Ctx, turn: Turn): Promise<Admitted> {
  const { where } = turn;
  const entrance: Entrance = { who: turn.who, guest: turn.guest === true, place: { kind: where.kind, conversation: where.conversation, team: where.team ?? null } };
  const barred = whyBarred(ctx.access, entrance);
  if (barred !== null || ctx.access.guests === 'allowed') return { barred, ctx };
  const standing = await turn.standing();
  if (standing === 'guest') return { barred: 'guest', ctx };
  if (standing === 'member' || !gainsAsEveryone(ctx.access, turn.who)) return { barred: null, ctx };
  const access = byNameOnly(ctx.access);
  return { barred: whyBarred(access, entrance) === null ? null : 'unplaced', ctx: { ...ctx, access, unplaced: true } };
}

/** Says nothing about what Ferry knows, not even what is wrong: a wrong channel, a guest and a stranger get the same answer. */
async function stranger(ctx: Ctx, barred: Barred): Promise<readonly Reply[]> {
  // Refusing needs no record to be safe, and the disk is none of a stranger's business.
  await onRecord(ctx, { type: 'StrangerRefused', conversation: ctx.where.conversation, why: barred }, 'a person without access was refused').catch(unlessFull);
  if (barred === 'unplaced') return [refuse(ctx, ctx.words.answers.unplaced)];
  return [refuse(ctx, barred === 'no-role' && isUnsure(ctx.access) ? ctx.words.answers.accessUnread : ctx.words.answers.stranger)];
}

/** Somebody of ours may be in a group that cannot be read. */
function isUnsure(access: AccessPolicy): boolean {
  return (access.silent ?? []).some((g) => g.state === 'unreadable');
}

function broken(ctx: Ctx, error: unknown): readonly Reply[] {
  const now = ctx.clock.now();
  if (error instanceof CloudError) {
    ctx.log.warn({ operation: error.operation, kind: error.kind, code: error.code, requestId: error.requestId }, 'a cloud could not be used in a turn');
    const sentence = ctx.words.rejection({ code: 'cloud-unreadable', detail: { operation: error.operation, why: ctx.words.phrases.gate.cloud[error.kind] } });
    return [refuse(ctx, ctx.words.phrases.gate.asOf(sentence, now))];
  }
  if (error instanceof NotRecorded || error instanceof StoreLost) return [refuse(ctx, ctx.words.phrases.gate.asOf(withoutStore(ctx, error), now))];
  const reference = ctx.clock.nonce().slice(0, 8);
  ctx.log.error({ reference, error, user: ctx.who.id, conversation: ctx.where.conversation }, 'a turn failed');
  return [refuse(ctx, ctx.words.phrases.gate.alone(ctx.words.answers.internalError(reference)))];
}

/** What is said when the store could not be used, and what the log gets. A disk that is nearly full is in the log already, once. */
function withoutStore(ctx: Ctx, error: NotRecorded | StoreLost): string {
  const { answers } = ctx.words;
  const { freeBytes } = error;
  const mayHaveChanged = error instanceof StoreLost && error.mayHaveChanged;
  const fields = { error, mayHaveChanged, user: ctx.who.id, conversation: ctx.where.conversation };
  if (freeBytes !== null) {
    ctx.log.warn({ ...fields, freeBytes }, 'a turn met a store whose disk is nearly full');
    return mayHaveChanged ? answers.diskFullMidway(freeBytes) : answers.diskFull(freeBytes);
  }
  if (error instanceof NotRecorded) {
    ctx.log.error(fields, 'the store could not be written; nothing was done');
    return answers.notRecorded;
  }
  ctx.log.error(fields, 'the store was lost in a turn');
  return mayHaveChanged ? answers.storeLostMidway : answers.storeLost;
}
