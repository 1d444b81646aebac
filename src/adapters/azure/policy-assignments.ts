// Reads the Azure Policy assignments that hold for a resource group, and what they would do there.
import { z } from 'zod';
import type { PolicyAssignment } from '../../domain/infrastructure.ts';
import { HOUR } from '../../domain/time.ts';
import type { Clock } from '../../ports/clock.ts';
import type { TargetCloud } from '../../ports/target.ts';
import { API_VERSIONS } from './api-versions.ts';
import { contains, groupPath } from './arm-ids.ts';
import { unlessRefused } from './errors.ts';
import { listOf, words } from './fields.ts';
import { keep } from './keep.ts';
import { definitionSchema, resolved, strongest, valuesFor, valuesSchema, type Definition, type Values } from './policy-effect.ts';
import type { RawArm } from './raw-arm.ts';

const assignmentSchema = z.object({
  id: z.string(),
  name: z.string(),
  properties: z.object({
    displayName: words,
    scope: words,
    policyDefinitionId: words,
    enforcementMode: words,
    notScopes: listOf(z.string()),
    parameters: valuesSchema,
    overrides: listOf(z.object({ kind: words, value: words, selectors: listOf(z.unknown()) })),
  }),
});
type Assignment = z.infer<typeof assignmentSchema>;

const KEEP_MS = 6 * HOUR;
const AT_ONCE = 5;
// The largest sets of Azure hand an effect to nearly every member; what is left to look up is little.
const MOST_LOOKUPS = 60;
// Below a management group, a subscription or the tenant itself.
const DEFINITION_ID = /^(\/providers\/Microsoft\.Management\/managementGroups\/[^/?#]+|\/subscriptions\/[^/?#]+)?\/providers\/Microsoft\.Authorization\/policy(Set)?Definitions\/[^/?#]+$/i;

/** Reads a definition; null when Azure refuses it for good, as it does with those of management groups that Ferry may not see. */
type Lookup = (id: string) => Promise<Definition | null>;

/** The port's `policies`; each definition is read once and kept for hours. */
export function makePolicyReader(arm: RawArm, clock: Clock): TargetCloud['policies'] {
  const lookup = makeLookup(arm, clock);
  return async (resourceGroupId) => {
    const group = groupPath(resourceGroupId);
    const question = { path: `${group}/providers/Microsoft.Authorization/policyAssignments`, apiVersion: API_VERSIONS.policyAssignments, query: { $filter: 'atScope()' }, operation: 'policyAssignments.list' };
    const all = await arm.list(question, assignmentSchema);
    const holding = all.filter((one) => !one.properties.notScopes.some((scope) => contains(scope, group)));
    return inTurns(holding, (one) => assignmentOf(one, lookup));
  };
}

function makeLookup(arm: RawArm, clock: Clock): Lookup {
  const known = new Map<string, Lookup>();
  return (id) => {
    if (!DEFINITION_ID.test(id)) return Promise.resolve(null);
    const key = id.toLowerCase();
    const question = { path: id, apiVersion: API_VERSIONS.policyDefinitions, operation: 'policyDefinitions.get' };
    const read = known.get(key) ?? keep(async () => (await unlessRefused(arm.get(question, definitionSchema)))?.value ?? null, { forMs: KEEP_MS, clock });
    known.set(key, read);
    return read(id);
  };
}

async function assignmentOf({ id, name, properties: p }: Assignment, lookup: Lookup): Promise<PolicyAssignment> {
  const effect = await effectOf(p.policyDefinitionId, { given: p.parameters, lookup });
  const overrides = p.overrides.filter((one) => one.kind.toLowerCase() === 'policyeffect');
  return {
    name: p.displayName || name,
    scope: p.scope || id.slice(0, id.toLowerCase().lastIndexOf('/providers/microsoft.authorization/')),
    effect: withOverrides(effect, overrides),
    enforced: p.enforcementMode.toLowerCase() !== 'donotenforce',
  };
}

// An override with selectors leaves the rest as it was, so both can happen.
function withOverrides(effect: string | null, overrides: Assignment['properties']['overrides']): string | null {
  const whole = overrides.findLast((one) => one.selectors.length === 0);
  if (whole !== undefined) return strongest([whole.value]);
  return overrides.length === 0 ? effect : strongest([effect, ...overrides.map((one) => one.value)]);
}

async function effectOf(definitionId: string, o: { readonly given: Values; readonly lookup: Lookup }): Promise<string | null> {
  const definition = await o.lookup(definitionId);
  if (definition === null) return null;
  const values = valuesFor(definition, o.given);
  const { policyRule, policyDefinitions } = definition.properties;
  if (policyRule) return strongest([resolved(policyRule.then.effect, values)]);
  return effectOfSet(policyDefinitions, { values, lookup: o.lookup });
}

type Members = Definition['properties']['policyDefinitions'];

async function effectOfSet(members: Members, o: { readonly values: Values; readonly lookup: Lookup }): Promise<string | null> {
  const told: (string | null)[] = [];
  const untold: { readonly id: string; readonly given: Values }[] = [];
  for (const member of members) {
    const given = new Map([...member.parameters].flatMap(([name, text]) => entryOf(name, resolved(text, o.values))));
    const effect = given.get('effect') ?? null;
    // A set hands "effect" only to a definition that has such a parameter, and it then is its effect.
    if (effect !== null) told.push(effect);
    else untold.push({ id: member.policyDefinitionId, given });
  }
  const looked = await inTurns(untold.slice(0, MOST_LOOKUPS), ({ id, given }) => effectOf(id, { given, lookup: o.lookup }));
  return strongest([...told, ...looked, ...untold.slice(MOST_LOOKUPS).map(() => null)]);
}

function entryOf(name: string, value: string | null): readonly (readonly [string, string])[] {
  return value === null ? [] : [[name, value]];
}

async function inTurns<T, R>(all: readonly T[], run: (one: T) => Promise<R>): Promise<readonly R[]> {
  const done: R[] = [];
  for (let start = 0; start < all.length; start += AT_ONCE) done.push(...(await Promise.all(all.slice(start, start + AT_ONCE).map(run))));
  return done;
}
