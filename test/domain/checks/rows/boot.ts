import { arch64 } from '../../../../src/domain/checks/arch-64.ts';
import { archArm } from '../../../../src/domain/checks/arch-arm.ts';
import { boot2008Uefi } from '../../../../src/domain/checks/boot-2008uefi.ts';
import { bootGen } from '../../../../src/domain/checks/boot-gen.ts';
import { bootOne } from '../../../../src/domain/checks/boot-one.ts';
import { bootOsdisk } from '../../../../src/domain/checks/boot-osdisk.ts';
import { bootParts } from '../../../../src/domain/checks/boot-parts.ts';
import { bootSecure } from '../../../../src/domain/checks/boot-secure.ts';
import { virtHvm } from '../../../../src/domain/checks/virt-hvm.ts';
import { virtHyp } from '../../../../src/domain/checks/virt-hyp.ts';
import { disk, hardware, input, known, rootDisk, UNREADABLE, withFacts } from '../input.ts';
import { answered, linux, questionRows, silent, unanswered, windows, type Row } from './row.ts';

const uefi = withFacts({ bootMode: 'uefi' });
const untold = withFacts({ bootMode: null });
const large = (sizeGiB: number) => ({ disks: known([rootDisk({ sizeGiB })]) });
const W2008R2 = ['Microsoft Windows Server 2008 R2 Standard', '6.1.7601'] as const;

