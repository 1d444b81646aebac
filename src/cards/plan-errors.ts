import type { PlanProblem } from '../domain/plan-file/types.ts';
import type { Words } from '../text/en.ts';
import { clip } from '../text/neutral.ts';
import { openUrl } from './button.ts';
import type { Rendered } from './rendered.ts';
import { sectionsCard } from './sections.ts';

const SHOWN = 10;

/** `url` is that of the file with all of them; null when there is no address for it. */
export type PlanErrorsView = { readonly problems: readonly PlanProblem[]; readonly rows: number; readonly url: string | null };

/** Everything that is wrong with a plan file, the first ten on the card. */
export function planErrorsCard({ problems, rows, url }: PlanErrorsView, words: Words): Rendered {
  const w = words.plan.errors;
  const left = problems.length - SHOWN;
  return sectionsCard(
    {
      title: w.title(problems.length),
      verdict: w.lead(rows),
      lead: [],
      sections: problems.slice(0, SHOWN).map((p) => {
        const said = words.plan.problem(p);
        const value = p.value === '' ? '' : ` ${w.value(p.value)}`;
        return { heading: `${w.line(p.line, p.column)}${value}`, lines: [{ text: `${clip(said.what, 400)} ${clip(said.fix, 400)}` }] };
      }),
      foot: left > 0 ? [w.more(left)] : [],
      actions: [url === null ? null : openUrl(w.file, url)],
    },
    words,
  );
}
