/** What a wave is waiting to be told next, as buttons: one for each step that some of its machines can take now. */
import type { Phase } from '../domain/migration/types.ts';
import type { Words } from '../text/en.ts';
import type { WaveRow, WaveView } from '../usecases/wave-types.ts';
import { execute, type Button } from './button.ts';
import { standing } from './standing.ts';

/** The furthest step first: it is what people wait for. */
const STEPS = [
  { verb: 'complete', phase: 'accepted' },
  { verb: 'cutover', phase: 'tested' },
  { verb: 'test', phase: 'protected' },
] as const satisfies readonly { readonly verb: string; readonly phase: Phase }[];

/** At most two; none for a wave that is closed. The command behind each looks again and asks before it acts. */
export function nextButtons(view: WaveView, words: Words): readonly Button[] {
  const { wave, rows, approval } = view;
  if (wave.closed !== null) return [];
  const w = words.waves.card.next;
  const id = wave.name.replaceAll('${', '$');
  const steps = STEPS.flatMap(({ verb, phase }) => {
    const n = rows.filter((row) => stands(row, phase)).length;
    return n === 0 || (verb === 'cutover' && approval !== null) ? [] : [execute({ verb, id, title: w[verb](n) })];
  });
  const idle = rows.filter((row) => row.status === null && row.machine !== null).length - (view.queued ?? []).length;
  return [...steps, ...(idle > 0 ? [execute({ verb: 'replicate', id, title: w.replicate(idle) })] : [])].slice(0, 2);
}

/** It rests there and nothing is the matter with it. */
function stands({ status }: WaveRow, phase: Phase): boolean {
  if (status === null) return false;
  const m = status.migration;
  return m.position.phase === phase && m.pending === null && (m.hold ?? null) === null && (m.request ?? null) === null && standing(m) !== 'trouble';
}
