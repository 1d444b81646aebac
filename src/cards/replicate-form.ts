import template from '../../cards/replicate-form.json' with { type: 'json' };
import type { Words } from '../text/en.ts';
import { clip } from '../text/neutral.ts';
import type { ReplicateChoices } from '../usecases/types.ts';
import { buttons } from './button.ts';
import { step, type Form } from './form.ts';
import { layout, raw } from './render.ts';
import type { Rendered } from './rendered.ts';
import { choices, inputValue, NO_ACCOUNT, subnetChoice, subnets, type Choices, type FormOptions } from './replicate-choices.ts';

const card = layout(template);

export type ReplicateFormView = {
  readonly options: FormOptions;
  /** What is filled in: the defaults, or the answers given so far. */
  readonly choices: ReplicateChoices;
  /** `field` is an input id of the card. */
  readonly problems: readonly { readonly field: string; readonly text: string }[];
  readonly form: Form;
};

/** All questions before replication on one card, with defaults. Inputs: resourceGroupId, subnetChoice, vmName, size, diskType, licence, runAsAccountId. */
export function replicateFormCard(view: ReplicateFormView, words: Words): Rendered {
  const w = words.cards.replicate;
  const { machine, sizes } = view.options;
  const title = w.title(machine.name);
  const values = chosen(view.choices);
  const lists = allLists(view.options, values, words);
  const left = Object.values(lists).reduce((sum, list) => sum + list.left, 0);
  const suggested = sizes.find((s) => s.name === view.options.defaults.size) ?? sizes[0];
  return card(title, {
    title,
    lines: [w.machine({ id: machine.instanceId, type: machine.instanceType, os: clip(machine.platformDetails, 60) }), ...w.lines],
    problems: view.problems.slice(0, 8).map((p) => words.cards.form.problem(`${labelOf(p.field, words)}: ${clip(p.text, 200)}`)),
    labels: w.labels,
    errors: w.errors,
    choices: Object.fromEntries(Object.entries(lists).map(([key, { list }]) => [key, raw(list)])),
    values: Object.fromEntries(Object.entries(values).map(([key, value]) => [key, raw(value)])),
    sizeNotes: suggested === undefined ? [] : [w.size(suggested.name, suggested.reason)],
    notes: left > 0 ? [w.left(left)] : [],
    actions: buttons(step(view.form, 'next', { title: words.cards.form.next, style: 'positive' }), step(view.form, 'cancel', { title: words.cards.form.cancel })),
  });
}

type Values = { readonly [K in 'resourceGroupId' | 'subnetChoice' | 'vmName' | 'size' | 'diskType' | 'licence' | 'runAsAccountId']: string };
type Lists = { readonly [K in Exclude<keyof Values, 'vmName'>]: Choices };

function chosen(c: ReplicateChoices): Values {
  return {
    resourceGroupId: c.resourceGroupId,
    subnetChoice: c.networkId === '' ? '' : subnetChoice(c.networkId, c.subnet),
    vmName: inputValue(clip(c.vmName, 64)),
    size: c.size,
    diskType: c.diskType,
    licence: c.licence,
    runAsAccountId: c.runAsAccountId === '' ? NO_ACCOUNT : c.runAsAccountId,
  };
}

function allLists(o: FormOptions, v: Values, words: Words): Lists {
  const w = words.cards.replicate;
  return {
    resourceGroupId: choices(o.resourceGroups.map((g) => ({ title: `${clip(g.name, 60)} (${g.location})`, value: g.id })), v.resourceGroupId),
    subnetChoice: choices(subnets(o, words), v.subnetChoice),
    size: choices(o.sizes.map((s) => ({ title: `${s.name}: ${s.reason}`, value: s.name })), v.size),
    diskType: choices(o.diskTypes.map((d) => ({ title: w.diskTypes[d], value: d })), v.diskType),
    licence: choices(o.licences, v.licence),
    runAsAccountId: choices([...o.runAsAccounts.map((a) => ({ title: a.name, value: a.id })), { title: w.agentInstalled, value: NO_ACCOUNT }], v.runAsAccountId),
  };
}

function labelOf(field: string, words: Words): string {
  const { labels, otherProblem } = words.cards.replicate;
  return Object.hasOwn(labels, field) ? labels[field as keyof typeof labels] : otherProblem;
}
