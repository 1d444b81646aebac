import template from '../../cards/help.json' with { type: 'json' };
import type { Words } from '../text/en.ts';
import { clip } from '../text/neutral.ts';
import { buttons, execute } from './button.ts';
import { layout } from './render.ts';
import type { Rendered } from './rendered.ts';

const card = layout(template);

export type HelpView = {
  readonly place: 'personal' | 'channel';
  readonly groups: readonly { readonly title: string; readonly lines: readonly { readonly usage: string; readonly about: string }[] }[];
  /** Commands that somebody most likely meant; each becomes a button that says it. */
  readonly didYouMean: readonly string[] | null;
};

/** What can be done here; also the answer to a typo, with the likely commands as buttons. */
export function helpCard(view: HelpView, words: Words): Rendered {
  const w = words.cards.help;
  const guesses = view.didYouMean ?? [];
  const title = heading(view, words);
  const shown = guesses.length > 0 ? [] : view.groups;
  const folded = shown.filter((g) => isFolded(g, words));
  return card(title, {
    title,
    notes: guesses.length > 0 ? [] : [w.first, w.hint(view.place)],
    groups: shown.map((g) => ({ title: g.title, id: idOf(g, shown), visible: !isFolded(g, words), lines: g.lines.map((l) => ({ usage: clip(l.usage, 80), about: clip(l.about, 160) })) })),
    toggles: folded.map((g) => ({ title: g.title, target: idOf(g, shown) })),
    actions: buttons(...guesses.slice(0, 3).map((text, i) => execute({ verb: 'say', title: text, data: { text: clip(text, 200).replaceAll('${', '$') }, style: i === 0 ? 'positive' : undefined })), guesses.length > 0 ? execute({ verb: 'help', title: w.all }) : null),
  });
}

type Group = HelpView['groups'][number];

function heading(view: HelpView, words: Words): string {
  const w = words.cards.help;
  if (view.didYouMean === null) return w.title(view.place);
  return view.didYouMean.length > 0 ? w.didYouMean : w.notUnderstood;
}

// A phone shows little: who looks for the first step need not scroll past answers and repairs, which cards offer as buttons anyway.
function isFolded(group: Group, words: Words): boolean {
  return group.title === words.helpGroups.decide || group.title === words.helpGroups.trouble;
}

function idOf(group: Group, groups: readonly Group[]): string {
  return `group${groups.indexOf(group)}`;
}
