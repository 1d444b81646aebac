/** The prerequisite checks, in the order people read them, and the run over all of them. */
import type { CheckReport } from '../finding.ts';
import { arch64 } from './arch-64.ts';
import { archArm } from './arch-arm.ts';
import { asrAcct } from './asr-acct.ts';
import { asrAgent } from './asr-agent.ts';
import { asrApplHw } from './asr-appl-hw.ts';
import { asrApplSelf } from './asr-appl-self.ts';
import { asrAppl } from './asr-appl.ts';
import { asrDisc } from './asr-disc.ts';
import { asrLimit } from './asr-limit.ts';
import { asrLocale } from './asr-locale.ts';
import { asrMode } from './asr-mode.ts';
import { asrNetmap } from './asr-netmap.ts';
import { asrPolicy } from './asr-policy.ts';
import { asrPsCap } from './asr-ps-cap.ts';
import { asrPsLoad } from './asr-ps-load.ts';
import { asrUrl } from './asr-url.ts';
import { asrVault } from './asr-vault.ts';
import { azAccelnet } from './az-accelnet.ts';
import { azCache } from './az-cache.ts';
import { azCollide } from './az-collide.ts';
import { azGen } from './az-gen.ts';
import { azLicRhel } from './az-lic-rhel.ts';
import { azLicSql } from './az-lic-sql.ts';
import { azLicSuse } from './az-lic-suse.ts';
import { azLicUbuntu } from './az-lic-ubuntu.ts';
import { azLic } from './az-lic.ts';
import { azLock } from './az-lock.ts';
import { azName } from './az-name.ts';
import { azPolicy } from './az-policy.ts';
import { azQuota } from './az-quota.ts';
import { azRbac } from './az-rbac.ts';
import { azRg } from './az-rg.ts';
import { azRsvd } from './az-rsvd.ts';
import { azSize } from './az-size.ts';
import { azTfonet } from './az-tfonet.ts';
import { azVnet } from './az-vnet.ts';
import { azZone } from './az-zone.ts';
import { boot2008Uefi } from './boot-2008uefi.ts';
import { bootGen } from './boot-gen.ts';
import { bootOne } from './boot-one.ts';
import { bootOsdisk } from './boot-osdisk.ts';
import { bootParts } from './boot-parts.ts';
import { bootSecure } from './boot-secure.ts';
import { dskChurn } from './dsk-churn.ts';
import { dskCount } from './dsk-count.ts';
import { dskDot } from './dsk-dot.ts';
import { dskDyn } from './dsk-dyn.ts';
import { dskEbsenc } from './dsk-ebsenc.ts';
import { dskEphem } from './dsk-ephem.ts';
import { dskFs } from './dsk-fs.ts';
import { dskNames } from './dsk-names.ts';
import { dskNet } from './dsk-net.ts';
import { dskPerf } from './dsk-perf.ts';
import { dskShared } from './dsk-shared.ts';
import { dskSize } from './dsk-size.ts';
import { dskState } from './dsk-state.ts';
import { netDns } from './net-dns.ts';
import { netEip } from './net-eip.ts';
import { netElb } from './net-elb.ts';
import { netIpv6 } from './net-ipv6.ts';
import { netNacl } from './net-nacl.ts';
import { netNics } from './net-nics.ts';
import { netPush } from './net-push.ts';
import { netRetainip } from './net-retainip.ts';
import { netRoute } from './net-route.ts';
import { netSdc } from './net-sdc.ts';
import { netSecip } from './net-secip.ts';
import { netSgInApp } from './net-sg-in-app.ts';
import { netSgOut } from './net-sg-out.ts';
import { netSgWide } from './net-sg-wide.ts';
import { netVpc } from './net-vpc.ts';
import { osAmzn } from './os-amzn.ts';
import { osBitlocker } from './os-bitlocker.ts';
import { osKernel } from './os-kernel.ts';
import { osKnown } from './os-known.ts';
import { osLinux } from './os-linux.ts';
import { osLis } from './os-lis.ts';
import { osMac } from './os-mac.ts';
import { osOther } from './os-other.ts';
import { osPvdrvAm } from './os-pvdrv-am.ts';
import { osPvdrv } from './os-pvdrv.ts';
import { osPy } from './os-py.ts';
import { osRdp } from './os-rdp.ts';
import { osSeed } from './os-seed.ts';
import { osSpace } from './os-space.ts';
import { osSsh } from './os-ssh.ts';
import { osStorage } from './os-storage.ts';
import { osUpdates } from './os-updates.ts';
import { osWinSha2 } from './os-win-sha2.ts';
import { osWin } from './os-win.ts';
import { rplAfter } from './rpl-after.ts';
import { rplAllowed } from './rpl-allowed.ts';
import { rplBacklog } from './rpl-backlog.ts';
import { rplHealth } from './rpl-health.ts';
import { rplIr } from './rpl-ir.ts';
import { rplJobs } from './rpl-jobs.ts';
import { rplMultivm } from './rpl-multivm.ts';
import { rplNoback } from './rpl-noback.ts';
import { rplResync } from './rpl-resync.ts';
import { rplRp } from './rpl-rp.ts';
import { rplRpo } from './rpl-rpo.ts';
import { rplSettings } from './rpl-settings.ts';
import { rplTfo } from './rpl-tfo.ts';
import { rplTfoclean } from './rpl-tfoclean.ts';
import { rplWindow } from './rpl-window.ts';
import { srcAccel } from './src-accel.ts';
import { srcAsg } from './src-asg.ts';
import { srcBiosid } from './src-biosid.ts';
import { srcCloudinit } from './src-cloudinit.ts';
import { srcDup } from './src-dup.ts';
import { srcEnclave } from './src-enclave.ts';
import { srcExists } from './src-exists.ts';
import { srcHibernate } from './src-hibernate.ts';
import { srcIac } from './src-iac.ts';
import { srcManaged } from './src-managed.ts';
import { srcMarket } from './src-market.ts';
import { srcMetal } from './src-metal.ts';
import { srcPrivip } from './src-privip.ts';
import { srcRole } from './src-role.ts';
import { srcRoot } from './src-root.ts';
import { srcSameip } from './src-sameip.ts';
import { srcShutdown } from './src-shutdown.ts';
import { srcSpot } from './src-spot.ts';
import { srcState } from './src-state.ts';
import { srcStatus } from './src-status.ts';
import { srcStopprot } from './src-stopprot.ts';
import { srcTags } from './src-tags.ts';
import { srcTenancy } from './src-tenancy.ts';
import { srcTermprot } from './src-termprot.ts';
import type { Check, CheckInput } from './types.ts';
import { virtHvm } from './virt-hvm.ts';
import { virtHyp } from './virt-hyp.ts';

