import { isJudgement } from './support/appliance.ts';
import { FLOW_PORTS, judgeSide, machineSide } from './support/flows.ts';
import { BEFORE_REPLICATION, makeCheck } from './support/make-check.ts';
import { LINK, SOURCE } from './support/words.ts';

/** The agent opens both connections, so the machine's groups have to let them out. */
export const netSgOut = makeCheck({
  id: 'NET-SG-OUT',
  title: "Rules out of the machine's security groups",
  topic: 'network',
  phases: BEFORE_REPLICATION,
  severity: 'block',
  curer: 'aws',
  needs: ['rules', 'appliance'],
  expected: `The machine's security groups let TCP 443 and 9443 out to the appliance. ${SOURCE.appliance}.`,
  link: LINK.appliance,
  judge: (input) => {
    const side = machineSide(input, { direction: 'out', spans: FLOW_PORTS, purpose: 'control and data' });
    return isJudgement(side) ? side : judgeSide(input, side);
  },
});
