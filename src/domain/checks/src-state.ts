import { ALWAYS, block, info, makeCheck, pass } from './support/make-check.ts';
import { aws, SOURCE } from './support/words.ts';
import type { CheckInput, Judgement } from './types.ts';

// The cutover stops the machine once everything has arrived; from then on it is meant to be stopped.
function stoppedWithAllSent({ facts, phase, item }: CheckInput): boolean {
  return phase === 'failover' && facts.power === 'stopped' && item.known && item.value?.backlogMb === 0;
}

function notRunning(input: CheckInput): Judgement {
  const { facts } = input;
  const evidence = `${facts.instanceId} is ${facts.power}.`;
  if (stoppedWithAllSent(input)) return info(`${evidence} Everything it had written has reached Azure: nothing is pending at the source or in the log store.`);
  if (facts.power === 'stopped') return block({ evidence, remedy: aws(input, `ec2 start-instances --instance-ids ${facts.instanceId}`) });
  return block({ evidence, remedy: 'Wait until the instance has settled, then check again.' });
}

/** The agent inside the guest sends the data, so the guest has to run. */
export const srcState = makeCheck({
  id: 'SRC-STATE',
  title: 'Power state',
  topic: 'source',
  phases: ALWAYS,
  severity: 'block',
  curer: 'aws',
  needs: ['item'],
  expected: `The instance is running, because the agent inside it sends the data. ${SOURCE.ferry}.`,
  judge: (input) => (input.facts.power === 'running' ? pass(`${input.facts.instanceId} is running.`) : notRunning(input)),
});
