import { welcomeCard } from '../cards/welcome.ts';
import type { Rendered } from '../cards/rendered.ts';
import type { ConversationId } from '../domain/ids.ts';
import type { CardJson } from '../ports.ts';
import type { BotDeps } from './context.ts';
import { dispatch } from './dispatch.ts';
import { sealCard } from './seal-card.ts';
import type { Place, Reply, Turn } from './turn.ts';

/** The conversation, free of any Teams type. */
export type Bot = {
  /** Answers what a person typed or pressed; every card in the answer is sealed for that conversation. */
  turn(t: Turn): Promise<readonly Reply[]>;
  /** Signs the buttons of a card that is posted outside a turn; nothing else makes its buttons work. */
  sealCard(card: CardJson, conversation: ConversationId): CardJson;
  /** The card for a channel or chat that Ferry was added to, sealed. */
  welcome(place: Place): Rendered;
};

/** Makes the conversation. */
export function makeBot(deps: BotDeps): Bot {
  const sealed = (card: CardJson, conversation: ConversationId): CardJson => sealCard(deps.seal, card, conversation);

  function sealedReply(reply: Reply, conversation: ConversationId): Reply {
    return 'card' in reply ? { ...reply, card: { ...reply.card, card: sealed(reply.card.card, conversation) } } : reply;
  }

  return {
    async turn(t) {
      const replies = await dispatch(deps, t);
      return replies.map((reply) => sealedReply(reply, t.where.conversation));
    },
    sealCard: sealed,
    welcome(place) {
      const welcome = welcomeCard({ botName: deps.botName, channelName: place.kind === 'channel' && place.name !== '' ? place.name : null }, deps.words);
      return { ...welcome, card: sealed(welcome.card, place.conversation) };
    },
  };
}
