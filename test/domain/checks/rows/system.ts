import { osAmzn } from '../../../../src/domain/checks/os-amzn.ts';
import { osBitlocker } from '../../../../src/domain/checks/os-bitlocker.ts';
import { osKernel } from '../../../../src/domain/checks/os-kernel.ts';
import { osKnown } from '../../../../src/domain/checks/os-known.ts';
import { osLinux } from '../../../../src/domain/checks/os-linux.ts';
import { osLis } from '../../../../src/domain/checks/os-lis.ts';
import { osMac } from '../../../../src/domain/checks/os-mac.ts';
import { osOther } from '../../../../src/domain/checks/os-other.ts';
import { osPvdrvAm } from '../../../../src/domain/checks/os-pvdrv-am.ts';
import { osPvdrv } from '../../../../src/domain/checks/os-pvdrv.ts';
import { osPy } from '../../../../src/domain/checks/os-py.ts';
import { osRdp } from '../../../../src/domain/checks/os-rdp.ts';
import { osSeed } from '../../../../src/domain/checks/os-seed.ts';
import { osSpace } from '../../../../src/domain/checks/os-space.ts';
import { osSsh } from '../../../../src/domain/checks/os-ssh.ts';
import { osStorage } from '../../../../src/domain/checks/os-storage.ts';
import { osUpdates } from '../../../../src/domain/checks/os-updates.ts';
import { osWinSha2 } from '../../../../src/domain/checks/os-win-sha2.ts';
import { osWin } from '../../../../src/domain/checks/os-win.ts';
import type { CheckInput } from '../../../../src/domain/checks/types.ts';
import { classic2023 } from '../../../../src/domain/profiles/classic-2023.ts';
import { seed2017 } from '../../../../src/domain/profiles/seed-2017.ts';
import { disk, hardware, input, known, replicated, UNREADABLE, withFacts } from '../input.ts';
import { answered, guestReport, linux, questionRows, silent, SILENT_LINUX, unanswered, windows, type Row } from './row.ts';

const xen = { hardware: known(hardware({ hypervisor: 'xen' })) };
const W2008R2 = ['Microsoft Windows Server 2008 R2 Standard', '6.1.7601'] as const;
const W2008 = ['Microsoft Windows Server 2008 Standard', '6.0.6002'] as const;
const W2012R2 = ['Microsoft Windows Server 2012 R2 Standard', '6.3.9600'] as const;
const driver = (name: string, version = '1.0') => ({ software: known([{ name, version }]) });
const image = (name: string) => known({ name, description: '', platformDetails: null, ephemeral: [] });
const by = (profile: CheckInput['profile'], given: CheckInput): CheckInput => ({ ...given, profile });
const ubuntu = linux('Ubuntu', '22.04');
const kernel = (note: string, given: CheckInput = ubuntu): CheckInput => answered(osKernel, { note }, given);

