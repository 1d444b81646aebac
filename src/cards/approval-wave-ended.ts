import template from '../../cards/approval-wave-ended.json' with { type: 'json' };
import type { Approval } from '../domain/approval/types.ts';
import type { Words } from '../text/en.ts';
import { endedAs, endedLines, endedTitle } from './approval-ended.ts';
import { groupLines, waveEvidenceLine, waveFacts } from './approval-wave-facts.ts';
import { neutral } from '../text/neutral.ts';
import { buttons, execute } from './button.ts';
import { layout } from './render.ts';
import type { Rendered } from './rendered.ts';

const card = layout(template);

/** What became of a request for a wave: who, when, why, and which machines came through. Nothing can be decided on it any more. */
export function approvalWaveEndedCard(a: Approval, words: Words): Rendered {
  const w = words.cards.approval;
  const title = endedTitle(a, endedAs(a), words);
  return card(`${title} (${a.id})`, {
    title,
    lines: endedLines(a, words),
    groups: groupLines(a, words),
    evidence: waveEvidenceLine(a, words),
    facts: waveFacts(a, words),
    detailsTitle: w.details,
    actions: buttons(execute({ verb: 'status', id: neutral(a.machine), title: w.status, style: 'positive' })),
  });
}
