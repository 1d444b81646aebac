import { vmNameProblem, vmNameWarning, suggestVmName } from '../naming.ts';
import { detectOs } from '../os.ts';
import { BEFORE_REPLICATION, block, makeCheck, pass, warn } from './support/make-check.ts';
import { SOURCE } from './support/words.ts';

/** A name that Azure refuses fails the failover, not the replication. */
export const azName = makeCheck({
  id: 'AZ-NAME',
  title: 'Form of the target name',
  phases: BEFORE_REPLICATION,
  expected: `1 to 63 letters, digits and hyphens, no reserved word; Windows takes 15 as a computer name. ${SOURCE.names} and ${SOURCE.matrix}.`,
  judge: ({ plan, facts }) => {
    const os = detectOs(facts);
    const problem = vmNameProblem(plan.vmName);
    if (problem !== null) return block({ evidence: problem, remedy: `Call it ${suggestVmName(plan.vmName, os)}.` });
    const warning = vmNameWarning(plan.vmName, os.family);
    return warning === null ? pass(`"${plan.vmName}" is a valid name.`) : warn({ evidence: warning, remedy: 'Choose a shorter name if the two are to be the same.' });
  },
});
