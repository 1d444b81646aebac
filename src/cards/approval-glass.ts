/** What the approval cards say of a break-glass. */
import { isGlassAsked, isGlassBroken, reviewDue, SECOND_WITHIN } from '../domain/approval/break-glass.ts';
import type { Approval } from '../domain/approval/types.ts';
import type { Instant } from '../domain/time.ts';
import type { Words } from '../text/en.ts';
import { clip } from '../text/neutral.ts';
import { raw, type Cell } from './render.ts';
import { exactTime } from './times.ts';

/** A line while the first admin waits for the second one. */
export function glassWaiting(a: Approval, now: Instant, words: Words): readonly Cell[] {
  const asked = a.glass?.asked;
  if (asked === undefined || !isGlassAsked(a, now)) return [];
  return [raw(words.cards.glass.waits({ who: asked.by.name, reason: clip(asked.reason, 200), id: a.id, until: exactTime(asked.at + SECOND_WITHIN) }))];
}

/** Who stood in for the approvers, and whether somebody looked at it since. */
export function glassUsed(a: Approval, words: Words): readonly Cell[] {
  const w = words.cards.glass;
  const broken = a.glass?.broken;
  if (broken === undefined || !isGlassBroken(a)) return [];
  const due = reviewDue(a);
  const reviewed = a.glass?.reviewed;
  const review = reviewed === undefined ? [] : [raw(w.seen(reviewed.by?.name ?? '', clip(reviewed.reason, 200)))];
  return [raw(w.used(broken.people.map((p) => p.name), clip(broken.reason, 200))), ...(due === null ? review : [raw(w.due(exactTime(due)))])];
}
