/** What an incident card asks where an Azure job waits for a person, and what was answered. */
import { isHeld } from '../domain/migration/held.ts';
import type { Migration } from '../domain/migration/types.ts';
import type { Words } from '../text/en.ts';
import { clip } from '../text/neutral.ts';
import { buttons, execute } from './button.ts';
import type { Cell } from './render.ts';

/** Done with a note, or that it cannot be done with a reason; none while an answer is being carried out. */
export function manualBoxes(m: Migration, words: Words): readonly Cell[] {
  if (m.stuck?.code !== 'manual-action' || (m.manual !== undefined && m.manual.status !== 'cannot')) return [];
  const w = words.cards.trouble;
  // The wait that is answered: an older card of the same machine answers nothing.
  const press = { id: m.instanceId, etag: m.stuck.since } as const;
  const done = { input: 'note', title: w.isDone, label: w.doneNote, missing: w.doneNote, required: false, actions: buttons(execute({ verb: 'done', ...press, title: w.doneSend, style: 'positive' })) };
  const cannot = { input: 'reason', title: w.cannot, label: w.cannotReason, missing: w.cannotMissing, required: true, actions: buttons(execute({ verb: 'cannot', ...press, title: w.cannotSend })) };
  return isHeld(m) ? [cannot] : [done, cannot];
}

/** Who said what, right below the title. */
export function answeredLines(m: Migration, words: Words): readonly Cell[] {
  return m.manual === undefined ? [] : [words.cards.trouble.answered(m.manual.by.name, m.manual.status === 'cannot', clip(m.manual.note, 300))];
}
