import type { Approval, EvidenceChange } from '../domain/approval/types.ts';
import { SECOND } from '../domain/time.ts';
import type { Words } from '../text/en.ts';
import { duration } from '../text/format.ts';
import { clip } from '../text/neutral.ts';

/** Then → now, for everything that got worse since it was approved; empty for a request that was not asked anew. */
export function changeLines(a: Approval, words: Words): readonly string[] {
  const w = words.cards.approval;
  const held = a.suspended ?? null;
  if (held !== null) return [w.worse, ...held.changes.slice(0, MOST).map((c) => withMachine(c, words)), ...(held.changes.length > MOST ? [words.cards.approvalWave.more(held.changes.length - MOST)] : [])];
  return (a.round ?? 0) > 0 ? [w.lost((a.lost ?? []).slice(0, MOST).map((p) => p.name))] : [];
}

const MOST = 8;

/** In a request for a wave it is said of which machine. */
function withMachine(c: EvidenceChange, words: Words): string {
  return c.machine === undefined ? changeLine(c, words) : words.cards.approvalWave.ofMachine(clip(c.machine, 40), changeLine(c, words));
}

function changeLine(c: EvidenceChange, words: Words): string {
  const w = words.cards.approval;
  switch (c.what) {
    case 'rpo':
      return w.changes.rpo(seconds(c.then, w.unknown), seconds(c.now, w.unknown));
    case 'health':
      return w.changes.health(words.state.health[c.then], words.state.health[c.now]);
    case 'test':
      return w.changes.test(c.now === null ? w.untested : w.tested(c.now.works, duration(0), clip(c.now.by, 40)));
    case 'block':
      return w.changes.block(clip(c.text, 240));
    case 'left':
      return words.cards.approvalWave.left(clip(c.text, 240));
  }
}

function seconds(n: number | null, unknown: string): string {
  return n === null ? unknown : duration(n * SECOND);
}
