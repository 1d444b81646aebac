/** Who is told what, and when not: settings of conversations. */
import type { ConversationId } from '../ids.ts';
import { MINUTE, type Instant } from '../time.ts';
import { addDays, asIfUtc, weekdayOf } from '../window/calendar.ts';
import type { CivilDate, Local, Located } from '../window/types.ts';
import type { Level } from './types.ts';

/** A conversation wants to be told of a wave, or of a machine by its instance id. */
export type Follow = { readonly conversation: ConversationId; readonly subject: string; /** As people call it. */ readonly name: string; readonly level: Level; readonly since: Instant };

/** A span of every day, in minutes after midnight; it may pass midnight. */
export type Quiet = { readonly from: number; readonly to: number };

/** When a summary is posted, in minutes after midnight. */
export type DigestTime = { readonly at: number; readonly days: 'weekdays' | 'daily' };

/** When a conversation wants to be left alone, and when it wants a summary, by the clocks of its zone. */
export type Habit = { readonly conversation: ConversationId; readonly zone: string; readonly quiet: Quiet | null; readonly digest: DigestTime | null; readonly since: Instant };

type Clocks = { readonly after: Instant; readonly local: Local; readonly locate: (local: Local) => Located };

/** True while clocks show a time of the quiet hours. */
export function isQuiet(quiet: Quiet, local: Pick<Local, 'hour' | 'minute'>): boolean {
  const now = local.hour * 60 + local.minute;
  return quiet.from < quiet.to ? now >= quiet.from && now < quiet.to : now >= quiet.from || now < quiet.to;
}

/** When quiet ends, by the clocks: a night in which they change is shorter or longer. Null while it is not quiet. */
export function quietEnd(quiet: Quiet, o: Clocks): Instant | null {
  if (!isQuiet(quiet, o.local)) return null;
  const ends = [0, 1].flatMap((days) => momentsOf(o.locate(localAt(addDays(o.local, days), quiet.to)))).filter((at) => at > o.after);
  return ends.length === 0 ? null : Math.min(...ends);
}

function localAt(date: CivilDate, minutes: number): Local {
  return { ...date, hour: Math.floor(minutes / 60), minute: minutes % 60 };
}

/** The first moment after `after` at which the summary is due. Where clocks skip the time it comes right after the gap; where they show it twice it comes once. */
export function nextDigest(time: DigestTime, o: Clocks): Instant {
  for (let days = 0; days < 9; days++) {
    const date = addDays(o.local, days);
    if (time.days === 'weekdays' && [0, 6].includes(weekdayOf(date))) continue;
    const [at] = momentsOf(o.locate(localAt(date, time.at)));
    if (at !== undefined && at > o.after) return at;
  }
  return o.after + 1440 * MINUTE;
}

/** A time that is left out is taken for the first moment after the gap. */
function momentsOf(found: Located): readonly Instant[] {
  if (found.kind === 'one') return [found.moment.at];
  return found.kind === 'missing' ? [found.after.at] : [found.first.at, found.second.at];
}

/** The day as one text, for keys. */
export function dayOf(local: Local): string {
  return new Date(asIfUtc(local)).toISOString().slice(0, 10);
}
