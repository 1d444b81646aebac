import { BEFORE_REPLICATION, makeCheck, pass, unreadable, unsure, warn } from './support/make-check.ts';
import { SOURCE } from './support/words.ts';

/** The guide puts the appliance into the machines' own VPC; a peered one can do as well. */
export const netVpc = makeCheck({
  id: 'NET-VPC',
  title: 'VPC of machine and appliance',
  phases: BEFORE_REPLICATION,
  expected: `The appliance runs in the machine's VPC, or in one with a route to it. ${SOURCE.guide}.`,
  judge: ({ facts, appliance }) => {
    if (!appliance.facts.known) return unreadable("The appliance's instance", appliance.facts.why);
    const other = appliance.facts.value;
    if (other === null) return unsure({ evidence: 'The scope names no instance that runs the appliance.', remedy: 'Name it in the settings (FERRY_APPLIANCE_INSTANCE_ID).', cause: 'no-appliance-instance' });
    if (facts.vpcId !== null && facts.vpcId === other.vpcId) return pass(`Both are in ${facts.vpcId}.`);
    return warn({
      evidence: `The machine is in ${facts.vpcId ?? 'no VPC'}, the appliance in ${other.vpcId ?? 'no VPC'}.`,
      remedy: 'Make sure that the VPCs are peered and routed, or deploy an appliance in the VPC of the machine.',
      cause: `${facts.vpcId ?? ''}:${other.vpcId ?? ''}`,
    });
  },
});
