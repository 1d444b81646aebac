/** Deploys an Azure template on paper: every resource with its expressions worked out, nested deployments included. */
import { evaluate, typePath, type Place, type Scope } from './arm-evaluate.ts';

type Parameter = { readonly type: string; readonly defaultValue?: unknown; readonly allowedValues?: readonly unknown[]; readonly minValue?: number; readonly maxValue?: number; readonly minLength?: number; readonly maxLength?: number; readonly metadata?: { readonly description?: string } };
type RawResource = { readonly type: string; readonly apiVersion: string; readonly name: string; readonly scope?: string; readonly condition?: unknown; readonly dependsOn?: readonly string[]; readonly subscriptionId?: string; readonly resourceGroup?: string; readonly location?: string; readonly properties?: { readonly template?: Template; readonly parameters?: Readonly<Record<string, { readonly value: unknown }>>; readonly expressionEvaluationOptions?: { readonly scope: string } } };
export type Template = { readonly parameters?: Readonly<Record<string, Parameter>>; readonly variables?: Readonly<Record<string, unknown>>; readonly resources: readonly RawResource[]; readonly outputs?: Readonly<Record<string, { readonly type: string; readonly value: unknown }>> };

/** A resource as Azure would be asked for it. */
export type Deployed = { readonly type: string; readonly apiVersion: string; readonly id: string; readonly scope: string; readonly place: Place; readonly body: Readonly<Record<string, unknown>> };
export type Outcome = { readonly resources: readonly Deployed[]; readonly outputs: Readonly<Record<string, unknown>> };

const KINDS: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  int: Number.isInteger,
  bool: (value) => typeof value === 'boolean',
  array: Array.isArray,
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  secureObject: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
};

/** Runs a template with given parameters at a place. `runtime` says what is known of a plain resource once it stands. */
export function deploy(template: Template, given: Readonly<Record<string, unknown>>, o: { readonly place: Place; readonly runtime: (type: string) => unknown }): Outcome {
  const parameters = parametersOf(template, given, o.place);
  const known = new Map<string, unknown>();
  const scope: Scope = { place: o.place, parameters, variables: new Map(), reference: (id) => answer(known, id) };
  const variables = new Map(Object.entries(template.variables ?? {}).map(([name, value]) => [name, evaluate(value, scope)]));
  const whole = { ...scope, variables };
  const resources: Deployed[] = [];
  const declared = new Set(template.resources.map((one) => idOf(one, whole)));
  for (const raw of template.resources) {
    const id = idOf(raw, whole);
    const needs = (raw.dependsOn ?? []).map((one) => String(evaluate(one, whole)));
    const strange = needs.find((need) => !declared.has(need) || (!known.has(need) && need !== id));
    if (strange !== undefined) throw new Error(`${id} depends on ${strange}, which does not come before it`);
    if (raw.condition !== undefined && evaluate(raw.condition, whole) !== true) {
      known.set(id, null);
      continue;
    }
    const own: Scope = { ...whole, reference: (asked) => (needs.includes(asked) ? answer(known, asked) : fail(`${id} looks at ${asked} without depending on it`)) };
    if (raw.type === 'Microsoft.Resources/deployments') {
      const inner = nested(raw, own, o);
      resources.push(...inner.resources);
      known.set(id, { outputs: Object.fromEntries(Object.entries(inner.outputs).map(([name, value]) => [name, { value }])) });
      continue;
    }
    resources.push(deployedOf(raw, own, id));
    known.set(id, o.runtime(raw.type));
  }
  const outputs = Object.fromEntries(Object.entries(template.outputs ?? {}).map(([name, { value }]) => [name, evaluate(value, whole)]));
  return { resources, outputs };
}

function deployedOf(raw: RawResource, scope: Scope, id: string): Deployed {
  const { condition: _condition, dependsOn: _needs, ...rest } = raw;
  const body = evaluate(rest, scope) as Readonly<Record<string, unknown>>;
  return { type: raw.type, apiVersion: raw.apiVersion, id, scope: scopeOf(raw, scope), place: scope.place, body };
}

