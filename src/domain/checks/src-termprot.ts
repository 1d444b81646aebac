import { BEFORE_FAILOVER, makeCheck, pass, unreadable, warn } from './support/make-check.ts';
import { aws, LINK, SOURCE } from './support/words.ts';

/** Until the sign-off the stopped EC2 machine is the way back. */
export const srcTermprot = makeCheck({
  id: 'SRC-TERMPROT',
  title: 'Termination protection',
  topic: 'source',
  phases: BEFORE_FAILOVER,
  severity: 'warn',
  curer: 'aws',
  needs: ['protection'],
  expected: `Termination protection is on until the machine is signed off, because the EC2 instance is the way back. ${SOURCE.ferry}.`,
  link: LINK.protection,
  judge: (input) => {
    const { protection, instanceId } = input.facts;
    if (!protection.known) return unreadable('The protection of the instance', protection.why);
    if (protection.value.termination) return pass('Termination protection is on.');
    return warn({ evidence: 'Termination protection is off: anybody with the right may end the machine that a rollback needs.', remedy: aws(input, `ec2 modify-instance-attribute --instance-id ${instanceId} --disable-api-termination`) });
  },
});
