import { licenceFromBilling } from '../os/from-billing.ts';
import { isWindowsInstance } from './support/billed.ts';
import { ALWAYS, info, makeCheck, pass, warn } from './support/make-check.ts';
import { LINK, SOURCE } from './support/words.ts';
import type { CheckInput, Judgement } from './types.ts';

const REMEDY = 'Choose the licence when you start the replication: "WindowsServer" only with Software Assurance. Windows will activate against Azure.';

function judge({ facts, plan }: CheckInput): Judgement {
  const licence = licenceFromBilling(facts);
  const billed = facts.platformDetails;
  if (!isWindowsInstance(facts)) return pass('EC2 does not run the machine as Windows, so no Windows licence is needed.');
  if (licence.kind === 'byol') return info(`The licence is your own (${billed}).`, 'Check that it may be used in Azure.');
  if (licence.kind === 'none') return pass('AWS bills no Windows licence.');
  if (licence.kind === 'unknown') return warn({ evidence: `AWS does not say which licence it bills (${billed === '' ? 'no platform details' : billed}).`, remedy: 'Look at the billing details of the instance in the EC2 console.' });
  const chosen = plan.licence === null ? '' : plan.licence === 'WindowsServer' ? ' In Azure your own licence with Software Assurance is chosen.' : ' In Azure the licence is paid with the machine.';
  return warn({ evidence: `AWS bills the Windows licence (${billed}); it does not move.${chosen}`, remedy: REMEDY, cause: billed, causeText: `AWS bills the Windows licence (${billed}), which does not move` });
}

/** A Windows licence billed by AWS ends with the instance. */
export const azLic = makeCheck({
  id: 'AZ-LIC',
  title: 'Windows licence',
  topic: 'target',
  phases: ALWAYS,
  severity: 'warn',
  curer: 'owner',
  needs: [],
  expected: `A Windows licence that may be used in Azure. ${SOURCE.migrateAws}.`,
  link: LINK.migrateAws,
  judge,
});
