import { ALWAYS, block, makeCheck, pass } from './support/make-check.ts';
import { SOURCE } from './support/words.ts';

/** An instance on its way out cannot be copied any more. */
export const srcExists = makeCheck({
  id: 'SRC-EXISTS',
  title: 'EC2 instance',
  topic: 'source',
  phases: ALWAYS,
  severity: 'block',
  curer: 'owner',
  needs: [],
  overridable: false,
  expected: `One EC2 instance that is not terminated. ${SOURCE.ferry}.`,
  judge: ({ facts }) => {
    const seen = `${facts.instanceId} (${facts.name}) is ${facts.power}.`;
    if (facts.power !== 'terminated' && facts.power !== 'shutting-down') return pass(seen);
    return block({ evidence: seen, remedy: 'Choose another instance: AWS does not bring a terminated one back.' });
  },
});
