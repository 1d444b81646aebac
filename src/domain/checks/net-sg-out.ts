import { isSide, judgeSide, machineSide } from './support/flows.ts';
import { BEFORE_REPLICATION, makeCheck } from './support/make-check.ts';
import { SOURCE } from './support/words.ts';

/** The agent opens both connections, so the machine's groups have to let them out. */
export const netSgOut = makeCheck({
  id: 'NET-SG-OUT',
  title: "Rules out of the machine's security groups",
  phases: BEFORE_REPLICATION,
  expected: `The machine's security groups let TCP 443 and 9443 out to the appliance. ${SOURCE.appliance}.`,
  judge: (input) => {
    const side = machineSide(input);
    return isSide(side) ? judgeSide(input, side) : side;
  },
});
