import { BEFORE_FAILOVER, block, makeCheck, pass, unreadable } from './support/make-check.ts';
import { aws, LINK, SOURCE } from './support/words.ts';

/** Whoever shuts the guest down for the cutover must not destroy it. */
export const srcShutdown = makeCheck({
  id: 'SRC-SHUTDOWN',
  title: 'What a shutdown inside the guest does',
  topic: 'source',
  phases: BEFORE_FAILOVER,
  severity: 'block',
  curer: 'aws',
  needs: ['protection'],
  expected: `A shutdown inside the guest stops the instance and does not terminate it. ${SOURCE.ferry}.`,
  link: LINK.protection,
  judge: (input) => {
    const { protection, instanceId } = input.facts;
    if (!protection.known) return unreadable('The shutdown behaviour of the instance', protection.why);
    if (protection.value.shutdownBehaviour === 'stop') return pass('A shutdown inside the guest stops the instance.');
    return block({ evidence: 'A shutdown inside the guest terminates the instance, and with it the way back.', remedy: aws(input, `ec2 modify-instance-attribute --instance-id ${instanceId} --instance-initiated-shutdown-behavior stop`) });
  },
});
