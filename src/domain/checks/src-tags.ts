import { ALWAYS, makeCheck, pass, warn } from './support/make-check.ts';
import { aws, shellWord, SOURCE } from './support/words.ts';

const OPT_IN = 'asr-migrate';
const OWNER = /^(?:owner|contact|team)$/i;

/** Ferry's AWS role may stop and start tagged instances only; wave and owner say where a machine belongs and whom to ask. */
export const srcTags = makeCheck({
  id: 'SRC-TAGS',
  title: 'Migration tags',
  topic: 'source',
  phases: ALWAYS,
  severity: 'warn',
  curer: 'aws',
  needs: [],
  expected: ({ scope }) => `The tags ${OPT_IN}=true, because Ferry's AWS role may stop and start such instances only, ${scope.waveTag}, and an owner to ask. ${SOURCE.ferry}.`,
  judge: (input) => {
    const { tags, instanceId } = input.facts;
    const { waveTag } = input.scope;
    const [optIn, wave, owner] = [tags[OPT_IN], tags[waveTag], Object.keys(tags).find((t) => OWNER.test(t))];
    const people = owner === undefined ? 'No tag names an owner.' : `${owner} is ${tags[owner] ?? ''}.`;
    const create = (tag: string): string => aws(input, `ec2 create-tags --resources ${instanceId} --tags ${tag}`);
    if (optIn !== 'true') {
      const seen = optIn === undefined ? `The tag ${OPT_IN} is not set.` : `The tag ${OPT_IN} is "${optIn}".`;
      return warn({ evidence: `${seen} ${people}`, remedy: create(`Key=${OPT_IN},Value=true`) });
    }
    if (wave === undefined) return warn({ evidence: `The tag ${OPT_IN} is true, but ${waveTag} is not set, so the machine belongs to no wave. ${people}`, remedy: `Say which wave it moves in, for example W01: ${create(shellWord(`Key=${waveTag},Value=W01`))}` });
    const seen = `The tag ${OPT_IN} is true, ${waveTag} is ${wave}. ${people}`;
    return owner === undefined ? warn({ evidence: seen, remedy: `Say whom to ask about the machine: ${create(shellWord('Key=Owner,Value=team@example.com'))}` }) : pass(seen);
  },
});
