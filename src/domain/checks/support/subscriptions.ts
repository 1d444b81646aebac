/** Linux subscriptions and databases that AWS bills with the instance. */
import type { OsFamily } from '../../os/types.ts';
import { clueFromBilling, licenceFromBilling } from '../../os/from-billing.ts';
import type { CheckInput, Judgement } from '../types.ts';
import { info, pass, warn } from './make-check.ts';

/** Judges whether AWS bills the subscription of one distribution. */
export function judgeSubscription({ facts }: CheckInput, o: { readonly family: OsFamily; readonly vendor: string; readonly remedy: string }): Judgement {
  const licence = licenceFromBilling(facts);
  if (clueFromBilling(facts)?.family !== o.family || licence.kind === 'none') return pass(`AWS bills no ${o.vendor} subscription.`);
  const billed = facts.platformDetails === '' ? 'no platform details' : facts.platformDetails;
  if (licence.kind === 'byol') return info(`The ${o.vendor} subscription is your own (${billed}).`, 'Check that it may be used in Azure.');
  const who = licence.kind === 'included' ? `AWS bills the ${o.vendor} subscription (${billed}); it does not move` : `AWS does not say whether it bills the ${o.vendor} subscription (${billed})`;
  return warn({ evidence: `${who}.`, remedy: o.remedy, cause: billed, causeText: who });
}