export const BOOT_ROWS: readonly Row[] = [
  { check: arch64, verdict: 'pass', given: input(), reason: '64 bit' },
  { check: arch64, verdict: 'block', given: withFacts({ architecture: 'i386' }), reason: '32 bit' },
  { check: arch64, verdict: 'warn', given: windows('Microsoft Windows Server 2008 Standard', '6.0.6002', { architecture: 'i386' }), reason: 'the one 32-bit system of the list', says: /migration only/ },
  { check: arch64, verdict: 'block', given: silent({ architecture: 'i386' }), reason: 'nothing proves that it is the one' },
  { check: archArm, verdict: 'pass', given: input(), reason: 'x86' },
  { check: archArm, verdict: 'block', given: withFacts({ architecture: 'arm64' }), reason: 'no agent' },
  { check: virtHvm, verdict: 'pass', given: input(), reason: 'hvm' },
  { check: virtHvm, verdict: 'block', given: withFacts({ virtualization: 'paravirtual' }), reason: 'no boot loader' },
  { check: virtHyp, verdict: 'info', given: input(), reason: 'Nitro', says: /runs on Nitro/ },
  { check: virtHyp, verdict: 'info', given: withFacts({ hardware: known(hardware({ hypervisor: 'xen' })) }), reason: 'Xen', says: /runs on Xen/ },
  { check: virtHyp, verdict: 'info', given: withFacts({ hardware: known(hardware({ hypervisor: '', bareMetal: true })) }), reason: 'neither', says: /bare metal/ },
  { check: virtHyp, verdict: 'unknown', given: withFacts({ hardware: UNREADABLE }), reason: 'not readable' },
  { check: bootGen, verdict: 'info', given: input(), reason: 'BIOS', says: /becomes generation 1/ },
  { check: bootGen, verdict: 'info', given: uefi, reason: 'UEFI', says: /becomes generation 2/ },
  { check: bootGen, verdict: 'info', given: withFacts({ bootMode: null, hardware: known(hardware({ bootModes: ['uefi'] })) }), reason: 'the type knows one way only', says: /m5\.xlarge knows this way only/ },
  { check: bootGen, verdict: 'unknown', given: unanswered(bootGen, untold), reason: 'AWS does not say' },
  { check: bootGen, verdict: 'unknown', given: unanswered(bootGen, withFacts({ bootMode: 'uefi-preferred' })), reason: 'a wish proves nothing' },
  { check: bootGen, verdict: 'info', given: answered(bootGen, { note: 'UEFI' }, untold), reason: 'Ada looked', says: /Attested, not seen\. It boots by UEFI/ },
  { check: bootGen, verdict: 'unknown', given: answered(bootGen, { note: 'the usual way' }, untold), reason: 'a note that says nothing' },
  { check: bootGen, verdict: 'warn', given: answered(bootGen, { answer: 'no' }, untold), reason: 'Ada does not know' },
  { check: boot2008Uefi, verdict: 'pass', given: input(), reason: '2019', says: /^Does not apply/ },
  { check: boot2008Uefi, verdict: 'pass', given: windows(...W2008R2), reason: '2008 R2 with BIOS' },
  { check: boot2008Uefi, verdict: 'block', given: windows(...W2008R2, { bootMode: 'uefi' }), reason: '2008 R2 with UEFI' },
  { check: boot2008Uefi, verdict: 'unknown', given: windows(...W2008R2, { bootMode: null }), reason: 'how it boots is not known' },
  { check: boot2008Uefi, verdict: 'unknown', given: silent({ bootMode: 'uefi' }), reason: 'Windows of some version' },
  ...questionRows(bootSecure, 'block', uefi),
  { check: bootSecure, verdict: 'pass', given: unanswered(bootSecure), reason: 'BIOS has none: nobody is asked' },
  { check: bootSecure, verdict: 'unknown', given: unanswered(bootSecure, untold), reason: 'it could be UEFI' },
  { check: bootOsdisk, verdict: 'pass', given: input(), reason: '60 GiB' },
  { check: bootOsdisk, verdict: 'pass', given: withFacts(large(2_048)), reason: 'exactly the limit' },
  { check: bootOsdisk, verdict: 'block', given: withFacts(large(2_049)), reason: 'one more than generation 1 takes' },
  { check: bootOsdisk, verdict: 'pass', given: withFacts({ bootMode: 'uefi', ...large(3_000) }), reason: 'generation 2 takes it' },
  { check: bootOsdisk, verdict: 'unknown', given: withFacts({ bootMode: null, ...large(3_000) }), reason: 'depends on the generation' },
  { check: bootOsdisk, verdict: 'block', given: withFacts({ bootMode: null, ...large(5_000) }), reason: 'too large for both' },
  { check: bootOsdisk, verdict: 'unknown', given: withFacts({ disks: known([disk()]) }), reason: 'no root found' },
  { check: bootOsdisk, verdict: 'unknown', given: withFacts({ disks: UNREADABLE }), reason: 'not readable' },
  { check: bootSecure, verdict: 'pass', given: unanswered(bootSecure, withFacts({ bootMode: null, hardware: known(hardware({ bootModes: ['legacy-bios'] })) })), reason: 'the type knows BIOS only' },
  { check: bootOsdisk, verdict: 'pass', given: withFacts({ bootMode: null, hardware: known(hardware({ bootModes: ['uefi'] })), ...large(3_000) }), reason: 'the type knows UEFI only' },
  { check: bootParts, verdict: 'pass', given: withFacts({ bootMode: null, hardware: known(hardware({ bootModes: ['legacy-bios'] })) }), reason: 'the type knows BIOS only' },
  { check: boot2008Uefi, verdict: 'pass', given: windows(...W2008R2, { bootMode: null, hardware: known(hardware({ bootModes: ['legacy-bios'] })) }), reason: 'the type knows BIOS only' },
  ...questionRows(bootParts, 'warn', uefi),
  { check: bootParts, verdict: 'pass', given: input(), reason: 'BIOS', says: /^Does not apply/ },
  { check: bootParts, verdict: 'pass', given: linux('Ubuntu', '22.04', { bootMode: 'uefi' }), reason: 'Linux', says: /^Does not apply/ },
  ...questionRows(bootOne, 'block', linux('Ubuntu', '22.04', { disks: known([rootDisk(), disk()]) })),
  { check: bootOne, verdict: 'pass', given: input(), reason: 'its only disk' },
  { check: bootOne, verdict: 'info', given: withFacts({ disks: known([rootDisk(), disk()]) }), reason: 'Windows is not asked, but not passed either' },
  { check: bootOne, verdict: 'block', given: withFacts({ disks: known([rootDisk(), rootDisk({ volumeId: 'vol-2' })]) }), reason: 'two roots' },
  { check: bootOne, verdict: 'unknown', given: withFacts({ disks: UNREADABLE }), reason: 'not readable' },
];
