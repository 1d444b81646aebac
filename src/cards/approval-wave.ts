import template from '../../cards/approval-wave.json' with { type: 'json' };
import { isSuspended } from '../domain/approval/open.ts';
import type { Words } from '../text/en.ts';
import { utc } from '../text/format.ts';
import { windowTextOf } from '../text/window.ts';
import { askedParts, type AskedView } from './approval-parts.ts';
import { groupLines, linesOf, waveEvidenceLine, waveFacts, worstFacts } from './approval-wave-facts.ts';
import { routeText } from './approval-facts.ts';
import { layout, raw } from './render.ts';
import type { Rendered } from './rendered.ts';
import { localClock } from './times.ts';

const card = layout(template);

/** Asks for the approval of a whole wave. Inputs as on the card of one machine, and `removals` with Approve: off, and machines are not taken out without asking again. */
export function approvalWaveCard(view: AskedView, words: Words): Rendered {
  const { approval: a } = view;
  const w = words.cards.approvalWave;
  const parts = askedParts(view, words);
  const title = w.title({ operation: a.operation, wave: a.machine, machines: linesOf(a).filter((m) => m.state === 'in').length, route: routeText(a.route, words), again: isSuspended(a) });
  const toggle = a.operation === 'cutover' && a.wave?.removals === true ? [{ title: w.removals }] : [];
  const confirm = a.confirm ?? null;
  return card(`${title} (${a.id}. ${words.cards.approval.expiry(utc(parts.until))})`, {
    ...parts.cells,
    title,
    second: words.cards.approval.runs[a.operation](windowTextOf(a.window), a),
    third: raw(waveEvidenceLine(a, words, localClock)),
    typed: `${words.cards.approval.typed(a.id, confirm, isSuspended(a))}${toggle.length === 0 ? '' : ` ${w.keepAll}`}`,
    groups: groupLines(a, words),
    worstTitle: w.worst,
    worst: worstFacts(a, words),
    facts: waveFacts(a, words),
    confirmToggle: confirm === null ? [] : toggle,
    openToggle: confirm === null ? toggle : [],
  });
}
