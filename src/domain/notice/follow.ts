/** Who is told what, and when not: settings of conversations. */
import type { ConversationId } from '../ids.ts';
import { MINUTE, type Instant } from '../time.ts';
import { addDays, asIfUtc, weekdayOf } from '../window/calendar.ts';
import type { Local, Located } from '../window/types.ts';
import type { Level } from './types.ts';

/** A conversation wants to be told of a wave, or of a machine by its instance id. */
export type Follow = { readonly conversation: ConversationId; readonly subject: string; /** As people call it. */ readonly name: string; readonly level: Level; readonly since: Instant };

/** A span of every day, in minutes after midnight; it may pass midnight. */
export type Quiet = { readonly from: number; readonly to: number };

/** When a summary is posted, in minutes after midnight. */
export type DigestTime = { readonly at: number; readonly days: 'weekdays' | 'daily' };

/** When a conversation wants to be left alone, and when it wants a summary, by the clocks of its zone. */
export type Habit = { readonly conversation: ConversationId; readonly zone: string; readonly quiet: Quiet | null; readonly digest: DigestTime | null; readonly since: Instant };

/** Minutes until quiet ends; null while it is not quiet. */
export function quietMinutesLeft(quiet: Quiet, local: Pick<Local, 'hour' | 'minute'>): number | null {
  const now = local.hour * 60 + local.minute;
  const isQuiet = quiet.from < quiet.to ? now >= quiet.from && now < quiet.to : now >= quiet.from || now < quiet.to;
  return isQuiet ? (quiet.to - now + 1440) % 1440 || 1440 : null;
}

/** The first moment after `after` at which the summary is due. Where clocks skip the time it comes right after the gap; where they show it twice it comes once. */
export function nextDigest(time: DigestTime, o: { readonly after: Instant; readonly local: Local; readonly locate: (local: Local) => Located }): Instant {
  for (let days = 0; days < 9; days++) {
    const date = addDays(o.local, days);
    if (time.days === 'weekdays' && [0, 6].includes(weekdayOf(date))) continue;
    const at = momentOf(o.locate({ ...date, hour: Math.floor(time.at / 60), minute: time.at % 60 }));
    if (at > o.after) return at;
  }
  return o.after + 1440 * MINUTE;
}

function momentOf(found: Located): Instant {
  if (found.kind === 'one') return found.moment.at;
  return found.kind === 'missing' ? found.after.at : found.first.at;
}

/** The day as one text, for keys. */
export function dayOf(local: Local): string {
  return new Date(asIfUtc(local)).toISOString().slice(0, 10);
}