const IDENTITY_ROWS: readonly Row[] = [
  { check: osKnown, verdict: 'pass', given: input(), reason: 'the guest says it' },
  { check: osKnown, verdict: 'unknown', given: unanswered(osKnown, silent()), reason: 'billing knows the family only', says: /nobody has answered yet/ },
  { check: osKnown, verdict: 'pass', given: answered(osKnown, { note: 'windows 2016' }, silent()), reason: 'Ada knows', says: /^Attested, not seen: Windows Server 2016\. Ada said so/ },
  { check: osKnown, verdict: 'unknown', given: answered(osKnown, { note: 'some windows' }, silent()), reason: 'a note that names no version', says: /does not name a family and a version/ },
  { check: osKnown, verdict: 'unknown', given: answered(osKnown, {}, silent()), reason: 'yes alone names nothing' },
  { check: osKnown, verdict: 'unknown', given: answered(osKnown, { note: 'rhel 8.6' }, silent()), reason: 'AWS bills it as Windows', says: /contradicts what AWS shows.*Ada \(asked by Ferry\) says Red Hat Enterprise Linux 8\.6/ },
  { check: osKnown, verdict: 'unknown', given: answered(osKnown, { answer: 'no' }, silent()), reason: 'Ada does not know', says: /No source gives a version/ },
  { check: osKnown, verdict: 'warn', given: answered(osKnown, { note: 'windows 2016' }), reason: 'Ada contradicts the guest', says: /says Windows Server 2016, a more reliable source says Windows Server 2019/ },
  { check: osKnown, verdict: 'info', given: withFacts({ guest: UNREADABLE }), reason: 'the image says nothing of upgrades since' },
  { check: osKnown, verdict: 'warn', given: withFacts({ image: image('Windows_Server-2016-English-Full-Base') }), reason: 'image and guest contradict each other', says: /2016.*2019/ },
  { check: osSeed, verdict: 'pass', given: by(seed2017, windows(...W2012R2)), reason: 'the guide names it' },
  { check: osSeed, verdict: 'pass', given: input(), reason: 'another list is in force', says: /^Does not apply/ },
  { check: osSeed, verdict: 'block', given: by(seed2017, input()), reason: 'the first guide ends at 2012 R2' },
  { check: osSeed, verdict: 'block', given: by(seed2017, windows('Microsoft Windows Server 2008 R2 Standard', '6.1.7600')), reason: 'no service pack' },
  { check: osSeed, verdict: 'pass', given: by(seed2017, linux('Red Hat Enterprise Linux Server', '6.7')), reason: '6.7 on HVM' },
  { check: osSeed, verdict: 'block', given: by(seed2017, linux('Red Hat Enterprise Linux Server', '6.7', { virtualization: 'paravirtual' })), reason: '6.7 without HVM', says: /takes HVM only/ },
  { check: osSeed, verdict: 'pass', given: by(seed2017, silent({ image: image('Windows_Server-2012-R2_RTM-English-64Bit-Base') })), reason: 'by its image' },
  { check: osSeed, verdict: 'unknown', given: by(seed2017, silent()), reason: 'Windows of some version' },
  { check: osWin, verdict: 'pass', given: input(), reason: '2019 is listed' },
  { check: osWin, verdict: 'pass', given: linux(), reason: 'Linux', says: /^Does not apply/ },
  { check: osWin, verdict: 'pass', given: by(seed2017, input()), reason: 'OS-SEED judges', says: /^Does not apply/ },
  { check: osWin, verdict: 'pass', given: windows(...W2008), reason: 'for migration only', says: /migration only/ },
  { check: osWin, verdict: 'block', given: windows('Microsoft Windows Server 2003', '5.2.3790'), reason: 'too old', cause: /Windows Server 2003$/ },
  { check: osWin, verdict: 'block', given: windows('Microsoft Windows Server, version 1909 Datacenter', '10.0.18363'), reason: 'semi-annual' },
  { check: osWin, verdict: 'block', given: by(classic2023, windows('Microsoft Windows Server 2025 Datacenter', '10.0.26100')), reason: 'newer than the list' },
  { check: osWin, verdict: 'pass', given: silent({ image: image('Windows_Server-2016-English-Full-Base') }), reason: 'by its image' },
  { check: osWin, verdict: 'unknown', given: silent(), reason: 'Windows of some version' },
  { check: osLinux, verdict: 'pass', given: linux('Red Hat Enterprise Linux', '8.10'), reason: '8.10 comes after 8.9' },
  { check: osLinux, verdict: 'block', given: linux('Red Hat Enterprise Linux', '5.1'), reason: 'before the first listed minor version', says: /the list takes 5\.2 to 5\.11/ },
  { check: osLinux, verdict: 'block', given: by(classic2023, linux('Red Hat Enterprise Linux', '8.10')), reason: 'the configuration server never took it' },
  { check: osLinux, verdict: 'block', given: linux('CentOS Linux', '7.9.2009'), reason: 'dropped from the list' },
  { check: osLinux, verdict: 'pass', given: linux('Amazon Linux', '2'), reason: 'OS-AMZN judges', says: /OS-AMZN/ },
  { check: osLinux, verdict: 'pass', given: linux('Arch Linux', 'rolling'), reason: 'OS-OTHER judges', says: /OS-OTHER/ },
  { check: osLinux, verdict: 'pass', given: silent({ ...SILENT_LINUX, image: image('ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-amd64-server') }), reason: 'by its image' },
  { check: osLinux, verdict: 'unknown', given: silent(SILENT_LINUX), reason: 'some Linux' },
  { check: osAmzn, verdict: 'pass', given: linux(), reason: 'RHEL' },
  { check: osAmzn, verdict: 'block', given: linux('Amazon Linux', '2023'), reason: 'runs on AWS only', says: /Amazon Linux 2023, which runs on AWS only/ },
  { check: osAmzn, verdict: 'info', given: silent(SILENT_LINUX), reason: 'it could be: OS-KNOWN stands in the way' },
  { check: osAmzn, verdict: 'block', given: silent({ ...SILENT_LINUX, image: image('amzn2-ami-hvm-2.0.2023-x86_64-gp2') }), reason: 'by its image' },
  { check: osMac, verdict: 'pass', given: input(), reason: 'Windows' },
  { check: osMac, verdict: 'block', given: silent({ ...SILENT_LINUX, architecture: 'arm64_mac' }), reason: 'a Mac' },
  { check: osOther, verdict: 'pass', given: input(), reason: 'Windows' },
  { check: osOther, verdict: 'info', given: silent(SILENT_LINUX), reason: 'it could be: OS-KNOWN stands in the way' },
  { check: osOther, verdict: 'block', given: linux('Arch Linux', 'rolling'), reason: 'in no list', says: /Arch Linux/ },
  { check: osOther, verdict: 'block', given: silent({ ...SILENT_LINUX, image: image('FreeBSD 14.1-RELEASE-amd64') }), reason: 'AWS calls a BSD "Linux/UNIX"', says: /FreeBSD 14\.1/ },
];

