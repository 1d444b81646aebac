import { BEFORE_REPLICATION, makeCheck, pass, warn } from './support/make-check.ts';
import { SOURCE } from './support/words.ts';

/** A hibernated machine sends nothing, and its memory image means nothing in Azure. */
export const srcHibernate = makeCheck({
  id: 'SRC-HIBERNATE',
  title: 'Hibernation',
  topic: 'source',
  phases: BEFORE_REPLICATION,
  severity: 'warn',
  curer: 'owner',
  needs: [],
  expected: `An instance that is not set up for hibernation. ${SOURCE.ferry}.`,
  judge: ({ facts }) => {
    if (!facts.hibernation) return pass('The instance is not set up for hibernation.');
    return warn({ evidence: 'The instance is set up for hibernation, which has no counterpart in the copy.', remedy: 'Stop hibernating the machine from now on: remove whatever hibernates it on a schedule. The setting itself cannot be changed after the launch.' });
  },
});
