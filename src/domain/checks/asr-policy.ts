import { BEFORE_REPLICATION, block, makeCheck, pass, unreadable } from './support/make-check.ts';
import { SOURCE } from './support/words.ts';

/** Replication cannot be enabled without a policy that the container knows. */
export const asrPolicy = makeCheck({
  id: 'ASR-POLICY',
  title: 'Replication policy',
  phases: BEFORE_REPLICATION,
  expected: `At least one replication policy that is associated with the appliance's container. ${SOURCE.enable}.`,
  judge: ({ infrastructure }) => {
    if (!infrastructure.known) return unreadable('The vault', infrastructure.why);
    const { policies } = infrastructure.value;
    const ready = policies.filter((p) => p.mapped);
    if (ready.length > 0) return pass(`Ready: ${ready.map((p) => p.name).join(', ')}.`);
    const evidence = policies.length === 0 ? 'The vault has no replication policy.' : `No policy is associated: ${policies.map((p) => p.name).join(', ')}.`;
    return block({ evidence, remedy: 'In the vault, under Site Recovery infrastructure, create a replication policy and associate it with the appliance.', cause: 'policy' });
  },
});
