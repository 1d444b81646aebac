/** Gives a turn's replies back: in the conversation, in the pressed card, or to the presser alone. */
import { ActivityTypes, type TurnContext } from 'botbuilder';
import type { Reply } from '../../bot/turn.ts';
import type { CardJson } from '../../ports/teams.ts';
import type { Log } from '../../ports/telemetry.ts';
import { messageActivity } from './outgoing.ts';

/** A pressed button waits for its answer; an edit of the card must not make it wait longer than this. */
const EDIT_WAIT_MS = 3_000;
/** A notification shows no more. */
const SUMMARY_LENGTH = 200;

type Deps = { readonly seal: (card: CardJson) => CardJson; readonly log: Log };
type InvokeBody = { readonly statusCode: number; readonly type: string; readonly value: unknown };

/** Answers a typed message, or a form sent as a message. */
export async function answerMessage(context: TurnContext, replies: readonly Reply[], deps: Deps): Promise<void> {
  const pressed = context.activity.value === undefined ? null : (context.activity.replyToId ?? null);
  for (const reply of replies) {
    if (reply.kind === 'replace' && pressed !== null) await edit(context, pressed, { reply, deps });
    else await context.sendActivity(activityOf(reply, deps));
  }
}

/** Answers a pressed button: one answer to the presser, and messages for everyone. */
export async function answerInvoke(context: TurnContext, replies: readonly Reply[], deps: Deps): Promise<void> {
  const own = replies.find((r) => r.kind === 'replace') ?? replies.find((r) => r.kind === 'toast' || r.kind === 'refuse');
  const pressed = context.activity.replyToId;
  if (own?.kind === 'replace' && pressed !== undefined) await edit(context, pressed, { reply: own, deps });
  for (const reply of replies) {
    if (reply.kind === 'text' || reply.kind === 'card') await context.sendActivity(activityOf(reply, deps));
  }
  await respond(context, bodyOf(own, deps));
}

/** Answers a button that carried nothing readable, or a person who cannot be told apart. */
export async function refuseInvoke(context: TurnContext, words: string): Promise<void> {
  await respond(context, { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: words });
}

function bodyOf(own: Reply | undefined, deps: Deps): InvokeBody {
  if (own?.kind === 'replace') return { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: deps.seal(own.card.card) };
  // A refusal goes as a message too: Teams shows its own words instead of ours for the error type.
  const words = own?.kind === 'toast' || own?.kind === 'refuse' ? own.text : '';
  return { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: words };
}

async function respond(context: TurnContext, body: InvokeBody): Promise<void> {
  await context.sendActivity({ type: ActivityTypes.InvokeResponse, value: { status: 200, body } });
}

function activityOf(reply: Reply, deps: Deps): ReturnType<typeof messageActivity> {
  if (reply.kind === 'card' || reply.kind === 'replace') return messageActivity(reply.card, deps.seal);
  return messageActivity({ summary: reply.text.slice(0, SUMMARY_LENGTH), text: reply.text }, deps.seal);
}

/** Swaps the card for everyone; when that fails the presser still gets the new one, and the old one's buttons answer correctly. */
async function edit(context: TurnContext, activityId: string, o: { readonly reply: Reply; readonly deps: Deps }): Promise<void> {
  const late = AbortSignal.timeout(EDIT_WAIT_MS);
  const waited = new Promise<void>((resolve) => late.addEventListener('abort', () => resolve(), { once: true }));
  const edited = context.updateActivity({ ...activityOf(o.reply, o.deps), id: activityId }).catch((error: unknown) => {
    o.deps.log.warn({ activityId, error: String(error) }, 'a pressed card was not edited');
  });
  await Promise.race([edited, waited]);
}
