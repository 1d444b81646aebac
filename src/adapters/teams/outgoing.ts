/** Turns what Ferry says into Teams' message activities. */
import type { ConversationId } from '../../domain/ids.ts';
import type { Person } from '../../domain/person.ts';
import type { CardJson, Outgoing } from '../../ports/teams.ts';

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

/** One message. With a card, whoever is called stands in the card: a text beside it would make two messages of one in some clients, and the second could never be edited. */
export function messageActivity(message: Outgoing, seal: (card: CardJson) => CardJson): MessageActivity {
  const mentions = (message.mentions ?? []).map(mentionOf);
  if (message.card !== undefined) return { type: 'message', summary: message.summary, ...textPart(message.text ?? ''), attachments: [{ contentType: CARD_TYPE, content: seal(withCalls(message.card, mentions)) }] };
  return { type: 'message', summary: message.summary, ...textPart(withMentions(message.text ?? '', mentions)), ...(mentions.length === 0 ? {} : { entities: mentions }) };
}

function textPart(text: string): { readonly text?: string } {
  return text === '' ? {} : { text };
}

/** The Bot Framework drops a mention whose text is not in the message. */
function withMentions(text: string, mentions: readonly MentionEntity[]): string {
  const missing = mentions.filter((m) => !text.includes(m.text)).map((m) => m.text);
  return [...missing, text].filter((part) => part !== '').join(' ');
}

/** A mention counts when the card's own words hold it: those that they do not are called in a last line. */
function withCalls(card: CardJson, mentions: readonly MentionEntity[]): CardJson {
  if (mentions.length === 0) return card;
  const words = JSON.stringify(card);
  const called = mentions.filter((m) => !words.includes(m.text)).map((m) => m.text);
  const body = Array.isArray(card['body']) ? (card['body'] as readonly unknown[]) : [];
  const msteams = typeof card['msteams'] === 'object' ? card['msteams'] : {};
  const line = called.length === 0 ? [] : [{ type: 'TextBlock', text: called.join(' '), size: 'Small', isSubtle: true, wrap: true }];
  return { ...card, body: [...body, ...line], msteams: { ...msteams, entities: mentions } };
}

/** A name is text that a person chose: it must not close the tag and open another. */
function mentionOf(person: Person): MentionEntity {
  const name = person.name.replace(/[<>&]/g, '');
  return { type: 'mention', text: `<at>${name}</at>`, mentioned: { id: person.id, name } };
}
