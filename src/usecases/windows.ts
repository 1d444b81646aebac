import { parseWindow, type WindowText } from '../domain/window/parse.ts';
import { LONGEST_WINDOW, place, type Placed } from '../domain/window/place.ts';
import type { Moment } from '../domain/window/types.ts';
import { dateText, momentText, offsetText, spanText, timeText } from '../domain/window/write.ts';
import { asIfUtc } from '../domain/window/calendar.ts';
import { ok, type Result } from '../domain/result.ts';
import { DAY, HOUR, MINUTE, type Instant } from '../domain/time.ts';
import type { Zones } from '../ports/clock.ts';
import type { Deps } from './deps.ts';
import { reject } from './rejections.ts';
import { command } from './requests.ts';
import type { Rejection } from './types.ts';
import type { ReadWindow, WindowUseCases } from './window-types.ts';

/** `at 22:00` names no end: a cutover that has not begun by then has missed its night. */
const AT_LASTS = 4 * HOUR;
/** Nobody plans a cutover, or a freeze, further ahead. */
const FURTHEST = 400 * DAY;
const LONGEST = { window: LONGEST_WINDOW, freeze: 60 * DAY } as const;

type Reading = { readonly zones: Zones; readonly zone: string; readonly now: Instant; readonly longest: keyof typeof LONGEST };

/** The use cases that read and keep windows. */
export function makeWindows(d: Deps): Pick<WindowUseCases, 'readWindow' | 'typedWindow' | 'setWindow'> {
  return {
    readWindow: (text, longest = 'window') => readWindow(text, { zones: d.zones, zone: d.policy.zone, now: d.clock.now(), longest }),
    typedWindow: (w) => spanText({ from: d.zones.at(w.from, w.zone), to: d.zones.at(w.to, w.zone), zone: w.zone }),
    setWindow: (o) => command(d, { id: o.id, who: o.who, command: { type: 'set-window', window: o.window } }),
  };
}

/** Reads a typed time. Deterministic: zones, the default zone and the time are given. */
export function readWindow(text: string, r: Reading): Result<ReadWindow, Rejection> {
  const parsed = parseWindow(text);
  if (!parsed.ok) return reject('not-a-window', { why: parsed.error.code });
  const typed = parsed.value;
  // A freeze names its end: a guessed one would let cutovers begin again too early.
  if (r.longest === 'freeze' && typed.kind !== 'span') return reject('not-a-window', { why: 'no-end' });
  return typed.kind === 'now' ? ok(null) : resolved(typed, r);
}

function resolved(typed: Exclude<WindowText, { readonly kind: 'now' }>, r: Reading): Result<ReadWindow, Rejection> {
  const zone = r.zones.named(typed.zone ?? r.zone);
  if (zone === null) return reject('no-such-zone', { zone: typed.zone ?? r.zone });
  const placed = place(typed, r.zones.at(r.now, zone).local);
  const where = { zones: r.zones, zone, isNamed: typed.zone !== null };
  const from = momentOf(placed.from, where);
  if (!from.ok) return from;
  const to = placed.to === null ? ok(r.zones.at(from.value.at + AT_LASTS, zone)) : momentOf(placed.to, where);
  return to.ok ? judged({ from: from.value, to: to.value, zone }, r) : to;
}

type Where = { readonly zones: Zones; readonly zone: string; readonly isNamed: boolean };

/** The one moment that was meant. Where clocks jump it is asked for, never guessed. */
function momentOf(p: Placed, w: Where): Result<Moment, Rejection> {
  if (p.offset !== null) return withOffset({ ...p, offset: p.offset }, w);
  const found = w.zones.locate(p.local, w.zone);
  const detail = { time: timeText(p.local), date: dateText(p.local), zone: w.zone };
  if (found.kind === 'one') return ok(found.moment);
  if (found.kind === 'missing') return reject('time-missing', { ...detail, before: momentText(found.before), after: momentText(found.after) });
  return reject('time-doubled', { ...detail, first: momentText(found.first), second: momentText(found.second) });
}

/** A time with its offset is one moment. With a zone beside it both must agree. */
function withOffset(p: Placed & { readonly offset: number }, w: Where): Result<Moment, Rejection> {
  const moment = w.zones.at(asIfUtc(p.local) - p.offset * MINUTE, w.zone);
  if (!w.isNamed || moment.offset === p.offset) return ok(moment);
  const found = w.zones.locate(p.local, w.zone);
  if (found.kind === 'missing') return momentOf({ ...p, offset: null }, w);
  const inUse = found.kind === 'one' ? [found.moment] : [found.first, found.second];
  return reject('offset-not-in-use', { time: timeText(p.local), date: dateText(p.local), zone: w.zone, offset: offsetText(p.offset), known: inUse.map((m) => offsetText(m.offset)).join(', ') });
}

function judged(o: { readonly from: Moment; readonly to: Moment; readonly zone: string }, r: Reading): Result<ReadWindow, Rejection> {
  const window = { from: o.from.at, to: o.to.at, zone: o.zone };
  const detail = { from: momentText(o.from), to: momentText(o.to) };
  if (window.to <= r.now || window.to <= window.from) return reject('window-over', detail);
  if (window.from > r.now + FURTHEST) return reject('window-too-long', { ...detail, limit: `at most ${FURTHEST / DAY} days ahead` });
  if (window.to - window.from > LONGEST[r.longest]) return reject('window-too-long', { ...detail, limit: `at most ${LONGEST[r.longest] / DAY} days long` });
  return ok({ window });
}
