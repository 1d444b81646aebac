/** The pure half of the replicate dialog: which answer fits, and where it leads. */
import { z } from 'zod';
import { NO_ACCOUNT, parseSubnetChoice, subnetChoice, type FormOptions } from '../cards/replicate-choices.ts';
import { instanceIdFromCloud } from '../domain/ids.ts';
import { DISK_TYPES, LICENCES } from '../domain/scope.ts';
import type { ReplicateChoices, ReplicateOptions } from '../usecases/types.ts';
import type { Answer, Step } from './dialog.ts';
import { takeApart } from './line.ts';
import { isYes } from './parse.ts';

const Machine = z.object({
  instanceId: z.string().transform(instanceIdFromCloud),
  name: z.string(),
  privateIp: z.string().nullable(),
  publicIp: z.string().nullable(),
  power: z.enum(['pending', 'running', 'stopping', 'stopped', 'shutting-down', 'terminated']),
  instanceType: z.string(),
  platformDetails: z.string(),
  vpcId: z.string().nullable(),
  subnetId: z.string().nullable(),
  launchedAt: z.number().nullable(),
  tags: z.record(z.string(), z.string()),
});

const IdAndName = z.object({ id: z.string(), name: z.string() });
const Subnet = z.object({ name: z.string(), prefix: z.string(), freeAddresses: z.number().nullable() });

const Choices = z.object({
  resourceGroupId: z.string(), networkId: z.string(), subnet: z.string(), vmName: z.string(), size: z.string(),
  diskType: z.enum(DISK_TYPES), licence: z.enum(LICENCES), runAsAccountId: z.string(),
});

const Options: z.ZodType<FormOptions> = z.object({
  machine: Machine,
  resourceGroups: z.array(z.object({ id: z.string(), name: z.string(), location: z.string() })),
  networks: z.array(z.object({ id: z.string(), name: z.string(), location: z.string(), subnets: z.array(Subnet) })),
  sizes: z.array(z.object({ name: z.string(), reason: z.string() })),
  diskTypes: z.array(z.enum(DISK_TYPES)),
  licences: z.array(z.object({ value: z.enum(LICENCES), title: z.string() })),
  runAsAccounts: z.array(IdAndName),
  defaults: Choices,
});

const FIELDS = ['resourceGroupId', 'subnetChoice', 'vmName', 'size', 'diskType', 'licence', 'runAsAccountId'] as const;
type Field = (typeof FIELDS)[number];

const Problem = z.object({ field: z.enum([...FIELDS, '']), code: z.enum(['noSuchChoice', 'name', 'unclear', 'first']) });
/** What is wrong with one field; an empty field means the whole form. */
export type FormProblem = Readonly<z.infer<typeof Problem>>;

/** Reads a stored state. */
export const ReplicateState: z.ZodType<ReplicateState> = z.object({ options: Options, choices: Choices, at: z.enum(['form', 'summary']), problems: z.array(Problem), refusal: z.string().nullable() });
/** Where the dialog stands; `refusal` is why the last confirmation was refused, in words. */
export type ReplicateState = { readonly options: FormOptions; readonly choices: ReplicateChoices; readonly at: 'form' | 'summary'; readonly problems: readonly FormProblem[]; readonly refusal: string | null };

/** The first state: everything filled in with the suggestion. */
export function beginReplicate(options: ReplicateOptions): ReplicateState {
  // Only what the form shows is stored: the options hold whole networks and the whole report.
  return { options: Options.parse(options), choices: options.defaults, at: 'form', problems: [], refusal: null };
}

/** Pure: where an answer leads. */
export function stepReplicate(state: ReplicateState, answer: Answer): Step<ReplicateState> {
  const clean: ReplicateState = { ...state, problems: [], refusal: null };
  if (answer.kind === 'startOver') return { kind: 'ask', state: { ...clean, at: 'form', choices: state.options.defaults } };
  if (state.at === 'summary') return stepSummary(clean, answer);
  if (answer.kind === 'next') return onward(clean, FIELDS.flatMap((field) => (typeof answer.inputs[field] === 'string' ? [{ field, value: answer.inputs[field] }] : [])));
  if (answer.kind === 'text') return isYes(answer.text) ? onward(clean, []) : typedField(clean, answer.text);
  return problem(clean, { field: '', code: answer.kind === 'back' ? 'first' : 'unclear' });
}

function stepSummary(state: ReplicateState, answer: Answer): Step<ReplicateState> {
  if (answer.kind === 'back') return { kind: 'ask', state: { ...state, at: 'form' } };
  if (answer.kind === 'confirm' || (answer.kind === 'text' && isYes(answer.text))) return { kind: 'done', state };
  return problem(state, { field: '', code: 'unclear' });
}

type Given = { readonly field: Field; readonly value: string };

function onward(state: ReplicateState, given: readonly Given[]): Step<ReplicateState> {
  const filled = given.reduce((s, g) => fill(s, g), state);
  const all = [...filled.problems, ...FIELDS.filter((field) => !filled.problems.some((p) => p.field === field)).flatMap((field) => check(filled, field))];
  return { kind: 'ask', state: { ...filled, problems: all, at: all.length === 0 ? 'summary' : 'form' } };
}

