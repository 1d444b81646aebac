/** One activity from its arrival to its answer. */
import { randomUUID } from 'node:crypto';
import type { TurnContext } from 'botbuilder';
import type { Reply, Turn } from '../../bot/turn.ts';
import type { Log } from '../../ports/telemetry.ts';
import { NotRecorded, StoreLost } from '../../ports/trouble.ts';
import type { IncomingActivity } from './activity.ts';
import { answerInvoke, answerMessage, refuseInvoke } from './answers.ts';
import type { Lifecycle } from './lifecycle.ts';
import type { SealCard } from './outgoing.ts';
import { understand, type TurnSettings } from './turns.ts';

/** What the adapter itself may have to say. */
export type TeamsWords = {
  /** To somebody whom Teams did not identify. */
  readonly nobody: string;
  /** For a button that carries nothing readable. */
  readonly unreadable: string;
  /** When the store could not be used: nothing was recorded, and so nothing was begun. */
  readonly notRecorded: string;
  /** The same where the disk of the store is nearly full. */
  readonly diskFull: (freeBytes: number) => string;
  /** After a bug; the reference finds the log line. */
  readonly failed: (reference: string) => string;
};

type Deps = {
  readonly handle: (turn: Turn) => Promise<readonly Reply[]>;
  readonly sealCard: SealCard;
  readonly lifecycle: Lifecycle;
  readonly turns: TurnSettings;
  readonly words: TeamsWords;
  readonly log: Log;
};

/** Routes by activity type; kinds that Ferry does not know are ignored. */
export function makeTurnHandler(deps: Deps): (context: TurnContext, activity: IncomingActivity) => Promise<void> {
  return async (context, activity) => {
    try {
      if (activity.type === 'installationUpdate' || activity.type === 'conversationUpdate') await deps.lifecycle.changed(activity);
      else if (activity.type === 'message' || isCardAction(activity)) await speak(context, activity, deps);
    } catch (error) {
      await apologise(context, { error, deps });
    }
  };
}

function isCardAction(activity: IncomingActivity): boolean {
  return activity.type === 'invoke' && activity.name === 'adaptiveCard/action';
}

async function speak(context: TurnContext, activity: IncomingActivity, deps: Deps): Promise<void> {
  const understood = understand(activity, deps.turns);
  if (understood.kind !== 'turn') return say(context, understood.kind === 'nobody' ? deps.words.nobody : deps.words.unreadable);
  await deps.lifecycle.remember(activity).catch(unlessFull);
  const replies = await deps.handle(understood.turn);
  const answer = activity.type === 'invoke' ? answerInvoke : answerMessage;
  await answer(context, replies, { seal: (card) => deps.sealCard(card, understood.turn.where.conversation), log: deps.log });
}

/** People can look while the disk of the store is nearly full; the conversation is kept with a later message. */
function unlessFull(error: unknown): void {
  const isFull = (error instanceof NotRecorded || error instanceof StoreLost) && error.freeBytes !== null;
  if (!isFull) throw error;
}

async function say(context: TurnContext, words: string): Promise<void> {
  if (context.activity.type === 'invoke') await refuseInvoke(context, words);
  else await context.sendActivity(words);
}

/** Without the store nothing was done, and that is said. Anything else is a bug: the log gets all of it, the person gets a reference to find it by. */
async function apologise(context: TurnContext, o: { readonly error: unknown; readonly deps: Deps }): Promise<void> {
  const reference = randomUUID().slice(0, 8);
  const { deps, error } = o;
  // Whatever a turn may have changed was told by the conversation itself; before and behind it nothing is begun.
  if (error instanceof NotRecorded || error instanceof StoreLost) {
    deps.log.error({ error }, 'the store could not be written; nothing was done');
    return say(context, error.freeBytes === null ? deps.words.notRecorded : deps.words.diskFull(error.freeBytes)).catch((again: unknown) => deps.log.warn({ error: String(again) }, 'that nothing was recorded was not told'));
  }
  deps.log.error({ reference, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }, 'a turn failed');
  await say(context, deps.words.failed(reference)).catch((again: unknown) => {
    deps.log.warn({ reference, error: String(again) }, 'the apology was not sent');
  });
}
