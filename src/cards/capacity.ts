import type { CapacityTrouble, CapacityWish } from '../domain/capacity/types.ts';
import { selectionWord } from '../domain/plans.ts';
import type { Words } from '../text/en.ts';
import { utc } from '../text/format.ts';
import type { CapacityAnswer } from '../usecases/planning-types.ts';
import { execute, type Button } from './button.ts';
import { raw, type Cell } from './render.ts';
import type { Rendered } from './rendered.ts';
import { inputValue } from './replicate-choices.ts';
import { sectionsCard, type Section } from './sections.ts';
import { sourceLink } from './source-link.ts';
import { asOf } from './times.ts';

/** `savedNow` right after somebody pressed Save as plan. */
export type CapacityView = { readonly answer: CapacityAnswer; readonly savedNow: boolean; readonly now: number };

/** What moving the machines takes: line, changes, appliance; what does not fit first, and at the end everything that was assumed. */
export function capacityCard({ answer, savedNow, now }: CapacityView, words: Words): Rendered {
  const w = words.cards.capacity;
  const { plan, selection } = answer;
  return sectionsCard({
    title: w.title(words.cards.run.wave(selection.kind === 'wave' ? selection.wave : null)),
    verdict: w.verdict({ machines: plan.machines, bytes: plan.bytes, mbit: plan.firstCopyMbit, windowMs: plan.windowMs, bad: plan.troubles.length }),
    lead: [savedNow ? w.savedNow : savedLine(answer, words)],
    sections: [...openSection(plan.troubles, words), ...figures(answer, words), { heading: w.assumptions, lines: assumptions(answer, words).map((text) => ({ text })) }],
    foot: [w.more, raw(asOf(answer.at, now, words))],
    actions: actions(answer, words),
  }, words);
}

function savedLine({ saved }: CapacityAnswer, words: Words): string {
  return saved === null ? words.cards.capacity.notSaved : words.cards.capacity.saved(saved.by.name, utc(saved.at));
}

function openSection(troubles: readonly CapacityTrouble[], words: Words): readonly Section[] {
  const w = words.cards.capacity;
  return troubles.length === 0 ? [] : [{ heading: w.open, lines: troubles.map((t) => ({ text: w.trouble(t) })) }];
}

function figures({ plan, churnFrom }: CapacityAnswer, words: Words): readonly Section[] {
  const w = words.cards.capacity;
  const lines = (...texts: readonly string[]): Section['lines'] => texts.map((text) => ({ text }));
  return [
    { heading: w.copy, lines: lines(w.disks(plan), w.window(plan), ...(plan.link === null ? [] : [w.link(plan.link)])) },
    { heading: w.changes, lines: lines(w.churn(plan.churnBytesPerDay), ...plan.churn.map(w.share), ...(churnFrom === null ? [] : [w.churnFrom(churnFrom.by.name, utc(churnFrom.at))]), w.steady(plan.steadyMbit)) },
    { heading: w.appliance, lines: lines(w.sizing(plan), ...(plan.sizing.others === 0 ? [] : [w.others(plan.sizing.others)])) },
  ];
}

function assumptions({ plan, rules, whyUnmeasured }: CapacityAnswer, words: Words): readonly Cell[] {
  const w = words.cards.capacity;
  const assumed = plan.churn.some((s) => s.source === 'assumed');
  const link = sourceLink(w.source, rules.link);
  const table = w.appliances(rules.profile, rules.dated);
  return [
    ...(assumed ? [w.assumed(rules.assumedChurnPercent, rules.profile, rules.dated)] : []),
    ...(whyUnmeasured === null ? [] : [w.unmeasured(whyUnmeasured)]),
    w.overhead,
    w.line,
    link === null ? table : raw(`${table} ${link}`),
    ...(rules.smallerFrom === null ? [] : [w.smaller(rules.smallerFrom.profile, rules.smallerFrom.dated)]),
  ];
}

function actions({ selection, wish }: CapacityAnswer, words: Words): readonly Button[] {
  const press = { verb: 'capacity', id: inputValue(selectionWord(selection)) } as const;
  return [execute({ ...press, title: words.cards.capacity.save, style: 'positive', data: { ...wishData(wish), act: 'save' } }), execute({ ...press, title: words.cards.capacity.again, data: { ...wishData(wish), act: 'show' } })];
}

/** What was wanted, as the buttons carry it: what is not there was not named. */
function wishData({ windowMs, churn, linkMbit }: CapacityWish): { readonly [key: string]: number } {
  return {
    ...(windowMs === null ? {} : { windowMs }),
    ...(linkMbit === null ? {} : { linkMbit }),
    ...(churn === null ? {} : churn.kind === 'percent' ? { churnPercent: churn.percent } : { churnBytes: churn.perDay }),
  };
}
