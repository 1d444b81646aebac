// Reads network security groups: their own rules together with those that Azure adds to each.
import { z } from 'zod';
import type { TargetNsg } from '../../domain/infrastructure.ts';
import { amount, listOf, words, wordsOrNull } from './fields.ts';

const group = z.object({ id: z.string() });
const ruleSchema = z.object({
  name: words,
  properties: z.object({
    priority: amount,
    direction: words,
    access: words,
    protocol: words,
    destinationPortRange: wordsOrNull,
    destinationPortRanges: listOf(z.string()),
    sourceAddressPrefix: wordsOrNull,
    sourceAddressPrefixes: listOf(z.string()),
    sourceApplicationSecurityGroups: listOf(group),
    destinationAddressPrefix: wordsOrNull,
    destinationAddressPrefixes: listOf(z.string()),
    destinationApplicationSecurityGroups: listOf(group),
  }),
});
type Rule = TargetNsg['rules'][number];

// Azure's own rules begin at 65000; a rule without a number must not come before them.
const LAST_PRIORITY = 65_535;

/** A network security group, its rules in the order in which they are tried. */
export const nsgSchema = z
  .object({ id: z.string(), name: z.string(), properties: z.object({ securityRules: listOf(ruleSchema), defaultSecurityRules: listOf(ruleSchema) }) })
  .transform(({ id, name, properties }): TargetNsg => {
    const rules = [...properties.securityRules, ...properties.defaultSecurityRules].map(ruleOf);
    return { id, name, rules: rules.toSorted((a, b) => a.priority - b.priority) };
  });

function ruleOf({ name, properties: p }: z.infer<typeof ruleSchema>): Rule {
  return {
    name,
    priority: p.priority ?? LAST_PRIORITY,
    inbound: /^inbound$/i.test(p.direction),
    allow: /^allow$/i.test(p.access),
    protocol: p.protocol,
    ports: all(p.destinationPortRange, p.destinationPortRanges),
    source: side(p.sourceAddressPrefix, p.sourceAddressPrefixes, p.sourceApplicationSecurityGroups),
    destination: side(p.destinationAddressPrefix, p.destinationAddressPrefixes, p.destinationApplicationSecurityGroups),
  };
}

// A rule has one or several of each, in fields of their own.
function all(one: string | null, several: readonly string[]): readonly string[] {
  return one === null ? several : [one, ...several];
}

function side(one: string | null, several: readonly string[], groups: readonly z.infer<typeof group>[]): string {
  return [...all(one, several), ...groups.map(({ id }) => id.slice(id.lastIndexOf('/') + 1))].join(', ');
}
