/** Evaluates the expressions of an Azure template the way Resource Manager does, as far as our templates go: a function that is not here makes the test fail. */
import { createHash } from 'node:crypto';
import { isExpression, treeOf, type Tree } from './arm-expression.ts';

/** Where a deployment runs. */
export type Place = { readonly subscriptionId: string; readonly tenantId: string; readonly resourceGroup: string | null; readonly location: string };

/** What expressions can see. */
export type Scope = {
  readonly place: Place;
  readonly parameters: ReadonlyMap<string, unknown>;
  readonly variables: ReadonlyMap<string, unknown>;
  /** What is known of a resource once it stands. */
  readonly reference: (id: string) => unknown;
  readonly copyIndex?: { readonly name: string; readonly index: number };
};

/** The value with every expression in it replaced by what it comes to; a null means that the property is not there. */
export function evaluate(value: unknown, scope: Scope): unknown {
  if (typeof value === 'string') return isExpression(value) ? run(treeOf(value), scope) : value;
  if (Array.isArray(value)) return value.map((one) => evaluate(one, scope));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).flatMap(([key, inner]) => (key === 'copy' ? copies(inner, scope) : [[text(evaluate(key, scope)), evaluate(inner, scope)] as const]));
  return Object.fromEntries(entries.filter(([, inner]) => inner !== null));
}

type Copy = { readonly name: string; readonly count: string; readonly input: unknown };

function copies(all: unknown, scope: Scope): readonly (readonly [string, unknown])[] {
  return (all as readonly Copy[]).map(({ name, count, input }) => [name, Array.from({ length: Number(evaluate(count, scope)) }, (_, index) => evaluate(input, { ...scope, copyIndex: { name, index } }))]);
}

function run(tree: Tree, scope: Scope): unknown {
  if (tree.kind === 'value') return tree.value;
  if (tree.kind === 'member') return member(run(tree.of, scope), run(tree.key, scope), tree);
  const known = FUNCTIONS[tree.name];
  if (known === undefined) throw new Error(`the function ${tree.name} is not known here`);
  return known(tree.args.map((arg) => () => run(arg, scope)), scope);
}

function member(of: unknown, key: unknown, tree: Tree): unknown {
  const found = typeof of === 'object' && of !== null ? (of as Readonly<Record<string, unknown>>)[String(key)] : undefined;
  if (found === undefined) throw new Error(`there is no ${String(key)} in ${JSON.stringify(tree)}`);
  return found;
}

type Args = readonly (() => unknown)[];
type Fn = (args: Args, scope: Scope) => unknown;

const all = (args: Args): readonly string[] => args.map((arg) => text(arg()));
const hash = (parts: readonly string[]): string => createHash('sha256').update(parts.join('\n')).digest('hex');
const subscriptionPath = ({ place }: Scope): string => `/subscriptions/${place.subscriptionId}`;

function groupPath(scope: Scope): string {
  if (scope.place.resourceGroup === null) throw new Error('there is no resource group in a deployment to a subscription');
  return `${subscriptionPath(scope)}/resourceGroups/${scope.place.resourceGroup}`;
}

/** `type` and `name` woven together, as ids have them. */
export function typePath(type: string, names: readonly string[]): string {
  const [namespace = '', ...types] = type.split('/');
  if (types.length !== names.length) throw new Error(`${type} needs ${types.length} names, not ${names.length}`);
  return `/providers/${[namespace, ...types.flatMap((one, index) => [one, names[index] ?? ''])].join('/')}`;
}

const FUNCTIONS: Readonly<Record<string, Fn>> = {
  parameters: ([name], { parameters }) => lookUp(parameters, text(name?.())),
  variables: ([name], { variables }) => lookUp(variables, text(name?.())),
  format: ([pattern, ...args]) => text(pattern?.()).replaceAll(/\{(\d+)\}/g, (_, index: string) => text(args[Number(index)]?.())),
  resourceId: (args, scope) => groupPath(scope) + idTail(args),
  subscriptionResourceId: (args, scope) => subscriptionPath(scope) + idTail(args),
  subscription: (_, scope) => ({ id: subscriptionPath(scope), subscriptionId: scope.place.subscriptionId, tenantId: scope.place.tenantId }),
  resourceGroup: (_, scope) => ({ id: groupPath(scope), name: scope.place.resourceGroup, location: scope.place.location }),
  reference: ([id], scope) => scope.reference(text(id?.())),
  if: ([condition, yes, no]) => (condition?.() === true ? yes?.() : no?.()),
  empty: ([value]) => isEmpty(value?.()),
  null: () => null,
  length: ([list]) => (list?.() as readonly unknown[]).length,
  split: ([whole, by]) => text(whole?.()).split(text(by?.())),
  guid: (args) => hash(all(args)).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5'),
  uniqueString: (args) => hash(all(args)).slice(0, 13),
  createObject: (args) => Object.fromEntries(args.flatMap((arg, index) => (index % 2 === 0 ? [[text(arg()), args[index + 1]?.()]] : []))),
  union: (args) => Object.assign({}, ...args.map((arg) => arg())) as unknown,
  copyIndex: ([name], { copyIndex }) => {
    if (copyIndex?.name !== text(name?.())) throw new Error('copyIndex outside of its copy');
    return copyIndex.index;
  },
};

function idTail(args: Args): string {
  const [type = '', ...names] = all(args);
  return typePath(type, names);
}

function isEmpty(value: unknown): boolean {
  return value === '' || value === null || (typeof value === 'object' && Object.keys(value).length === 0);
}

function lookUp(from: ReadonlyMap<string, unknown>, name: string): unknown {
  if (!from.has(name)) throw new Error(`nothing is called ${name}`);
  return from.get(name);
}

function text(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new Error(`${JSON.stringify(value)} is no text`);
}
