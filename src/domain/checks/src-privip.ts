import { BEFORE_REPLICATION, block, makeCheck, pass } from './support/make-check.ts';
import { LINK, SOURCE } from './support/words.ts';

/** Site Recovery finds EC2 machines by their private address and by nothing else. */
export const srcPrivip = makeCheck({
  id: 'SRC-PRIVIP',
  title: 'Private IPv4 address',
  topic: 'source',
  phases: BEFORE_REPLICATION,
  severity: 'block',
  curer: 'aws',
  needs: [],
  overridable: false,
  expected: `A private IPv4 address, by which Site Recovery finds the machine. ${SOURCE.guide}.`,
  link: LINK.tutorial,
  judge: ({ facts }) => {
    if (facts.privateIp !== null) return pass(`The private address is ${facts.privateIp}.`);
    return block({ evidence: 'The instance has no private IPv4 address.', remedy: 'Give its network interface a private IPv4 address, then check again.' });
  },
});
