import { BEFORE_REPLICATION, block, makeCheck, pass, unsure } from './support/make-check.ts';
import { LINK, SOURCE } from './support/words.ts';

/** The appliance carries the copy of all others and cannot carry itself. */
export const asrApplSelf = makeCheck({
  id: 'ASR-APPL-SELF',
  title: 'Role in Site Recovery',
  topic: 'vault',
  phases: BEFORE_REPLICATION,
  severity: 'block',
  curer: 'ferry',
  needs: [],
  expected: `A machine other than the appliance. ${SOURCE.migrateAws}.`,
  link: LINK.migrateAws,
  overridable: false,
  judge: ({ facts, scope }) => {
    const { applianceInstanceId } = scope;
    if (applianceInstanceId === null) return unsure({ evidence: 'The scope does not name the instance that runs the appliance.', remedy: 'Set FERRY_APPLIANCE_INSTANCE_ID.', cause: 'no-appliance-instance', causeText: 'The scope names no instance that runs the appliance' });
    if (facts.instanceId !== applianceInstanceId) return pass(`The appliance runs on ${applianceInstanceId}.`);
    return block({ evidence: 'This instance runs the appliance itself.', remedy: 'Leave it in AWS until everything else has moved, then retire it.' });
  },
});
