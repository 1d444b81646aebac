import { neutral } from '../text/neutral.ts';
import type { Rendered } from './rendered.ts';

/** Adds lines below what a card says, for what concerns the message and not its subject. */
export function withLines(card: Rendered, lines: readonly string[]): Rendered {
  const body: unknown = card.card['body'];
  if (lines.length === 0 || !Array.isArray(body)) return card;
  const blocks = lines.map((text) => ({ type: 'TextBlock', text: neutral(text), wrap: true, size: 'Small', isSubtle: true }));
  return { ...card, card: { ...card.card, body: [...(body as readonly unknown[]), ...blocks] } };
}
