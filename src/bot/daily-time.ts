/** Reads times of the day as people type them: `22:00..07:00 Europe/Rome`, `08:30 weekdays`. Knows no date. */
import type { DigestTime, Quiet } from '../domain/notice/follow.ts';

const CLOCK = /^(\d{1,2})[:.](\d{2})$/;
const APART = /\.\.+|…|–|—|-/;
const OFF = /^(?:off|none|never|stop|end)$/i;
const ZONE = /^(?:UTC|GMT|Z|[A-Za-z]+(?:\/[A-Za-z0-9_+-]+)+)$/i;

/** What was typed: `off`, a time with its zone, or null for something else. */
export type DailyText<T> = { readonly kind: 'off' } | { readonly kind: 'set'; readonly value: T; readonly zone: string | null } | null;

/** Quiet hours. A span that begins when it ends is none. */
export function readQuiet(words: readonly string[]): DailyText<Quiet> {
  if (isOff(words)) return { kind: 'off' };
  const { rest, zone } = withoutZone(words.filter((w) => !/^(?:from|hours|between)$/i.test(w)));
  const [from, to, ...more] = rest.join(' ').replace(/\s+(?:to|until|till|and)\s+/i, '..').split(APART).map((part) => minutesOf(part.trim()));
  if (from === undefined || from === null || to === undefined || to === null || more.length > 0 || from === to) return null;
  return { kind: 'set', value: { from, to }, zone };
}

/** A daily summary; without a word about days it comes on weekdays. */
export function readDigest(words: readonly string[]): DailyText<DigestTime> {
  if (isOff(words)) return { kind: 'off' };
  const { rest, zone } = withoutZone(words.filter((w) => !/^(?:at|on)$/i.test(w)));
  const [time = '', ...days] = rest;
  const at = minutesOf(time);
  const named = days.join(' ').toLowerCase();
  const isDaily = /^(?:daily|every ?day|all)$/.test(named);
  if (at === null || !(isDaily || /^(?:|weekdays?|mon(?:day)?\s*(?:\.\.|-|to)\s*fri(?:day)?)$/.test(named))) return null;
  return { kind: 'set', value: { at, days: isDaily ? 'daily' : 'weekdays' }, zone };
}

function isOff(words: readonly string[]): boolean {
  return words.length === 1 && OFF.test(words[0] ?? '');
}

function withoutZone(words: readonly string[]): { readonly rest: readonly string[]; readonly zone: string | null } {
  const last = words.at(-1) ?? '';
  return words.length > 1 && ZONE.test(last) ? { rest: words.slice(0, -1), zone: last } : { rest: words, zone: null };
}

function minutesOf(text: string): number | null {
  const found = CLOCK.exec(text);
  if (found === null) return null;
  const [hour, minute] = [Number(found[1]), Number(found[2])];
  return hour < 24 && minute < 60 ? hour * 60 + minute : null;
}
