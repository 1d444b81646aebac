import { BEFORE_REPLICATION, info, makeCheck, pass } from './support/make-check.ts';
import { SOURCE } from './support/words.ts';

const STACK_TAG = 'aws:cloudformation:stack-name';

/** A stack can recreate what a migration stopped. */
export const srcIac = makeCheck({
  id: 'SRC-IAC',
  title: 'Membership in a CloudFormation stack',
  topic: 'source',
  phases: BEFORE_REPLICATION,
  severity: 'info',
  curer: 'aws',
  needs: [],
  expected: `No stack, or one that is left alone during the move. ${SOURCE.ferry}.`,
  judge: ({ facts }) => {
    const stack = facts.tags[STACK_TAG];
    if (stack === undefined) return pass(`The tag ${STACK_TAG} is not set.`);
    return info(`The instance belongs to the stack ${stack}.`, 'Freeze the stack, so that an update does not start or replace the instance.');
  },
});
