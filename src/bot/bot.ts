import { welcomeCard } from '../cards/welcome.ts';
import type { Rendered } from '../cards/rendered.ts';
import type { ConversationId } from '../domain/ids.ts';
import type { CardJson } from '../ports/teams.ts';
import type { BotDeps } from './context.ts';
import { commands } from './commands/index.ts';
import { dispatch } from './dispatch.ts';
import { makeRateLimit } from './rate-limit.ts';
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

/** Somebody sends too much. A typed line is answered once; a press must be answered every time, or Teams shows an error of its own. */
function limited(deps: BotDeps, t: Turn, admitted: 'tell' | 'drop'): readonly Reply[] {
  deps.meter?.count('turns_limited', {});
  if (admitted === 'tell') deps.log.warn({ security: true, user: t.who.id, tenant: t.who.tenant }, 'a person sends more than one may: not worked on for now');
  if (t.input.kind === 'button') return [{ kind: 'refuse', text: deps.words.answers.tooMany }];
  return admitted === 'tell' ? [{ kind: 'text', text: deps.words.answers.tooMany }] : [];
}

/** Makes the conversation. */
export function makeBot(deps: BotDeps): Bot {
  const sealed = (card: CardJson, conversation: ConversationId): CardJson => sealCard(deps.seal, card, conversation);

  const { commandsPerMinute, clock } = deps;
  const admit = commandsPerMinute === undefined ? () => 'go' as const : makeRateLimit({ perMinute: commandsPerMinute, clock, commands });

  function sealedReply(reply: Reply, conversation: ConversationId): Reply {
    return 'card' in reply ? { ...reply, card: { ...reply.card, card: sealed(reply.card.card, conversation) } } : reply;
  }

  return {
    async turn(t) {
      const admitted = admit(t);
      if (admitted !== 'go') return limited(deps, t, admitted);
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
