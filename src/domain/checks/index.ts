/** The prerequisite checks, in the order people read them, and the run over all of them. */
import type { CheckReport } from '../finding.ts';
import { arch64 } from './arch-64.ts';
import { archArm } from './arch-arm.ts';
import { asrApplSelf } from './asr-appl-self.ts';
import { asrAppl } from './asr-appl.ts';
import { asrDisc } from './asr-disc.ts';
import { asrMode } from './asr-mode.ts';
import { asrPolicy } from './asr-policy.ts';
import { azCollide } from './az-collide.ts';
import { azLic } from './az-lic.ts';
import { azName } from './az-name.ts';
import { azQuota } from './az-quota.ts';
import { azRg } from './az-rg.ts';
import { azSize } from './az-size.ts';
import { azTfonet } from './az-tfonet.ts';
import { azVnet } from './az-vnet.ts';
import { boot2008Uefi } from './boot-2008uefi.ts';
import { bootGen } from './boot-gen.ts';
import { bootOsdisk } from './boot-osdisk.ts';
import { dskCount } from './dsk-count.ts';
import { dskEphem } from './dsk-ephem.ts';
import { dskSize } from './dsk-size.ts';
import { netEip } from './net-eip.ts';
import { netSgInApp } from './net-sg-in-app.ts';
import { netSgOut } from './net-sg-out.ts';
import { netSgWide } from './net-sg-wide.ts';
import { netVpc } from './net-vpc.ts';
import { osKnown } from './os-known.ts';
import { osStorage } from './os-storage.ts';
import { osSupported } from './os-supported.ts';
import { srcAsg } from './src-asg.ts';
import { srcDup } from './src-dup.ts';
import { srcExists } from './src-exists.ts';
import { srcIac } from './src-iac.ts';
import { srcManaged } from './src-managed.ts';
import { srcMetal } from './src-metal.ts';
import { srcPrivip } from './src-privip.ts';
import { srcRoot } from './src-root.ts';
import { srcSameip } from './src-sameip.ts';
import { srcSpot } from './src-spot.ts';
import { srcState } from './src-state.ts';
import { srcTags } from './src-tags.ts';
import type { Check, CheckInput } from './types.ts';
import { virtHvm } from './virt-hvm.ts';

/** Every check: a new one is a file beside these and a line here. */
export const CHECKS: readonly Check[] = [
  ...[srcExists, srcState, srcPrivip, srcSameip, srcDup, srcRoot, srcSpot, srcAsg, srcManaged, srcIac, srcMetal, srcTags],
  ...[osKnown, osSupported, osStorage],
  ...[arch64, archArm, virtHvm, bootGen, boot2008Uefi, bootOsdisk],
  ...[dskCount, dskSize, dskEphem],
  ...[netSgOut, netSgInApp, netSgWide, netVpc, netEip],
  ...[asrMode, asrAppl, asrApplSelf, asrPolicy, asrDisc],
  ...[azRg, azVnet, azTfonet, azSize, azQuota, azName, azCollide, azLic],
];

/** Runs the checks of the input's phase on one machine. */
export function runChecks(input: CheckInput): CheckReport {
  const phase = input.phase ?? 'replicate';
  const findings = CHECKS.filter((c) => c.phases.includes(phase)).map((c) => c.run(input));
  return { instanceId: input.facts.instanceId, name: input.facts.name, at: input.now, profile: input.profile.id, findings };
}