function nested(raw: RawResource, scope: Scope, o: { readonly runtime: (type: string) => unknown }): Outcome {
  const { template, parameters = {}, expressionEvaluationOptions } = raw.properties ?? {};
  if (template === undefined || expressionEvaluationOptions?.scope !== 'inner') throw new Error(`${raw.name} has no template of its own scope`);
  const given = Object.fromEntries(Object.entries(parameters).map(([name, { value }]) => [name, evaluate(value, scope)]));
  const toSubscription = raw.subscriptionId !== undefined && raw.resourceGroup === undefined;
  if (toSubscription !== JSON.stringify(template).includes('subscriptionDeploymentTemplate')) throw new Error(`${raw.name} is deployed at another level than its template is for`);
  const place: Place = {
    ...scope.place,
    ...(raw.subscriptionId === undefined ? {} : { subscriptionId: String(evaluate(raw.subscriptionId, scope)) }),
    ...(toSubscription ? { resourceGroup: null, location: String(evaluate(raw.location, scope)) } : {}),
    ...(raw.resourceGroup === undefined ? {} : { resourceGroup: String(evaluate(raw.resourceGroup, scope)) }),
  };
  return deploy(template, given, { place, runtime: o.runtime });
}

function parametersOf(template: Template, given: Readonly<Record<string, unknown>>, place: Place): ReadonlyMap<string, unknown> {
  const declared = Object.entries(template.parameters ?? {});
  const strange = Object.keys(given).find((name) => !declared.some(([known]) => known === name));
  if (strange !== undefined) throw new Error(`there is no parameter ${strange}`);
  const parameters = new Map<string, unknown>();
  for (const [name, parameter] of declared) {
    const value = name in given ? given[name] : evaluate(parameter.defaultValue, { place, parameters, variables: new Map(), reference: () => fail(`${name} looks at a resource`) });
    const problem = problemOf(parameter, value);
    if (problem !== null) throw new Error(`the parameter ${name} ${problem}: ${JSON.stringify(value)}`);
    parameters.set(name, value);
  }
  return parameters;
}

function problemOf(p: Parameter, value: unknown): string | null {
  if (value === undefined) return 'is missing';
  if (KINDS[p.type]?.(value) !== true) return `is no ${p.type}`;
  if (p.allowedValues !== undefined && !p.allowedValues.includes(value)) return 'is not allowed';
  const size = typeof value === 'number' ? value : Infinity;
  const length = typeof value === 'string' ? value.length : Infinity;
  if (size < (p.minValue ?? -Infinity) || (size !== Infinity && size > (p.maxValue ?? Infinity))) return 'is out of range';
  return length < (p.minLength ?? 0) || (length !== Infinity && length > (p.maxLength ?? Infinity)) ? 'has a wrong length' : null;
}

function scopeOf(raw: RawResource, scope: Scope): string {
  const { subscriptionId, resourceGroup } = scope.place;
  const base = `/subscriptions/${subscriptionId}${resourceGroup === null ? '' : `/resourceGroups/${resourceGroup}`}`;
  return raw.scope === undefined ? base : `${base}/providers/${String(evaluate(raw.scope, scope))}`;
}

function idOf(raw: RawResource, scope: Scope): string {
  const path = typePath(raw.type, String(evaluate(raw.name, scope)).split('/'));
  // Nested deployments are known under the deployment that holds them, wherever they deploy to.
  return raw.type === 'Microsoft.Resources/deployments' ? `/subscriptions/${scope.place.subscriptionId}/resourceGroups/${scope.place.resourceGroup ?? ''}${path}` : `${scopeOf(raw, scope)}${path}`;
}

function answer(known: ReadonlyMap<string, unknown>, id: string): unknown {
  const found = known.get(id) ?? null;
  return found ?? fail(`nothing is known of ${id}`);
}

function fail(message: string): never {
  throw new Error(message);
}
