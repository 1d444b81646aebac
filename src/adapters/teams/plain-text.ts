/** Turns what Teams calls text into the words a person typed. */
import type { IncomingActivity } from './activity.ts';

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** The typed words: without the bot's own mention, HTML, entities, and invisible or doubled white space. */
export function typedText(activity: Pick<IncomingActivity, 'text' | 'entities' | 'recipient'>): string {
  const bot = activity.recipient?.id;
  let text = activity.text ?? '';
  for (const entity of activity.entities ?? []) {
    if (entity.type === 'mention' && entity.text && bot && entity.mentioned?.id === bot) text = text.replaceAll(entity.text, ' ');
  }
  return text
    .replace(/<(br|\/p|\/div|\/li|\/tr)\b[^>]*>/gi, '\n')
    // A pasted table is a table still.
    .replace(/<\/t[dh]>(?=\s*<t[dh]\b)/gi, '\t')
    .replace(/<\/?[a-z][^<>]*>/gi, '')
    .replace(/&(?:#(\d{1,6})|#x([0-9a-f]{1,5})|([a-z]+));/gi, decoded)
    .replace(/[\u200b-\u200f\u2060\ufeff]/g, '')
    .replace(/[^\S\n\t]+/g, ' ')
    .replace(/ ?\r?\n[ \r\n]*/g, '\n')
    .trim();
}

function decoded(all: string, ...[decimal, hex, name]: readonly (string | undefined)[]): string {
  if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? all;
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : all;
}
