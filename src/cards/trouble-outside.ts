/** What an incident card says of things done outside Ferry, and of a machine that is gone. */
import type { Drift, Migration } from '../domain/migration/types.ts';
import { isOrphan } from '../domain/source-guard/guard.ts';
import type { Words } from '../text/en.ts';
import { execute, type Button } from './button.ts';
import { fact } from './fact.ts';
import { raw, type Cell } from './render.ts';
import { localTime } from './times.ts';

type Line = { readonly title: string; readonly value: Cell } | null;

/** Right below the title: what exactly, by whom, and what became of the approval. */
export function outsideLines(m: Migration, words: Words): readonly Cell[] {
  if (m.drift !== null) return [...words.outside.details(m.drift.detail), ...byWhom(m.drift, words), ...(m.drift.voided === undefined ? [] : [words.outside.effect(m.drift)])];
  const loss = m.sourceLost;
  return loss === undefined || !isOrphan(m) ? [] : [raw(words.outside.loss(m, localTime)), ...words.outside.successor(loss)];
}

function byWhom(drift: Drift, words: Words): readonly Cell[] {
  return drift.by?.kind === 'found' ? [raw(words.cards.trouble.by(words.outside.doer(drift, localTime)))] : [];
}

/** Who, as far as it is not known yet, and what adopting would do. */
export function outsideFacts(m: Migration, words: Words): readonly Line[] {
  const t = words.cards.trouble.facts;
  if (m.drift === null) return [];
  const standing = words.outside.standing(m.drift);
  return [
    m.drift.by?.kind === 'found' ? null : fact(t.by, words.outside.doer(m.drift)),
    m.drift.voided === undefined ? fact(t.approval, words.outside.effect(m.drift)) : null,
    fact(t.decided, standing),
    m.drift.adopting === undefined ? fact(t.adopting, words.outside.adopting[m.drift.code]) : null,
  ];
}

/** What can be answered: taken as the truth, or left paused. Of a machine that is gone only the copy can be failed over. */
export function outsideButtons(m: Migration, etag: number, words: Words): readonly (Button | null)[] {
  const w = words.cards.trouble;
  const press = { id: m.instanceId, etag, withInputs: false } as const;
  if (m.drift !== null) {
    const { adopting, kept } = m.drift;
    return adopting !== undefined ? [] : [execute({ verb: 'adopt', ...press, style: 'positive', title: w.adopt }), kept === undefined ? execute({ verb: 'keep', ...press, title: w.keep }) : null];
  }
  const ready = isOrphan(m) && (m.position.phase === 'protected' || m.position.phase === 'tested');
  return ready ? [execute({ verb: 'cutover', id: m.instanceId, style: 'positive', title: w.cutover, withInputs: false })] : [];
}
