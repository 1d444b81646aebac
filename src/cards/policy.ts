import template from '../../cards/policy.json' with { type: 'json' };
import type { Words } from '../text/en.ts';
import { utc } from '../text/format.ts';
import { clip } from '../text/neutral.ts';
import type { PolicyBoard } from '../usecases/planning-types.ts';
import { buttons, execute } from './button.ts';
import { layout, raw, type Cell } from './render.ts';
import type { Rendered } from './rendered.ts';
import { choices } from './replicate-choices.ts';

const card = layout(template);
const SHOWN = 15;

export type PolicyView = { readonly board: PolicyBoard };

/** The vault's replication policies with their figures, and which one replication uses. Input: policyName, the id of a policy. */
export function policyCard({ board }: PolicyView, words: Words): Rendered {
  const w = words.cards.policy;
  const title = w.title(board.vault);
  const verdict = board.policies.length === 0 ? w.none : w.verdict(board.inUse, board.policies.length);
  const list = choices(board.policies.map((p) => ({ title: p.name, value: p.id })), board.policies.find((p) => p.name === board.inUse)?.id ?? '').list;
  return card(`${title}: ${verdict}`, {
    title,
    verdict,
    lead: [why(board, words)],
    rows: rows(board, words),
    choosing: list.length === 0 ? [] : [{ label: w.chooseLabel, missing: w.chooseMissing, choices: raw(list) }],
    foot: [w.hint],
    actions: buttons(
      execute({ verb: 'policy', title: w.create, style: 'positive', data: { act: 'create' }, withInputs: false }),
      list.length === 0 ? null : execute({ verb: 'policy', title: w.choose, data: { act: 'use' } }),
      execute({ verb: 'policy', title: w.refresh, data: { act: 'show' }, withInputs: false }),
    ),
  });
}

function why({ setting, choice }: PolicyBoard, words: Words): string {
  const w = words.cards.policy.why;
  if (setting !== null) return w.setting(setting);
  return choice === null || choice.name === null ? w.first : w.choice(choice.name, choice.by.name, utc(choice.at));
}

function rows(board: PolicyBoard, words: Words): readonly Cell[] {
  const w = words.cards.policy;
  const classic = board.provider === 'InMageAzureV2';
  const there = board.policies.slice(0, SHOWN).map((p) => ({ name: w.heading({ name: clip(p.name, 80), inUse: p.name === board.inUse, mapped: p.mapped }), figures: w.figures(p, classic) }));
  const coming = board.creations.slice(0, 5).map((c) => ({ name: clip(c.policy.name, 80), figures: w.creation(c) }));
  return [...there, ...coming];
}
