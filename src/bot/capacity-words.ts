/** Takes apart what people type for a capacity plan: `W07 in 8h churn 5% link 200Mbit`. Strict: a word that means nothing is told, not dropped. */
import { amountIn } from '../domain/capacity/attested.ts';
import type { CapacityWish, ChurnWish } from '../domain/capacity/types.ts';
import { DAY, HOUR, MINUTE } from '../domain/time.ts';

/** `target` is still a text; null for a line that has something else in it. */
export type CapacityLine = { readonly target: string; readonly wish: CapacityWish };

const OPTIONS: ReadonlySet<string> = new Set(['in', 'within', 'window', 'churn', 'change', 'changes', 'link', 'line', 'bandwidth']);

/** The words before the first option: what is to be calculated. */
export function beforeOptions(words: readonly string[]): readonly string[] {
  const first = words.findIndex((word) => OPTIONS.has(word.toLowerCase()));
  return first < 0 ? words : words.slice(0, first);
}

/** The parts of the line. A unit may stand apart from its number. */
export function capacityLine(words: readonly string[]): CapacityLine | null {
  const before = beforeOptions(words);
  const target = before.join(' ');
  let wish: CapacityWish = { windowMs: null, churn: null, linkMbit: null };
  for (const [option, ...value] of groups(words.slice(before.length))) {
    const next = withOption(wish, option?.toLowerCase() ?? '', value.join(' '));
    if (next === null) return null;
    wish = next;
  }
  return { target: target === '' ? 'all' : target, wish };
}

/** The words from one option to the next. */
function groups(words: readonly string[]): readonly (readonly string[])[] {
  const found: string[][] = [];
  for (const word of words) {
    if (OPTIONS.has(word.toLowerCase())) found.push([word]);
    else found.at(-1)?.push(word);
  }
  return found;
}

function withOption(wish: CapacityWish, option: string, text: string): CapacityWish | null {
  if (['in', 'within', 'window'].includes(option)) return put(spanIn(text), (windowMs) => ({ ...wish, windowMs }));
  if (['link', 'line', 'bandwidth'].includes(option)) return put(rateIn(text), (linkMbit) => ({ ...wish, linkMbit }));
  return put(churnIn(text), (churn) => ({ ...wish, churn }));
}

function put<T>(value: T | null, into: (value: T) => CapacityWish): CapacityWish | null {
  return value === null ? null : into(value);
}

function numberOf(text: string | undefined): number {
  return Number((text ?? '').replace(',', '.'));
}

/** `8h`, `90 min`, `2 days`. */
export function spanIn(text: string): number | null {
  const found = /^(\d{1,6}(?:[.,]\d{1,3})?)\s*(m|min|minutes?|h|hours?|d|days?)$/i.exec(text.trim());
  if (found === null) return null;
  const unit = (found[2] ?? '').toLowerCase();
  return numberOf(found[1]) * (unit.startsWith('m') ? MINUTE : unit.startsWith('h') ? HOUR : DAY);
}

/** `200Mbit`, `1 Gbit/s`, `500 Mbps`; kilobytes and bytes are refused because people mean bits. */
export function rateIn(text: string): number | null {
  const found = /^(\d{1,7}(?:[.,]\d{1,3})?)\s*([mg])(?:bit|bits|bps|b\/s)(?:\/s|ps)?$/i.exec(text.trim());
  if (found === null || /[mMgG]B/.test(text)) return null;
  return numberOf(found[1]) * ((found[2] ?? '').toLowerCase() === 'g' ? 1000 : 1);
}

/** `5%`, or an amount a day of all machines together: `20GiB`, `20 GiB a day`. */
export function churnIn(text: string): ChurnWish | null {
  const plain = text.trim().replace(/\s*(?:\/|per|a|each)?\s*(?:d|day|daily)$/i, '');
  const percent = /^(\d{1,3}(?:[.,]\d{1,3})?)\s*(?:%|percent)$/i.exec(plain);
  if (percent !== null) return { kind: 'percent', percent: numberOf(percent[1]) };
  const perDay = amountIn(plain);
  return perDay === null ? null : { kind: 'bytes', perDay };
}
