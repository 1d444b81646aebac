import { BEFORE_REPLICATION, block, makeCheck, pass } from './support/make-check.ts';
import { SOURCE } from './support/words.ts';

/** The appliance carries the copy of all others and cannot carry itself. */
export const asrApplSelf = makeCheck({
  id: 'ASR-APPL-SELF',
  title: 'The machine is not the appliance',
  seen: 'aws',
  phases: BEFORE_REPLICATION,
  expected: `A machine other than the appliance. ${SOURCE.migrateAws}.`,
  judge: ({ facts, scope }) => {
    if (facts.instanceId !== scope.applianceInstanceId) return pass(`The appliance runs on ${scope.applianceInstanceId ?? 'an instance that the scope does not name'}.`);
    return block({ evidence: 'This instance runs the appliance itself.', remedy: 'Leave it in AWS until everything else has moved, then retire it.' });
  },
});
