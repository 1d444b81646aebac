import { isJudgement } from './support/appliance.ts';
import { applianceSide, FLOW_PORTS, judgeSide } from './support/flows.ts';
import { BEFORE_REPLICATION, makeCheck } from './support/make-check.ts';
import { LINK, SOURCE } from './support/words.ts';

/** The appliance has to let in what the machine sends. */
export const netSgInApp = makeCheck({
  id: 'NET-SG-IN-APP',
  title: "Rules into the appliance's security groups",
  topic: 'network',
  phases: BEFORE_REPLICATION,
  severity: 'block',
  curer: 'aws',
  needs: ['appliance'],
  expected: `The appliance's security groups let TCP 443 and 9443 in from the machine. ${SOURCE.appliance}.`,
  link: LINK.appliance,
  judge: (input) => {
    const side = applianceSide(input, { direction: 'in', spans: FLOW_PORTS, purpose: 'control and data' });
    return isJudgement(side) ? side : judgeSide(input, side);
  },
});
