import { applianceSide, isSide, judgeSide } from './support/flows.ts';
import { BEFORE_REPLICATION, makeCheck } from './support/make-check.ts';
import { SOURCE } from './support/words.ts';

/** The appliance has to let in what the machine sends. */
export const netSgInApp = makeCheck({
  id: 'NET-SG-IN-APP',
  title: "Rules into the appliance's security groups",
  phases: BEFORE_REPLICATION,
  expected: `The appliance's security groups let TCP 443 and 9443 in from the machine. ${SOURCE.appliance}.`,
  judge: (input) => {
    const side = applianceSide(input);
    return isSide(side) ? judgeSide(input, side) : side;
  },
});