const KERNEL_ROWS: readonly Row[] = [
  ...questionRows(osKernel, 'block', ubuntu),
  { check: osKernel, verdict: 'pass', given: input(), reason: 'Windows', says: /^Does not apply/ },
  { check: osKernel, verdict: 'pass', given: kernel('6.8.0-87-generic'), reason: 'listed', says: /6\.8\.0-87-generic is in the list/ },
  { check: osKernel, verdict: 'block', given: kernel('6.8.0-1030-aws'), reason: 'AWS makes it for itself', cause: /aws-kernel$/, remedy: /linux-image-generic/ },
  { check: osKernel, verdict: 'block', given: kernel('6.8.0-99-generic'), reason: 'newer than the agent', says: /not among those that the list takes for Ubuntu 22\.04/ },
  { check: osKernel, verdict: 'block', given: kernel('4.18.0-305.el8.x86_64', linux('Red Hat Enterprise Linux', '8.4')), reason: '8.4 needs a later one' },
  { check: osKernel, verdict: 'pass', given: kernel('4.18.0-305.30.1.el8_4.x86_64', linux('Red Hat Enterprise Linux', '8.4')), reason: 'the first that 8.4 takes' },
  { check: osKernel, verdict: 'unknown', given: kernel('6.8.0-87-generic', silent(SILENT_LINUX)), reason: 'a kernel of which system?' },
  { check: osKernel, verdict: 'pass', given: kernel('5.3.18-150300.59.93-default', linux('SLES', '15.3')), reason: 'every stock kernel of SUSE: the yes stands' },
];

