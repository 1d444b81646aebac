import { BEFORE_REPLICATION, makeCheck, pass, warn } from './support/make-check.ts';
import { aws, SOURCE } from './support/words.ts';

/** AWS may take a spot instance away in the middle of a copy. */
export const srcSpot = makeCheck({
  id: 'SRC-SPOT',
  title: 'Purchase option (Spot)',
  topic: 'source',
  phases: BEFORE_REPLICATION,
  severity: 'warn',
  curer: 'owner',
  needs: [],
  expected: `An on-demand or reserved instance. ${SOURCE.ferry}.`,
  judge: (input) => {
    const { lifecycle, instanceId } = input.facts;
    if (lifecycle === null) return pass('The instance is on demand.');
    const evidence = `The instance is of the kind ${lifecycle}: AWS may stop or end it at any time.`;
    if (lifecycle !== 'spot') return warn({ evidence, remedy: 'Launch the machine anew on demand before replicating, or accept that the copy can be cut off.' });
    return warn({
      evidence: `${evidence} A one-time Spot instance cannot be stopped either, which a cutover has to do.`,
      remedy: `Launch the machine anew on demand before replicating. Whether it is one-time shows: ${aws(input, `ec2 describe-spot-instance-requests --filters Name=instance-id,Values=${instanceId} --query 'SpotInstanceRequests[].Type'`)}`,
    });
  },
});
