import { BEFORE_REPLICATION, block, makeCheck, pass } from './support/make-check.ts';
import { SOURCE } from './support/words.ts';

/** There is no macOS in Azure. */
export const osMac = makeCheck({
  id: 'OS-MAC',
  title: 'macOS',
  topic: 'system',
  phases: BEFORE_REPLICATION,
  severity: 'block',
  curer: 'owner',
  needs: [],
  overridable: false,
  expected: `Another system than macOS: neither Site Recovery nor Azure runs it. ${SOURCE.ferry}.`,
  // AWS starts macOS on Macs only, and shows those by their architecture.
  judge: ({ facts }) => {
    if (!facts.architecture.endsWith('_mac')) return pass(`The architecture is ${facts.architecture}, which is no Mac.`);
    return block({ evidence: `It is macOS (${facts.architecture}).`, remedy: 'Leave the machine in AWS, or rebuild its workload on another system.', cause: 'macos', causeText: 'macOS does not run in Azure' });
  },
});