const DISK_ROWS: readonly Row[] = [
  { check: osStorage, verdict: 'pass', given: input(), reason: 'Windows', says: /^Does not apply/ },
  { check: osStorage, verdict: 'block', given: linux(), reason: 'Linux with NVMe, 2026', says: /NVMe/, cause: /linux-nitro$/ },
  { check: osStorage, verdict: 'pass', given: by(classic2023, linux()), reason: 'Linux with NVMe, 2023' },
  { check: osStorage, verdict: 'block', given: by(classic2023, linux('Red Hat Enterprise Linux', '7.9', xen)), reason: 'paravirtual disks' },
  { check: osStorage, verdict: 'pass', given: by(seed2017, linux('Red Hat Enterprise Linux Server', '6.7', xen)), reason: 'the guide names it' },
  { check: osStorage, verdict: 'warn', given: by(seed2017, linux('Red Hat Enterprise Linux Server', '6.7')), reason: 'Nitro is younger than the guide' },
  { check: osStorage, verdict: 'unknown', given: linux('Red Hat Enterprise Linux', '8.6', { hardware: UNREADABLE }), reason: 'Xen or Nitro is not known' },
  { check: osPvdrv, verdict: 'pass', given: input(), reason: 'Nitro', says: /not a Xen type/ },
  { check: osPvdrv, verdict: 'pass', given: linux('Red Hat Enterprise Linux', '7.9', xen), reason: 'Linux brings its own', says: /^Does not apply/ },
  { check: osPvdrv, verdict: 'pass', given: windows(...W2008R2, { ...xen, ...driver('AWS PV Drivers', '8.3.5') }), reason: 'AWS PV', says: /AWS PV Drivers 8\.3\.5/ },
  { check: osPvdrv, verdict: 'pass', given: windows(...W2008R2, { ...xen, ...driver('Citrix Tools for Virtual Machines') }), reason: 'Citrix PV' },
  { check: osPvdrv, verdict: 'block', given: windows(...W2008R2, { ...xen, ...driver('RedHat PV Drivers', '1.2') }), reason: 'RedHat PV', says: /RedHat PV Drivers 1\.2/, remedy: /AWS PV drivers 8\.3\.5/, cause: /^OS-PVDRV:redhat$/ },
  { check: osPvdrv, verdict: 'pass', given: unanswered(osPvdrv, windows(...W2008R2, { ...xen, disks: known(Array.from({ length: 17 }, () => disk())) })), reason: 'RedHat cannot show 17 volumes' },
  { check: osPvdrv, verdict: 'unknown', given: unanswered(osPvdrv, windows(...W2008R2, xen)), reason: 'the inventory does not name a driver' },
  { check: osPvdrv, verdict: 'unknown', given: unanswered(osPvdrv, windows(...W2008R2, { ...xen, software: UNREADABLE })), reason: 'no inventory' },
  { check: osPvdrv, verdict: 'unknown', given: windows(...W2008R2, { hardware: UNREADABLE }), reason: 'Xen or Nitro is not known' },
  { check: osPvdrv, verdict: 'info', given: windows(...W2012R2, xen), reason: 'only 2008 R2 is restricted' },
  { check: osPvdrv, verdict: 'pass', given: answered(osPvdrv, {}, windows(...W2008R2, xen)), reason: 'Ada looked' },
  { check: osPvdrv, verdict: 'block', given: answered(osPvdrv, { answer: 'no' }, windows(...W2008R2, xen)), reason: 'Ada looked', remedy: /AWSPVDriverSetup/ },
  { check: osPvdrvAm, verdict: 'pass', given: input(), reason: 'Nitro' },
  { check: osPvdrvAm, verdict: 'pass', given: linux('Red Hat Enterprise Linux', '7.9', xen), reason: 'Linux', says: /^Does not apply/ },
  { check: osPvdrvAm, verdict: 'warn', given: windows(...W2012R2, xen), reason: "Microsoft's pages contradict each other" },
  { check: osPvdrvAm, verdict: 'unknown', given: withFacts({ hardware: UNREADABLE }), reason: 'Xen or Nitro is not known' },
];

const GUEST_ROWS: readonly Row[] = [
  ...questionRows(osWinSha2, 'block', windows(...W2008R2)),
  { check: osWinSha2, verdict: 'pass', given: input(), reason: '2019 has them', says: /^Does not apply/ },
  { check: osWinSha2, verdict: 'unknown', given: unanswered(osWinSha2, silent()), reason: 'it could be an old one' },
  { check: osWinSha2, verdict: 'unknown', given: unanswered(osWinSha2, windows('Microsoft Windows 7 Professional', '6.1.7601')), reason: 'Windows 7' },
  ...questionRows(osLis, 'warn', linux()),
  { check: osLis, verdict: 'block', given: answered(osLis, { answer: 'no' }, linux('CentOS Linux', '6.10')), reason: 'CentOS 6 has no drivers of its own' },
  { check: osLis, verdict: 'pass', given: input(), reason: 'Windows', says: /^Does not apply/ },
  ...questionRows(osPy, 'warn', linux()),
  { check: osPy, verdict: 'pass', given: input(), reason: 'Windows', says: /^Does not apply/ },
  ...questionRows(osSpace, 'block'),
  ...questionRows(osBitlocker, 'block'),
  ...questionRows(osUpdates, 'warn', replicated()),
  { check: osUpdates, verdict: 'pass', given: linux(), reason: 'Linux', says: /^Does not apply/ },
  ...questionRows(osRdp, 'warn', replicated()),
  { check: osRdp, verdict: 'pass', given: linux(), reason: 'Linux', says: /^Does not apply/ },
  ...questionRows(osSsh, 'warn', linux()),
  { check: osSsh, verdict: 'pass', given: withFacts({ guest: guestReport('Microsoft Windows Server 2022 Datacenter', '10.0.20348', 'Windows') }), reason: 'Windows', says: /^Does not apply/ },
];

export const SYSTEM_ROWS: readonly Row[] = [...IDENTITY_ROWS, ...KERNEL_ROWS, ...DISK_ROWS, ...GUEST_ROWS];
