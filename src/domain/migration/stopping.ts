/** How the source comes to rest: by Ferry, by a person, or not at all. */
import { stopOf } from '../source-stop.ts';
import { startGate } from '../window/gate.ts';
import { barred, calendarOf, otherContent, type Timing } from './barred.ts';
import { timeIsOver, untouchedTurns } from './clock-turns.ts';
import { act, happened, isGiven, isLive, NOTHING, type Decision } from './decision.ts';
import type { Observation } from './observation.ts';
import type { Migration } from './types.ts';

/** Stops the source, or waits until a person has. */
export function stopping(m: Migration, o: Observation, t: Timing): Decision {
  if (o.source === 'unread') return NOTHING;
  if (stopOf(m) === 'person') return byPerson(m, o, { t, power: o.source.power });
  if (o.source.power === 'stopped') return happened({ type: 'SourceStopped' });
  if (o.source.power !== 'running') return NOTHING;
  return tooLate(m, o, t) ?? (isLive(o.approval, o.contentHash, calendarOf(o, t)) ? act('stopSource') : barred(m, 'stopSource', { o, t }));
}

/** What could not end in time is not begun: the source still runs, so there is nothing to undo. */
function tooLate(m: Migration, o: Observation, t: Timing): Decision | null {
  const calendar = calendarOf(o, t);
  if (!('approvalId' in m.position) || !isGiven(o.approval, o.contentHash) || startGate(o.approval, calendar) !== 'over') return null;
  return happened(timeIsOver(m.position.approvalId, o.approval, calendar));
}

/** Stopped counts when the person has said so and AWS shows it; neither alone. */
function byPerson(m: Migration, o: Observation, { t, power }: { readonly t: Timing; readonly power: Exclude<Observation['source'], 'unread'>['power'] }): Decision {
  const confirmed = m.position.phase === 'stopping-source' && m.position.confirmed !== undefined;
  if (power === 'running') return runsOn(m, o, t) ?? NOTHING;
  if (power !== 'stopped') return NOTHING;
  if (confirmed) return happened({ type: 'SourceStopped' });
  // It is off already: what ends its approval now has to be told with the way back.
  return isLive(o.approval, o.contentHash, calendarOf(o, t)) ? NOTHING : barred(m, 'startFailover', { o, t });
}

/** A source that still runs is as untouched as before: what ends its approval ends the cutover, and nothing has to be undone. Null when it may go on. */
export function runsOn(m: Migration, o: Observation, t: Timing): Decision | null {
  const turned = untouchedTurns(m, o.approval, calendarOf(o, t));
  if (turned.length > 0) return happened(...turned);
  if (!('approvalId' in m.position)) return NOTHING;
  if (!isGiven(o.approval, o.contentHash)) return otherContent(m.position.approvalId);
  return isLive(o.approval, o.contentHash, calendarOf(o, t)) ? null : NOTHING;
}
