/** What AWS bills says the family and the licence, and nothing about the version. */
import type { MachineFacts } from '../machine.ts';
import type { OsClue, OsFamily, OsLicence } from './types.ts';

type Billed = { readonly family: OsFamily; readonly kind: OsLicence['kind']; readonly sqlServer: boolean };

// Usage operation codes as the EC2 billing documentation lists them; the g is a letter.
const CODES: { readonly [code: string]: Billed } = {
  '': { family: 'linux', kind: 'none', sqlServer: false },
  '0002': { family: 'windows', kind: 'included', sqlServer: false },
  '0800': { family: 'windows', kind: 'byol', sqlServer: false },
  '0102': { family: 'windows', kind: 'included', sqlServer: true },
  '0006': { family: 'windows', kind: 'included', sqlServer: true },
  '0202': { family: 'windows', kind: 'included', sqlServer: true },
  '0010': { family: 'rhel', kind: 'included', sqlServer: false },
  '1010': { family: 'rhel', kind: 'included', sqlServer: false },
  '00g0': { family: 'rhel', kind: 'byol', sqlServer: false },
  '0014': { family: 'rhel', kind: 'included', sqlServer: true },
  '0210': { family: 'rhel', kind: 'included', sqlServer: true },
  '0110': { family: 'rhel', kind: 'included', sqlServer: true },
  '1014': { family: 'rhel', kind: 'included', sqlServer: true },
  '1110': { family: 'rhel', kind: 'included', sqlServer: true },
  '000g': { family: 'sles', kind: 'included', sqlServer: false },
  '0g00': { family: 'ubuntu', kind: 'included', sqlServer: false },
  '0100': { family: 'linux', kind: 'included', sqlServer: true },
  '0004': { family: 'linux', kind: 'included', sqlServer: true },
  '0200': { family: 'linux', kind: 'included', sqlServer: true },
};

const PREFIXES: readonly { readonly pattern: RegExp; readonly family: OsFamily }[] = [
  { pattern: /^windows/i, family: 'windows' },
  { pattern: /^(red hat|rhel)/i, family: 'rhel' },
  { pattern: /^suse/i, family: 'sles' },
  { pattern: /^ubuntu/i, family: 'ubuntu' },
  { pattern: /^(linux|sql server)/i, family: 'linux' },
];

/** The family that the words of the billing fields begin with. */
export function familyOfDetails(details: string): OsFamily | null {
  return PREFIXES.find((p) => p.pattern.test(details))?.family ?? null;
}

function byCode(usageOperation: string | null): Billed | null {
  if (usageOperation === null || !usageOperation.startsWith('RunInstances')) return null;
  return CODES[usageOperation.slice('RunInstances:'.length)] ?? null;
}

/** What the billing fields say; null when AWS gave none. */
export function clueFromBilling(facts: MachineFacts): OsClue | null {
  const family = familyOfDetails(facts.platformDetails) ?? byCode(facts.usageOperation)?.family ?? null;
  if (family === null) return null;
  return { source: `AWS billing (${facts.platformDetails === '' ? facts.usageOperation : facts.platformDetails})`, family, version: null, edition: null, confidence: 'family' };
}

/** The licence that AWS bills with the instance. */
export function licenceFromBilling(facts: MachineFacts): OsLicence {
  const billed = byCode(facts.usageOperation);
  const sqlServer = billed?.sqlServer ?? /sql/i.test(facts.platformDetails);
  return { kind: billed?.kind ?? 'unknown', sqlServer };
}
