import { asking } from '../cards/shown.ts';
import type { BotDeps } from './context.ts';
import type { Reply } from './turn.ts';

/** A card that asks for a decision is kept before anybody can see it, so that the audit has what people decided on. */
export async function keptReply(deps: Pick<BotDeps, 'store' | 'clock' | 'digest'>, reply: Reply): Promise<Reply> {
  const asked = 'card' in reply ? asking(reply.card.card, deps.digest) : null;
  if (asked === null || !('card' in reply)) return reply;
  await deps.store.keepCard({ ...asked.keep, at: deps.clock.now() });
  return { ...reply, card: { ...reply.card, card: asked.card } };
}
