// What an Azure Policy definition or a set of them does to a resource that is created: mostly the definition says "as the parameter says".
import { z } from 'zod';
import { listOf, words } from './fields.ts';

/** Values of parameters that are text, by name in small letters. */
export type Values = ReadonlyMap<string, string>;

/** Parameter values as assignments and sets write them. */
export const valuesSchema = z
  .record(z.string(), z.object({ value: z.unknown().optional() }))
  .catch({})
  .transform((all) => textValues(Object.entries(all).map(([name, { value }]) => [name, value])));

const defaultsSchema = z
  .record(z.string(), z.object({ defaultValue: z.unknown().optional() }))
  .catch({})
  .transform((all) => textValues(Object.entries(all).map(([name, { defaultValue }]) => [name, defaultValue])));

/** A policy definition, or a set of definitions with the values it hands to them. */
export const definitionSchema = z.object({
  properties: z.object({
    parameters: defaultsSchema,
    policyRule: z.object({ then: z.object({ effect: words }) }).nullish().catch(null),
    policyDefinitions: listOf(z.object({ policyDefinitionId: words, parameters: valuesSchema })),
  }),
});
export type Definition = z.infer<typeof definitionSchema>;

function textValues(entries: readonly (readonly [string, unknown])[]): Values {
  const texts = entries.flatMap(([name, value]) => (typeof value === 'string' ? [[name.toLowerCase(), value] as const] : []));
  return new Map(texts);
}

const PARAMETER = /^\[\s*parameters\(\s*'([^']+)'\s*\)\s*\]$/i;

/** A text of a definition with its parameter put in; null when it is another expression, or when nobody gives the parameter. */
export function resolved(text: string, values: Values): string | null {
  const parameter = PARAMETER.exec(text)?.[1];
  if (parameter !== undefined) return values.get(parameter.toLowerCase()) ?? null;
  return text === '' || text.startsWith('[') ? null : text;
}

/** The values a definition works with: those it is given, else its own defaults. */
export function valuesFor(definition: Definition, given: Values): Values {
  return new Map([...definition.properties.parameters, ...given]);
}

// From the one that refuses a new resource to the one that does nothing.
const BY_STRENGTH = ['deny', 'denyAction', 'modify', 'append', 'deployIfNotExists', 'auditIfNotExists', 'audit', 'manual', 'disabled'] as const;

/** The strongest of several effects. One that is not known counts unless another denies: it could be the one that does. */
export function strongest(effects: readonly (string | null)[]): string | null {
  const known = effects.map((effect) => BY_STRENGTH.find((one) => one.toLowerCase() === effect?.toLowerCase()) ?? null);
  if (known.includes('deny')) return 'deny';
  return known.includes(null) ? null : (BY_STRENGTH.find((one) => known.includes(one)) ?? null);
}