/** Every check: a new one is a file beside these and a line here. */
export const CHECKS: readonly Check[] = [
  ...[srcExists, srcState, srcStatus, srcPrivip, srcSameip, srcBiosid, srcDup, srcRoot, srcSpot, srcAsg, srcManaged, srcIac],
  ...[srcTenancy, srcMarket, srcTermprot, srcStopprot, srcShutdown, srcRole, srcCloudinit, srcHibernate, srcEnclave, srcAccel, srcMetal, srcTags],
  ...[osKnown, osSeed, osWin, osLinux, osAmzn, osMac, osOther, osKernel, osStorage, osPvdrv, osPvdrvAm, osWinSha2],
  ...[osLis, osPy, osSpace, osBitlocker, osUpdates, osRdp, osSsh],
  ...[arch64, archArm, virtHvm, virtHyp, bootGen, boot2008Uefi, bootSecure, bootOsdisk, bootParts, bootOne],
  ...[dskCount, dskSize, dskShared, dskEphem, dskEbsenc, dskPerf, dskChurn, dskDyn, dskFs, dskNet, dskNames, dskState],
  ...[dskDot],
  ...[netSgOut, netSgInApp, netPush, netNacl, netVpc, netRoute, netDns, netSgWide, netNics, netIpv6, netEip, netSecip, netRetainip, netSdc, netElb],
  ...[asrVault, asrMode, asrAppl, asrApplSelf, asrApplHw, asrLocale, asrUrl, asrPsLoad, asrPsCap, asrPolicy, asrAcct, asrDisc, asrLimit, asrNetmap, asrAgent],
  ...[azRg, azVnet, azTfonet, azSize, azGen, azQuota, azAccelnet, azZone, azCache, azName, azRsvd, azCollide, azLock, azPolicy, azRbac],
  ...[azLic, azLicRhel, azLicSuse, azLicUbuntu, azLicSql],
  ...[rplAllowed, rplJobs, rplIr, rplHealth, rplResync, rplRpo, rplRp, rplBacklog, rplTfo, rplTfoclean, rplSettings, rplMultivm, rplWindow, rplNoback, rplAfter],
];

/** Runs the checks of the input's phase on one machine. */
export function runChecks(input: CheckInput): CheckReport {
  const findings = CHECKS.filter((c) => c.phases.includes(input.phase)).map((c) => c.run(input));
  return { instanceId: input.facts.instanceId, name: input.facts.name, at: input.now, profile: input.profile.id, findings };
}