const NAMES: ReadonlyMap<string, Field> = new Map([
  ['group', 'resourceGroupId'], ['resource', 'resourceGroupId'], ['rg', 'resourceGroupId'], ['network', 'subnetChoice'], ['subnet', 'subnetChoice'],
  ['name', 'vmName'], ['vm', 'vmName'], ['size', 'size'], ['disk', 'diskType'], ['disks', 'diskType'], ['licence', 'licence'], ['license', 'licence'],
  ['account', 'runAsAccountId'], ['agent', 'runAsAccountId'],
]);
const FILLERS: ReadonlySet<string> = new Set(['group', 'name', 'type', 'is', 'to', '=', 'size', 'account']);

function typedField(state: ReplicateState, text: string): Step<ReplicateState> {
  const [first = '', ...rest] = takeApart(text).words.map((word) => word.replace(/[:=]$/, ''));
  const field = NAMES.get(first.toLowerCase());
  const words = rest.filter((word, i) => i === rest.length - 1 || !FILLERS.has(word.toLowerCase()));
  if (field === undefined || words.length === 0) return problem(state, { field: '', code: 'unclear' });
  return { kind: 'ask', state: fill(state, { field, value: words.join(' ') }) };
}

function problem(state: ReplicateState, p: FormProblem): Step<ReplicateState> {
  return { kind: 'ask', state: { ...state, problems: [...state.problems, p] } };
}

/** Puts one answer in; what does not fit leaves the former answer and a problem. */
function fill(state: ReplicateState, { field, value }: Given): ReplicateState {
  const match = matches(state.options, field, value.trim());
  if (match === null) return { ...state, problems: [...state.problems, { field, code: field === 'vmName' ? 'name' : 'noSuchChoice' }] };
  const sizes = state.options.sizes.some((s) => s.name === match.size) || match.size === undefined ? state.options.sizes : [...state.options.sizes, { name: match.size, reason: 'chosen by hand' }];
  return { ...state, options: { ...state.options, sizes }, choices: { ...state.choices, ...match } };
}

function check(state: ReplicateState, field: Field): readonly FormProblem[] {
  const { choices: c, options } = state;
  const value = { ...c, subnetChoice: subnetChoice(c.networkId, c.subnet), runAsAccountId: c.runAsAccountId === '' ? NO_ACCOUNT : c.runAsAccountId }[field];
  if (matches(options, field, value) !== null) return [];
  return [{ field, code: field === 'vmName' ? 'name' : 'noSuchChoice' }];
}

type Match = Partial<ReplicateChoices> | null;

function matches(o: FormOptions, field: Field, value: string): Match {
  const matchers: { readonly [F in Field]: () => Match } = {
    resourceGroupId: () => found(value, o.resourceGroups, { keys: (g) => [g.id, g.name], choice: (g) => ({ resourceGroupId: g.id }) }),
    subnetChoice: () => subnetMatch(o, value),
    vmName: () => (isVmName(value, /windows/i.test(o.machine.platformDetails)) ? { vmName: value } : null),
    size: () => found(value, o.sizes, { keys: (s) => [s.name], choice: (s) => ({ size: s.name }) }) ?? (/^Standard_[A-Za-z0-9_-]{2,40}$/.test(value) ? { size: value } : null),
    diskType: () => found(value, o.diskTypes, { keys: (d) => [d, d.replace(/_LRS$/, ''), DISK_WORDS[d]], choice: (d) => ({ diskType: d }) }),
    licence: () => found(value, o.licences, { keys: (l) => [l.value, l.title], choice: (l) => ({ licence: l.value }) }),
    runAsAccountId: () => (value.toLowerCase() === NO_ACCOUNT ? { runAsAccountId: '' } : found(value, o.runAsAccounts, { keys: (a) => [a.id, a.name], choice: (a) => ({ runAsAccountId: a.id }) })),
  };
  return matchers[field]();
}

const DISK_WORDS = { StandardSSD_LRS: 'standard ssd', Premium_LRS: 'premium ssd', Standard_LRS: 'standard hdd' } as const;

function found<T>(value: string, all: readonly T[], { keys, choice }: { readonly keys: (one: T) => readonly string[]; readonly choice: (one: T) => Partial<ReplicateChoices> }): Match {
  const wanted = value.toLowerCase();
  const hits = all.filter((one) => keys(one).some((key) => key.toLowerCase() === wanted));
  const [hit] = hits;
  return hit !== undefined && hits.length === 1 ? choice(hit) : null;
}

function subnetMatch(o: FormOptions, value: string): Match {
  const chosen = parseSubnetChoice(value);
  const all = o.networks.flatMap((network) => network.subnets.map((subnet) => ({ network, subnet: subnet.name })));
  if (chosen !== null) {
    const hit = all.find((s) => s.network.id.toLowerCase() === chosen.networkId.toLowerCase() && s.subnet === chosen.subnet);
    return hit === undefined ? null : { networkId: hit.network.id, subnet: hit.subnet };
  }
  return found(value.replace(/\s*\/\s*/, '/'), all, { keys: (s) => [s.subnet, `${s.network.name}/${s.subnet}`, `${s.network.name} ${s.subnet}`], choice: (s) => ({ networkId: s.network.id, subnet: s.subnet }) });
}

function isVmName(name: string, windows: boolean): boolean {
  return name.length <= (windows ? 15 : 64) && /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/.test(name);
}
