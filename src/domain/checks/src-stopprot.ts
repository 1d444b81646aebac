import { BEFORE_FAILOVER, block, makeCheck, pass, unreadable } from './support/make-check.ts';
import { aws, LINK, SOURCE } from './support/words.ts';

/** The cutover stops the instance, and AWS refuses that while stop protection is on. */
export const srcStopprot = makeCheck({
  id: 'SRC-STOPPROT',
  title: 'Stop protection',
  topic: 'source',
  phases: BEFORE_FAILOVER,
  severity: 'block',
  curer: 'aws',
  needs: ['protection'],
  expected: `Stop protection is off: AWS answers a stop with OperationNotPermitted while it is on. ${SOURCE.ec2}.`,
  link: LINK.stopProtection,
  judge: (input) => {
    const { protection, instanceId } = input.facts;
    if (!protection.known) return unreadable('The protection of the instance', protection.why);
    if (!protection.value.stop) return pass('Stop protection is off.');
    return block({ evidence: 'Stop protection is on, so the cutover could not stop the machine.', remedy: aws(input, `ec2 modify-instance-attribute --instance-id ${instanceId} --no-disable-api-stop`) });
  },
});
