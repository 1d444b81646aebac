/** Reads the freezes of a governance file: local times of a zone, never guessed where clocks jump. */
import type { Freeze } from '../domain/governance/types.ts';
import type { Instant } from '../domain/time.ts';
import { asIfUtc, fromUtcLike } from '../domain/window/calendar.ts';
import type { Local } from '../domain/window/types.ts';
import { momentText } from '../domain/window/write.ts';
import { makeZones } from './zones.ts';

type FreezeInFile = { readonly from: string; readonly to: string; readonly zone: string; readonly because: string };
type Read = { readonly freezes: readonly Freeze[]; readonly problems: readonly string[] };
type Found = { readonly at: Instant } | { readonly problem: string };

const LOCAL = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(Z|[+-]\d{2}:\d{2})?$/;
const zones = makeZones();

/** All freezes, or what is wrong with them; `where` begins a problem with the place of a key. */
export function readFreezes(list: readonly FreezeInFile[], where: (path: readonly (string | number)[]) => string): Read {
  const read = list.map((freeze, i) => readFreeze(freeze, { number: -(i + 1), where: (key) => where(['freezes', i, key]) }));
  return { freezes: read.flatMap((r) => r.freezes), problems: read.flatMap((r) => r.problems) };
}

/** Numbered below zero: people end freezes by their number, and these end in their file only. */
function readFreeze(f: FreezeInFile, o: { readonly number: number; readonly where: (key: keyof FreezeInFile) => string }): Read {
  const zone = zones.named(f.zone);
  if (zone === null) return { freezes: [], problems: [`${o.where('zone')}must be an IANA time zone such as Europe/Rome, or UTC`] };
  const [from, to] = [momentIn(f.from, zone), momentIn(f.to, zone)];
  const problems = [...('problem' in from ? [o.where('from') + from.problem] : []), ...('problem' in to ? [o.where('to') + to.problem] : [])];
  if ('problem' in from || 'problem' in to) return { freezes: [], problems };
  if (to.at <= from.at) return { freezes: [], problems: [`${o.where('to')}must not end before it begins`] };
  return { freezes: [{ number: o.number, from: from.at, to: to.at, zone, reason: f.because, by: null }], problems: [] };
}

function momentIn(text: string, zone: string): Found {
  const found = LOCAL.exec(text);
  const local = found === null ? null : localOf(found);
  if (found === null || local === null) return { problem: "must be a day and a time such as '2026-12-19 00:00'" };
  const offset = found[6];
  if (offset !== undefined) return { at: asIfUtc(local) - minutesOf(offset) * 60_000 };
  const located = zones.locate(local, zone);
  if (located.kind === 'one') return { at: located.moment.at };
  if (located.kind === 'missing') return { problem: `does not exist in ${zone}: clocks are put forward then; the nearest times are ${momentText(located.before)} and ${momentText(located.after)}` };
  return { problem: `comes twice in ${zone}: clocks are put back then; write ${momentText(located.first)} or ${momentText(located.second)}` };
}

function localOf(found: RegExpExecArray): Local | null {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = found.slice(1, 6).map(Number);
  const local = { year, month, day, hour, minute };
  // A day or an hour that does not exist comes back as another one.
  return JSON.stringify(fromUtcLike(asIfUtc(local))) === JSON.stringify(local) ? local : null;
}

function minutesOf(offset: string): number {
  if (offset === 'Z') return 0;
  const [hours = 0, minutes = 0] = offset.slice(1).split(':').map(Number);
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}
