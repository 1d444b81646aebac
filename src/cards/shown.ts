/** Ties a decision to the very card that it was taken on. */
import type { ShownCard } from '../ports/audit.ts';
import type { CardJson } from '../ports/teams.ts';
import type { Verb } from './verbs.ts';

/** Buttons that decide something: their card is kept, and they carry its hash. */
const DECIDES: ReadonlySet<string> = new Set<Verb>(['approve', 'reject', 'withdraw', 'verdict', 'quiesce', 'stopped', 'done', 'cannot', 'accept', 'refuse', 'retry', 'adopt']);

type Data = { readonly [key: string]: unknown };

/** A card that asks for a decision, ready to be kept and sent. */
export type Asking = { readonly keep: Omit<ShownCard, 'at'>; /** The same card, each deciding button with the hash of the kept one. */ readonly card: CardJson };

/** The card to keep and the card to send; null when it asks for no decision. The hash is of the card without itself. */
export function asking(card: CardJson, digest: (text: string) => string): Asking | null {
  const subject = subjectOf(card);
  if (subject === null) return null;
  const json = JSON.stringify(card);
  const hash = digest(json);
  return { keep: { hash, subject, json }, card: { ...marked(card, hash), type: 'AdaptiveCard' } };
}

/** What the first deciding button is about. A button without a version only leads to the question. */
function subjectOf(value: unknown): string | null {
  if (Array.isArray(value)) return firstOf(value);
  if (!isObject(value)) return null;
  const data = value['data'];
  return isDeciding(data) && typeof data['id'] === 'string' ? data['id'] : firstOf(Object.values(value));
}

function firstOf(values: readonly unknown[]): string | null {
  for (const value of values) {
    const found = subjectOf(value);
    if (found !== null) return found;
  }
  return null;
}

function marked(object: Data, hash: string): Data {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, key === 'data' && isDeciding(value) ? { ...value, shown: hash } : markedValue(value, hash)]));
}

function markedValue(value: unknown, hash: string): unknown {
  if (Array.isArray(value)) return value.map((inner) => markedValue(inner, hash));
  return isObject(value) ? marked(value, hash) : value;
}

function isDeciding(data: unknown): data is Data {
  return isObject(data) && data['ferry'] === 1 && typeof data['etag'] === 'number' && DECIDES.has(String(data['verb']));
}

function isObject(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
