import type { Software } from '../machine.ts';
import { guestOf } from '../os.ts';
import type { Os } from '../os/types.ts';
import type { PvDriverRule, RuleProfile } from '../profiles/types.ts';
import { GUEST_NEEDS, unlessWindows } from './support/guest.ts';
import { askPerson, BEFORE_REPLICATION, block, doesNotApply, info, pass, unreadable } from './support/make-check.ts';
import { LINK, profileText, SOURCE } from './support/words.ts';
import type { CheckInput, Judgement } from './types.ts';

function driversIn(software: readonly Software[], names: readonly string[]): readonly string[] {
  return software.filter((s) => names.some((n) => s.name.toLowerCase().includes(n.toLowerCase()))).map((s) => `${s.name} ${s.version}`.trim());
}

function cureFor(rule: PvDriverRule, os: Os): string {
  const driver = rule.goTo.find((g) => os.version?.startsWith(g.version))?.driver;
  return `Replace the drivers by the AWS PV drivers${driver === undefined ? '' : ` ${driver}`} (AWS documents the upgrade with AWSPVDriverSetup.msi), reboot, then check again.`;
}

function fromInventory(software: readonly Software[], profile: RuleProfile, os: Os): Judgement | null {
  const refused = driversIn(software, profile.pvDrivers.refused);
  const accepted = driversIn(software, profile.pvDrivers.accepted);
  if (refused.length > 0) return block({ evidence: `The software inventory lists ${refused.join(', ')}, which is not supported.`, remedy: cureFor(profile.pvDrivers, os), cause: 'redhat', causeText: 'RedHat PV drivers' });
  return accepted.length > 0 ? pass(`The software inventory lists ${accepted.join(', ')}.`) : null;
}

// The RedHat drivers cannot show more volumes than this, so more volumes prove others.
function tooManyForRedHat({ facts, profile }: CheckInput): Judgement | null {
  if (!facts.disks.known || facts.disks.value.length <= profile.limits.xenVolumesOfRedHatDriver) return null;
  return pass(`${facts.disks.value.length} volumes are attached; the RedHat drivers show at most ${profile.limits.xenVolumesOfRedHatDriver}, so it has others.`);
}

function judgeXen(input: CheckInput, os: Os): Judgement | null {
  const { facts, profile } = input;
  const seen = facts.software.known && facts.software.value !== null ? fromInventory(facts.software.value, profile, os) : null;
  if (seen !== null) return seen;
  if (os.version !== null && !os.version.startsWith('2008')) return info('It is Windows on Xen, and its drivers are not in the software inventory. Only those of Windows Server 2008 R2 are restricted.');
  return tooManyForRedHat(input);
}

/** Under Xen, Windows reaches its disks through drivers of three makers, and one of them does not survive the move. */
export const osPvdrv = askPerson({
  id: 'OS-PVDRV',
  title: 'Xen drivers of Windows',
  topic: 'system',
  phases: BEFORE_REPLICATION,
  severity: 'block',
  curer: 'guest',
  needs: [...GUEST_NEEDS, 'hardware', 'software', 'disks'],
  expected: ({ profile }) => `On Xen, Windows Server 2008 R2 has Citrix PV or AWS PV drivers, no RedHat PV drivers. ${SOURCE.guide}; ${profileText(profile)}.`,
  link: LINK.xen,
  question: { text: 'Windows Server 2008 R2 on Xen: does Device Manager show AWS PV or Citrix PV drivers, and no RedHat PV drivers?', validDays: 90 },
  remedy: 'Replace the RedHat PV drivers by the AWS PV drivers (AWS documents the upgrade with AWSPVDriverSetup.msi), reboot, then check again.',
  judge: (input) => {
    const os = guestOf(input);
    const { hardware } = input.facts;
    const other = unlessWindows(os);
    if (other !== null) return other;
    if (!hardware.known) return unreadable('The instance type', hardware.why);
    return hardware.value.hypervisor === 'xen' ? judgeXen(input, os) : doesNotApply(`${input.facts.instanceType} is not a Xen type, so Windows uses no Xen drivers.`);
  },
});
