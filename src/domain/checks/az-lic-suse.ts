import { BEFORE_REPLICATION, makeCheck } from './support/make-check.ts';
import { judgeSubscription } from './support/subscriptions.ts';
import { SOURCE } from './support/words.ts';

/** SUSE's update servers inside AWS do not answer a machine in Azure. */
export const azLicSuse = makeCheck({
  id: 'AZ-LIC-SUSE',
  title: 'SUSE subscription',
  topic: 'target',
  phases: BEFORE_REPLICATION,
  severity: 'warn',
  curer: 'owner',
  needs: [],
  expected: `A SUSE subscription that may be used in Azure. ${SOURCE.ferry}.`,
  judge: (input) => judgeSubscription(input, { family: 'sles', vendor: 'SUSE', remedy: "Register the machine with your own subscription, or convert the licence type of the Azure machine to SLES_BYOS or SLES after the failover: AWS's update servers do not answer there." }),
});
