import { info, pass, warn } from '../checks/support/make-check.ts';
import { profileText } from '../checks/support/words.ts';
import { makeSum } from './support/make-sum.ts';
import { membersText } from './support/members.ts';

/** A wave that is to fail over by a recovery plan has to fit into one. */
export const sumPlan = makeSum({
  id: 'SUM-PLAN',
  title: 'Size of a recovery plan',
  severity: 'warn',
  curer: 'ferry',
  needs: [],
  expected: ({ common: { profile } }) => `At most ${profile.limits.recoveryPlan.machines} machines in one recovery plan, in at most ${profile.limits.recoveryPlan.groups} groups. ${profileText(profile)}.`,
  judge: (input) => {
    const { machines, groups } = input.common.profile.limits.recoveryPlan;
    const count = input.members.length;
    const seen = `${membersText(input)}; one recovery plan takes ${machines} in ${groups} groups`;
    if (count <= machines) return pass(`${seen}.`);
    const over = count - machines;
    if (input.wave === null) return info(`${seen}. All machines of the scope do not go into one plan, and need not.`);
    return warn({ evidence: `${seen}: ${over} of ${count} too many.`, remedy: `Give ${over} of the machines another ${input.common.scope.waveTag} tag, or cut over machine by machine.`, cause: 'machines', causeText: `${input.wave} has ${over} machines too many for one recovery plan` });
  },
});
