import { ALWAYS, block, makeCheck, pass } from './support/make-check.ts';
import { aws, shellWord, SOURCE } from './support/words.ts';

const GROUP_TAG = 'aws:autoscaling:groupName';

/** An Auto Scaling group replaces and terminates an instance that the cutover stops. */
export const srcAsg = makeCheck({
  id: 'SRC-ASG',
  title: 'Membership in an Auto Scaling group',
  topic: 'source',
  phases: ALWAYS,
  severity: 'block',
  curer: 'aws',
  needs: [],
  expected: `No Auto Scaling group: it terminates the instance that a cutover stops. ${SOURCE.ferry}.`,
  judge: (input) => {
    const { facts } = input;
    const group = facts.tags[GROUP_TAG];
    if (group === undefined) return pass(`The tag ${GROUP_TAG} is not set.`);
    return block({
      evidence: `The instance belongs to the Auto Scaling group ${group}, which would terminate and replace it when the cutover stops it.`,
      remedy: aws(input, `autoscaling detach-instances --instance-ids ${facts.instanceId} --auto-scaling-group-name ${shellWord(group)} --should-decrement-desired-capacity`),
    });
  },
});
