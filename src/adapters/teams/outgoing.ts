/** Turns what Ferry says into Teams' message activities. */
import type { ConversationId } from '../../domain/ids.ts';
import type { Person } from '../../domain/person.ts';
import type { CardJson, Outgoing } from '../../ports.ts';

/** Signs the buttons of a card for one conversation; signing again replaces the signature. */
export type SealCard = (card: CardJson, conversation: ConversationId) => CardJson;

const CARD_TYPE = 'application/vnd.microsoft.card.adaptive';

type MentionEntity = { readonly type: 'mention'; readonly text: string; readonly mentioned: { readonly id: string; readonly name: string } };
export type MessageActivity = {
  type: 'message';
  text?: string;
  summary: string;
  entities?: MentionEntity[];
  attachments?: { contentType: string; content: CardJson }[];
};

/** One message. A mention that the card's own words carry is declared in the card; others go into the text above it. */
export function messageActivity(message: Outgoing, seal: (card: CardJson) => CardJson): MessageActivity {
  const mentions = (message.mentions ?? []).map(mentionOf);
  const words = message.card === undefined ? '' : JSON.stringify(message.card);
  const inCard = mentions.filter((m) => words.includes(m.text));
  const outside = mentions.filter((m) => !inCard.includes(m));
  const text = withMentions(message.text ?? '', outside);
  return {
    type: 'message',
    summary: message.summary,
    ...(text === '' ? {} : { text }),
    ...(outside.length === 0 ? {} : { entities: outside }),
    ...(message.card === undefined ? {} : { attachments: [{ contentType: CARD_TYPE, content: seal(withEntities(message.card, inCard)) }] }),
  };
}

/** The Bot Framework drops a mention whose text is not in the message. */
function withMentions(text: string, mentions: readonly MentionEntity[]): string {
  const missing = mentions.filter((m) => !text.includes(m.text)).map((m) => m.text);
  return [...missing, text].filter((part) => part !== '').join(' ');
}

function withEntities(card: CardJson, mentions: readonly MentionEntity[]): CardJson {
  if (mentions.length === 0) return card;
  const msteams = typeof card['msteams'] === 'object' ? card['msteams'] : {};
  return { ...card, msteams: { ...msteams, entities: mentions } };
}

/** A name is text that a person chose: it must not close the tag and open another. */
function mentionOf(person: Person): MentionEntity {
  const name = person.name.replace(/[<>&]/g, '');
  return { type: 'mention', text: `<at>${name}</at>`, mentioned: { id: person.id, name } };
}
