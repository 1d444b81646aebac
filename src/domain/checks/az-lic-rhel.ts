import { BEFORE_REPLICATION, makeCheck } from './support/make-check.ts';
import { judgeSubscription } from './support/subscriptions.ts';
import { SOURCE } from './support/words.ts';

/** Red Hat's update servers inside AWS do not answer a machine in Azure. */
export const azLicRhel = makeCheck({
  id: 'AZ-LIC-RHEL',
  title: 'Red Hat subscription',
  topic: 'target',
  phases: BEFORE_REPLICATION,
  severity: 'warn',
  curer: 'owner',
  needs: [],
  expected: `A Red Hat subscription that may be used in Azure. ${SOURCE.ferry}.`,
  judge: (input) => judgeSubscription(input, { family: 'rhel', vendor: 'Red Hat', remedy: "Attach your own subscription, or convert the licence type of the Azure machine to RHEL_BYOS or RHEL_BASE after the failover: AWS's update servers do not answer there." }),
});
