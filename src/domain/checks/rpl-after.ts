import { BEFORE_FAILOVER, info, makeCheck } from './support/make-check.ts';
import { LINK, SOURCE } from './support/words.ts';

const STEPS = [
  'see that the machine runs in Azure and its agent is ready',
  'let the owner accept it',
  'complete the migration, which ends the replication and its cost',
  'change DNS and whatever names the old address',
  'back the machine up in Azure',
  'keep the instance in AWS stopped, with a snapshot of its volumes, until nobody needs the way back',
] as const;

/** What is left to do once the machine runs in Azure. */
export const rplAfter = makeCheck({
  id: 'RPL-AFTER',
  title: 'After the failover',
  topic: 'replication',
  phases: BEFORE_FAILOVER,
  severity: 'info',
  curer: 'owner',
  needs: [],
  expected: `The steps that follow a failover are planned. ${SOURCE.migrateAws}; ${SOURCE.ferry}.`,
  link: LINK.migrateAws,
  judge: () => info(`After the failover: ${STEPS.join('; ')}.`, 'Plan who does it and when.'),
});
