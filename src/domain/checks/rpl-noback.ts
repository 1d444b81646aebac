import { askPerson, BEFORE_FAILOVER } from './support/make-check.ts';
import { LINK, SOURCE } from './support/words.ts';

/** The three things about the last step that people wish they had known. */
export const rplNoback = askPerson({
  id: 'RPL-NOBACK',
  title: 'One way only',
  topic: 'replication',
  phases: BEFORE_FAILOVER,
  severity: 'block',
  curer: 'owner',
  needs: [],
  expected: `Whoever is responsible knows that Site Recovery brings nothing back to AWS, that a running failover cannot be cancelled, and that Complete Migration ends it. ${SOURCE.guide}.`,
  link: LINK.tutorial,
  question: { text: 'Does the person responsible for the machine know that Site Recovery does not bring it back to AWS, that a running failover must not be cancelled, and that Complete Migration ends the replication?', validDays: 30 },
  judge: () => null,
  remedy: 'Explain it: the way back is the stopped instance in AWS, without what was written in Azure since. Then answer again.',
});
