// Checks what a request says about a replication policy: both providers have their own names and limits.
import type { SandboxRequest, SandboxResponse } from '../../http/server.ts';
import { asrError, invalidInput } from '../errors.ts';
import { same, textOf, type Fields } from '../fields.ts';
import { firstOf, requireTexts, type Complaint } from '../items/target-check.ts';
import type { Vault } from '../vault-list.ts';

const hour = 60;
const day = 24 * hour;

type Range = { readonly min: number; readonly max: number; readonly what: string };

const retention = {
  InMageRcm: { min: 0, max: 15 * day, what: 'The recovery point history must be 0 to 15 days' },
  InMageAzureV2: { min: 0, max: 3 * day, what: 'The recovery point history must be 0 to 72 hours' },
} as const;
const threshold: Range = { min: 1, max: day, what: 'The recovery point threshold must be 1 minute to 24 hours' };

// A number in a text is not a number: the real service does not guess either.
function within(fields: Fields, name: string, range: Range): Complaint {
  const value = fields[name];
  if (value === undefined || value === null) return null;
  const fits = typeof value === 'number' && Number.isInteger(value) && value >= range.min && value <= range.max;
  return fits ? null : `${range.what}, in whole minutes; '${name}' is ${JSON.stringify(value)}.`;
}

function oneOf(fields: Fields, name: string, allowed: readonly (number | string)[]): Complaint {
  const value = fields[name];
  if (value === undefined || value === null) return null;
  return allowed.some((one) => one === value) ? null : `'${name}' must be one of ${allowed.join(', ')}; it is ${JSON.stringify(value)}.`;
}

function historyName(vault: Vault): string {
  return vault.kind === 'InMageRcm' ? 'recoveryPointHistoryInMinutes' : 'recoveryPointHistory';
}

function classicChecks(input: Fields): Complaint {
  return firstOf([
    () => requireTexts(input, ['multiVmSyncStatus']),
    () => oneOf(input, 'multiVmSyncStatus', ['Enable', 'Disable']),
    () => within(input, 'recoveryPointThresholdInMinutes', threshold),
    () => oneOf(input, 'crashConsistentFrequencyInMinutes', [5, 10, 15, 30, 60]),
  ]);
}

function modernChecks(input: Fields): Complaint {
  return firstOf([() => oneOf(input, 'enableMultiVmSync', ['true', 'false']), () => oneOf(input, 'crashConsistentFrequencyInMinutes', [5])]);
}

function complaintOf(vault: Vault, input: Fields): Complaint {
  const kind = textOf(input['instanceType']);
  if (!same(kind, vault.kind)) return `The instance type '${kind}' does not fit the vault.`;
  return firstOf([
    () => (vault.kind === 'InMageRcm' ? modernChecks(input) : classicChecks(input)),
    () => within(input, historyName(vault), retention[vault.kind]),
  ]);
}

function frequencyRefusal(req: SandboxRequest, input: Fields): SandboxResponse | null {
  const value = input['appConsistentFrequencyInMinutes'] ?? 0;
  if (typeof value === 'number' && Number.isInteger(value) && (value === 0 || (value >= hour && value <= 12 * hour))) return null;
  return asrError(req, 400, {
    code: '15040',
    message: `The app-consistent frequency must be 0 or 60 to 720 minutes; it is ${JSON.stringify(value)}.`,
    possibleCauses: 'The frequency is shorter than an hour, longer than twelve, or no whole number.',
    recommendedAction: 'Choose 0 to switch app-consistent points off, or 60 minutes and more.',
  });
}

const namePattern = /^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/;

/** The refusal of a policy, or null. */
export function policyRefusal(req: SandboxRequest, vault: Vault, policy: { readonly name: string; readonly input: Fields }): SandboxResponse | null {
  if (!namePattern.test(policy.name)) return invalidInput(req, `The name '${policy.name}' is not valid for a policy.`);
  const complaint = complaintOf(vault, policy.input);
  return complaint === null ? frequencyRefusal(req, policy.input) : invalidInput(req, complaint);
}
