import template from '../../cards/sections.json' with { type: 'json' };
import type { Words } from '../text/en.ts';
import { buttons, type Button, type Opener } from './button.ts';
import { layout, raw, weigh, type Cell } from './render.ts';
import type { Rendered } from './rendered.ts';

const card = layout(template);
/** What the lines of all sections may weigh together, so that the card stays below what a message may. */
const MOST_BYTES = 15_500;
const LINE_BYTES = 95;

/** One line of a section; a command stands in letters of one width, to be copied. */
export type SectionLine = { readonly text: Cell; readonly command?: boolean };

export type Section = { readonly heading: Cell; readonly lines: readonly SectionLine[] };

export type SectionsView = {
  readonly title: string;
  /** The one line that says how it stands; also part of the notification. */
  readonly verdict: string;
  readonly lead: readonly Cell[];
  readonly sections: readonly Section[];
  readonly foot: readonly Cell[];
  readonly actions: readonly (Button | Opener | null)[];
};

/** A card of titled sections: how it stands first, then the parts. What does not fit is counted, never dropped in silence. */
export function sectionsCard(view: SectionsView, words: Words): Rendered {
  const { shown, left } = fitting(view.sections);
  return card(`${view.title}: ${view.verdict}`, {
    title: view.title,
    verdict: [view.verdict],
    lead: view.lead,
    sections: shown.map((s) => ({ heading: s.heading, lines: s.lines.map((line) => ({ text: line.text, font: raw(line.command === true ? 'Monospace' : 'Default') })) })),
    foot: [...(left > 0 ? [words.cards.sections.left(left)] : []), ...view.foot],
    actions: buttons(...view.actions.slice(0, 5)),
  });
}

function fitting(sections: readonly Section[]): { readonly shown: readonly Section[]; readonly left: number } {
  let used = sections.reduce((sum, s) => sum + weigh(s.heading) + LINE_BYTES, 0);
  let left = 0;
  const fits = (line: SectionLine): boolean => {
    const weight = weigh(line.text) + LINE_BYTES;
    if (used + weight > MOST_BYTES) {
      left += 1;
      return false;
    }
    used += weight;
    return true;
  };
  return { shown: sections.map((s) => ({ ...s, lines: s.lines.filter(fits) })), left };
}
