import { BEFORE_REPLICATION, block, makeCheck, pass } from './support/make-check.ts';
import { SOURCE } from './support/words.ts';

/** An instance-store root is lost when the instance stops, and the cutover stops it. */
export const srcRoot = makeCheck({
  id: 'SRC-ROOT',
  title: 'Root disk type',
  topic: 'source',
  phases: BEFORE_REPLICATION,
  severity: 'block',
  curer: 'owner',
  needs: [],
  expected: `An EBS root device: AWS cannot stop an instance that boots from instance store. ${SOURCE.ec2}.`,
  judge: ({ facts }) => {
    if (facts.rootDeviceType === 'ebs') return pass(`The root device ${facts.rootDeviceName ?? ''} is on EBS.`.replace('  ', ' '));
    return block({ evidence: `The root device is of type ${facts.rootDeviceType}.`, remedy: 'Launch the machine anew from an EBS-backed image, then replicate that one.' });
  },
});
