import { reservedWordProblem, suggestVmName } from '../naming.ts';
import { BEFORE_REPLICATION, block, makeCheck, pass } from './support/make-check.ts';
import { LINK, SOURCE } from './support/words.ts';

/** Azure reserves words for resources with an endpoint; the matrix applies its list to the names of machines. */
export const azRsvd = makeCheck({
  id: 'AZ-RSVD',
  title: 'Reserved words in the target name',
  topic: 'target',
  phases: BEFORE_REPLICATION,
  severity: 'block',
  curer: 'ferry',
  needs: [],
  expected: `No word that Azure reserves, none that contains "microsoft" or "windows", none that begins with "login". ${SOURCE.names} and ${SOURCE.matrix}.`,
  link: LINK.reserved,
  judge: ({ plan }) => {
    const problem = reservedWordProblem(plan.vmName);
    return problem === null ? pass(`"${plan.vmName}" holds no reserved word.`) : block({ evidence: problem, remedy: `Call it ${suggestVmName(plan.vmName, { family: 'unknown' })}.` });
  },
});
