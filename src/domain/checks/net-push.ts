import { isJudgement } from './support/appliance.ts';
import { applianceSide, judgeSide, machineSide } from './support/flows.ts';
import { BEFORE_REPLICATION, info, makeCheck, unsure } from './support/make-check.ts';
import { pushPorts } from './support/push.ts';
import { LINK, SOURCE } from './support/words.ts';
import type { CheckInput, Judgement } from './types.ts';

const BY_HAND = "Without a push, install the mobility service by hand or with Systems Manager; then nothing has to be opened towards the machine.";

function judge(input: CheckInput): Judgement {
  if (input.plan.push === null) return info('Nobody has chosen yet whether the appliance pushes the mobility service.', BY_HAND);
  if (!input.plan.push) return info('The mobility service is installed by hand, so the appliance opens no connection to the machine.');
  const spans = pushPorts(input);
  if (spans === null) return unsure({ evidence: 'Which ports the push needs depends on the guest system, which is not known.', remedy: BY_HAND });
  const sides = [machineSide(input, { direction: 'in', spans, purpose: 'push of the agent' }), applianceSide(input, { direction: 'out', spans, purpose: 'push of the agent' })];
  const judged = sides.map((side) => (isJudgement(side) ? side : judgeSide(input, side)));
  return judged.find((j) => j.verdict === 'block') ?? judged.find((j) => j.verdict !== 'pass') ?? judged[0] ?? info(BY_HAND);
}

/** Only a push goes from the appliance to the machine; everything else the machine opens itself. */
export const netPush = makeCheck({
  id: 'NET-PUSH',
  title: 'Way for the push of the mobility service',
  topic: 'network',
  phases: BEFORE_REPLICATION,
  severity: 'block',
  curer: 'aws',
  needs: ['rules', 'appliance', 'guest', 'image'],
  expected: `If the appliance is to push the mobility service: TCP 22 to Linux; TCP 135, 445 and 49152-65535 to Windows, 139 as well up to 2008 R2. ${SOURCE.push}.`,
  link: LINK.push,
  judge,
});
