import type { PlanDiff, RequestEffect, WaveDiff } from '../domain/plan-file/difference.ts';
import type { Words } from '../text/en.ts';
import { clip } from '../text/neutral.ts';
import { step, type Form } from './form.ts';
import type { Rendered } from './rendered.ts';
import { sectionsCard } from './sections.ts';

const MOST_WAVES = 20;
const MOST_REQUESTS = 10;

/** `form` is null where it is only looked at: then nothing can be applied. */
export type PlanDiffView = { readonly diff: PlanDiff; /** Requests that would not stand as they are. */ readonly requests: readonly RequestEffect[]; readonly rows: number; readonly problem: string | null; readonly form: Form | null };

/** What a plan file would change: counts first, then wave by wave. */
export function planDiffCard({ diff, requests, rows, problem, form }: PlanDiffView, words: Words): Rendered {
  const w = words.plan.diff;
  const isSame = diff.waves.length === 0;
  const left = diff.waves.length - MOST_WAVES;
  return sectionsCard(
    {
      title: w.title(diff, rows),
      verdict: isSame ? w.nothing : w.counts(diff),
      lead: [...(problem === null ? [] : [problem]), ...(isSame ? [w.counts(diff)] : [w.waves(diff), form === null ? w.lookOnly : w.effect]), ...requestLines(requests, words)],
      sections: diff.waves.slice(0, MOST_WAVES).map((d) => section(d, words)),
      foot: left > 0 ? [w.more(left)] : [],
      actions: form === null ? [] : [step(form, 'confirm', { title: w.apply, style: 'positive' }), step(form, 'cancel', { title: words.cards.form.cancel })],
    },
    words,
  );
}

/** By number: whoever applies it knows whom to tell. */
function requestLines(requests: readonly RequestEffect[], words: Words): readonly string[] {
  const { voids, settles } = words.waves.edits;
  const left = requests.length - MOST_REQUESTS;
  return [...requests.slice(0, MOST_REQUESTS).map((r) => (r.voided ? `⚠ ${voids(r.id)}` : settles(r.id, r.without))), ...(left > 0 ? [words.plan.diff.moreRequests(left)] : [])];
}

function section(d: WaveDiff, words: Words): { readonly heading: string; readonly lines: readonly { readonly text: string }[] } {
  return { heading: words.plan.diff.wave(d), lines: [{ text: clip(words.plan.diff.parts(d), 700) }] };
}
