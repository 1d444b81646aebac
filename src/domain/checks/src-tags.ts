import { ALWAYS, makeCheck, pass, warn } from './support/make-check.ts';
import { aws, SOURCE } from './support/words.ts';

const OPT_IN = 'asr-migrate';

/** Ferry's AWS role may stop and start tagged instances only. */
export const srcTags = makeCheck({
  id: 'SRC-TAGS',
  title: 'Migration tag',
  phases: ALWAYS,
  expected: `The tag ${OPT_IN}=true: Ferry's AWS role may stop and start tagged instances only. ${SOURCE.ferry}.`,
  judge: (input) => {
    const value = input.facts.tags[OPT_IN];
    if (value === 'true') return pass(`The tag ${OPT_IN} is true.`);
    return warn({
      evidence: value === undefined ? `The tag ${OPT_IN} is not set.` : `The tag ${OPT_IN} is "${value}".`,
      remedy: aws(input, `ec2 create-tags --resources ${input.facts.instanceId} --tags Key=${OPT_IN},Value=true`),
    });
  },
});
