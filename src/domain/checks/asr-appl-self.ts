import { BEFORE_REPLICATION, block, makeCheck, pass, unsure } from './support/make-check.ts';
import { SOURCE } from './support/words.ts';

/** The appliance carries the copy of all others and cannot carry itself. */
export const asrApplSelf = makeCheck({
  id: 'ASR-APPL-SELF',
  title: 'Role in Site Recovery',
  phases: BEFORE_REPLICATION,
  expected: `A machine other than the appliance. ${SOURCE.migrateAws}.`,
  judge: ({ facts, scope }) => {
    const { applianceInstanceId } = scope;
    if (applianceInstanceId === null) return unsure({ evidence: 'The scope does not name the instance that runs the appliance.', remedy: 'Set FERRY_APPLIANCE_INSTANCE_ID.' });
    if (facts.instanceId !== applianceInstanceId) return pass(`The appliance runs on ${applianceInstanceId}.`);
    return block({ evidence: 'This instance runs the appliance itself.', remedy: 'Leave it in AWS until everything else has moved, then retire it.' });
  },
});
