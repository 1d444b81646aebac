import { ALWAYS, block, makeCheck, pass } from './support/make-check.ts';
import { aws, SOURCE } from './support/words.ts';

/** The agent inside the guest sends the data, so the guest has to run. */
export const srcState = makeCheck({
  id: 'SRC-STATE',
  title: 'Power state',
  phases: ALWAYS,
  expected: `The instance is running, because the agent inside it sends the data. ${SOURCE.ferry}.`,
  judge: (input) => {
    const { facts } = input;
    if (facts.power === 'running') return pass(`${facts.instanceId} is running.`);
    const evidence = `${facts.instanceId} is ${facts.power}.`;
    if (facts.power === 'pending' || facts.power === 'stopping') return block({ evidence, remedy: 'Wait until the instance has settled, then check again.' });
    return block({ evidence, remedy: aws(input, `ec2 start-instances --instance-ids ${facts.instanceId}`) });
  },
});
