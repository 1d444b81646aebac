import { BEFORE_REPLICATION, makeCheck } from './support/make-check.ts';
import { judgeSubscription } from './support/subscriptions.ts';
import { SOURCE } from './support/words.ts';

/** Ubuntu itself is free; Ubuntu Pro is a subscription, and AWS's ends with the instance. */
export const azLicUbuntu = makeCheck({
  id: 'AZ-LIC-UBUNTU',
  title: 'Ubuntu Pro subscription',
  topic: 'target',
  phases: BEFORE_REPLICATION,
  severity: 'warn',
  curer: 'owner',
  needs: [],
  expected: `An Ubuntu Pro subscription that may be used in Azure, where one is in use. ${SOURCE.ferry}.`,
  judge: (input) => judgeSubscription(input, { family: 'ubuntu', vendor: 'Ubuntu Pro', remedy: 'Attach your own token (pro attach), or convert the licence type of the Azure machine to UBUNTU_PRO after the failover.' }),
});
