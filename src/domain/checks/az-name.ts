import { suggestVmName, vmNameFormProblem, vmNameWarning } from '../naming.ts';
import { isWindowsInstance } from './support/billed.ts';
import { BEFORE_REPLICATION, block, makeCheck, pass, warn } from './support/make-check.ts';
import { LINK, SOURCE } from './support/words.ts';

/** A name that Azure refuses fails the failover, not the replication. */
export const azName = makeCheck({
  id: 'AZ-NAME',
  title: 'Form of the target name',
  topic: 'target',
  phases: BEFORE_REPLICATION,
  severity: 'block',
  curer: 'ferry',
  needs: [],
  expected: `1 to 63 letters, digits and hyphens; Windows takes 15 as a computer name. ${SOURCE.names} and ${SOURCE.matrix}.`,
  link: LINK.names,
  judge: ({ plan, facts }) => {
    const family = isWindowsInstance(facts) ? 'windows' : 'linux';
    const problem = vmNameFormProblem(plan.vmName);
    if (problem !== null) return block({ evidence: problem, remedy: `Call it ${suggestVmName(plan.vmName, { family })}.` });
    const warning = vmNameWarning(plan.vmName, family);
    return warning === null ? pass(`"${plan.vmName}" is a valid name.`) : warn({ evidence: warning, remedy: 'Choose a shorter name if the two are to be the same.' });
  },
});
