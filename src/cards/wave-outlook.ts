/** What is to be expected of a wave, as lines and facts of its card. */
import type { Words } from '../text/en.ts';
import type { WaveView } from '../usecases/wave-types.ts';
import { raw, type Cell } from './render.ts';
import { localTime } from './times.ts';

type Fact = { readonly title: string; readonly value: Cell } | null;
type Stalled = NonNullable<WaveView['outlook']>['forecast']['stalled'];

/** More machines that stand still are counted in the line of risks. */
const MOST_STALLED = 3;

/** What puts the window at risk, and what stands still, each moment with its machines together. */
export function outlookLines({ outlook }: Pick<WaveView, 'outlook'>, words: Words): readonly Cell[] {
  if (outlook === undefined) return [];
  const { risks, stalled } = outlook.forecast;
  const lines = together(stalled).slice(0, MOST_STALLED).map((o) => raw(words.forecast.stalled(o, localTime)));
  return [...(risks.length === 0 ? [] : [raw(words.forecast.atRisk(risks))]), ...lines];
}

/** Machines that stopped together stopped for one cause. */
function together(stalled: Stalled): readonly { readonly names: readonly string[]; readonly copy: Stalled[number]['copy'] }[] {
  const groups = Map.groupBy(stalled, ({ copy }) => JSON.stringify([Math.floor(copy.since / 60_000), copy.percent, copy.causes]));
  return [...groups.values()].flatMap((group) => group.slice(0, 1).map(({ copy }) => ({ names: group.map((s) => s.name), copy })));
}

/** When the last first copy ends, and whether the window is long enough; what is not known is said to be so. */
export function outlookFacts({ outlook }: Pick<WaveView, 'outlook'>, words: Words): readonly Fact[] {
  if (outlook === undefined) return [];
  const { copies, unknown, fit } = outlook.forecast;
  const w = words.forecast;
  return [
    copies !== null ? { title: w.facts.copies, value: raw(w.copies(copies, localTime)) } : unknown.length > 0 ? { title: w.facts.copies, value: raw(w.unknown(unknown)) } : null,
    fit === null ? null : { title: w.facts.fit, value: w.fit(fit) },
  ];
}
