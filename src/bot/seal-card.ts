/** Signs the buttons of a card, and checks what a pressed button brings back. */
import type { ConversationId } from '../domain/ids.ts';
import type { Seal } from '../ports/files.ts';
import type { CardJson } from '../ports/teams.ts';

/** What every button of Ferry carries. */
type Payload = { readonly [key: string]: unknown };

const OWN_KEYS = ['ferry', 'verb', 'id', 'etag'] as const;

/** A copy of the card in which each button's data is signed for one conversation; sealing again replaces the signature. */
export function sealCard(seal: Seal, card: CardJson, conversation: ConversationId): CardJson {
  return { ...walkObject(card, (data) => sealed(seal, data, conversation)), type: 'AdaptiveCard' };
}

/** True when the data was signed for this conversation and none of its fixed fields has changed; inputs that came along are not covered. */
export function isSealed(seal: Seal, data: unknown, conversation: ConversationId): boolean {
  if (!isObject(data) || typeof data['sig'] !== 'string') return false;
  const keys = data['sealed'];
  if (!Array.isArray(keys) || !keys.every((key) => typeof key === 'string' && Object.hasOwn(data, key) && isPlain(data[key]))) return false;
  if (!OWN_KEYS.every((key) => keys.includes(key))) return false;
  return seal.verify(signedText(data, keys, conversation), data['sig']);
}

/** The fields that people filled in: everything that no signature covers. */
export function inputsOf(data: Payload): Payload {
  const keys: readonly unknown[] = Array.isArray(data['sealed']) ? data['sealed'] : [];
  const fixed = new Set<unknown>(['sig', 'sealed', ...keys]);
  return Object.fromEntries(Object.entries(data).filter(([key]) => !fixed.has(key)));
}

function sealed(seal: Seal, data: Payload, conversation: ConversationId): Payload {
  const { sig: _sig, sealed: _sealed, ...plain } = data;
  const whole: Payload = { id: '', etag: '', ...plain };
  const keys = Object.keys(whole).sort();
  return { ...whole, sealed: keys, sig: seal.sign(signedText(whole, keys, conversation)) };
}

function signedText(data: Payload, keys: readonly string[], conversation: ConversationId): string {
  const fixed = [...new Set(keys)].sort().map((key) => [key, data[key]]);
  return `${conversation}|${String(data['verb'])}|${String(data['id'])}|${String(data['etag'])}|${JSON.stringify(fixed)}`;
}

// Ferry's buttons carry nothing else; anything deeper was put there by somebody.
function isPlain(value: unknown): boolean {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

function walk(value: unknown, change: (data: Payload) => Payload): unknown {
  if (Array.isArray(value)) return value.map((inner) => walk(inner, change));
  return isObject(value) ? walkObject(value, change) : value;
}

function walkObject(value: Payload, change: (data: Payload) => Payload): Payload {
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => {
    // Only Ferry's own data is signed: Teams puts nothing else there, and a nested card is walked like the rest.
    if (key === 'data' && isObject(inner) && inner['ferry'] === 1) return [key, change(inner)];
    return [key, walk(inner, change)];
  }));
}

function isObject(value: unknown): value is Payload {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
