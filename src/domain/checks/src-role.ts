import { BEFORE_REPLICATION, info, makeCheck, pass, warn } from './support/make-check.ts';
import { armName, LINK, SOURCE } from './support/words.ts';

/** Software that gets its AWS credentials from the instance loses them in Azure. */
export const srcRole = makeCheck({
  id: 'SRC-ROLE',
  title: 'Instance role and metadata service',
  topic: 'source',
  phases: BEFORE_REPLICATION,
  severity: 'warn',
  curer: 'owner',
  needs: [],
  expected: `No role on the instance, or software that is prepared to do without it. ${SOURCE.ferry}.`,
  link: LINK.migrateAws,
  judge: ({ facts }) => {
    if (facts.instanceProfile !== null) {
      const role = armName(facts.instanceProfile);
      return warn({
        evidence: `The instance has the role profile ${role}. In Azure neither the role nor AWS's metadata service exists.`,
        remedy: 'Find out which software uses the role. Give it AWS credentials of its own for what stays in AWS, and a managed identity for what moves.',
        cause: role,
        causeText: `the role profile ${role} is lost in Azure`,
      });
    }
    if (!facts.metadata) return pass('The instance has no role, and the metadata service is off.');
    return info('The instance has no role. The metadata service answers: software that asks it where it runs gets another answer in Azure.');
  },
});
