import { dskChurn } from '../../../../src/domain/checks/dsk-churn.ts';
import { dskCount } from '../../../../src/domain/checks/dsk-count.ts';
import { dskDot } from '../../../../src/domain/checks/dsk-dot.ts';
import { dskDyn } from '../../../../src/domain/checks/dsk-dyn.ts';
import { dskEbsenc } from '../../../../src/domain/checks/dsk-ebsenc.ts';
import { dskEphem } from '../../../../src/domain/checks/dsk-ephem.ts';
import { dskFs } from '../../../../src/domain/checks/dsk-fs.ts';
import { dskNames } from '../../../../src/domain/checks/dsk-names.ts';
import { dskNet } from '../../../../src/domain/checks/dsk-net.ts';
import { dskPerf } from '../../../../src/domain/checks/dsk-perf.ts';
import { dskShared } from '../../../../src/domain/checks/dsk-shared.ts';
import { dskSize } from '../../../../src/domain/checks/dsk-size.ts';
import { dskState } from '../../../../src/domain/checks/dsk-state.ts';
import type { CheckInput } from '../../../../src/domain/checks/types.ts';
import type { Disk } from '../../../../src/domain/machine.ts';
import { disk, facts, hardware, input, known, replicated, rootDisk, size, sizeList, UNREADABLE, withFacts, withTarget } from '../input.ts';
import { answered, linux, questionRows, unanswered, type Row } from './row.ts';

const withDisks = (...disks: readonly Disk[]): CheckInput => withFacts({ disks: known([rootDisk(), ...disks]) });
const many = (count: number): readonly Disk[] => Array.from({ length: count }, (_, i) => disk({ volumeId: `vol-d${i}` }));
const roomy = (given: CheckInput): CheckInput => ({ ...given, plan: { ...given.plan, size: null } });
const dark = withFacts({ disks: UNREADABLE });
const later = (...disks: readonly Disk[]): CheckInput => replicated({ facts: facts({ disks: known([...disks]) }) });
const store = withFacts({ hardware: known(hardware({ instanceStore: true })), image: known({ name: 'i', description: '', platformDetails: null, ephemeral: ['ephemeral0'] }) });
const sizesDark = { ...withTarget({ sizes: UNREADABLE }) };

export const STORAGE_ROWS: readonly Row[] = [
  { check: dskCount, verdict: 'pass', given: roomy(withDisks(...many(64))), reason: 'exactly 64; the root does not count' },
  { check: dskCount, verdict: 'block', given: roomy(withDisks(...many(65))), reason: 'one more than 64' },
  { check: dskCount, verdict: 'pass', given: withDisks(...many(8)), reason: 'as many as the size takes' },
  { check: dskCount, verdict: 'block', given: withDisks(...many(9)), reason: 'the chosen size takes 8', says: /Standard_D4s_v5 takes 8/, cause: /Standard_D4s_v5$/ },
  { check: dskCount, verdict: 'pass', given: { ...withDisks(...many(9)), target: { ...input().target, sizes: known(sizeList([size('STANDARD_D4S_V5', { maxDataDisks: 16 })])) } }, reason: 'names of sizes mean the same in any case' },
  { check: dskCount, verdict: 'info', given: sizesDark, reason: 'whether the size takes them is not known' },
  { check: dskCount, verdict: 'pass', given: roomy(linux('Ubuntu', '22.04', { disks: known([rootDisk(), ...many(5)]) })), reason: '627790 / (450 + 317 x) > 5', says: /at most 394 logical volumes/ },
  { check: dskCount, verdict: 'unknown', given: dark, reason: 'not readable' },
  { check: dskSize, verdict: 'pass', given: withDisks(disk({ sizeGiB: 32_767 })), reason: 'exactly the largest' },
  { check: dskSize, verdict: 'block', given: withDisks(disk({ sizeGiB: 1 })), reason: '1 GiB is not larger than 1 GB by the list' },
  { check: dskSize, verdict: 'block', given: withDisks(disk({ sizeGiB: 40_000 })), reason: 'too large' },
  { check: dskSize, verdict: 'unknown', given: dark, reason: 'not readable' },
  { check: dskShared, verdict: 'pass', given: input(), reason: 'its own' },
  { check: dskShared, verdict: 'block', given: withDisks(disk({ volumeId: 'vol-7', multiAttach: true, attachedTo: 2 })), reason: 'two machines write', cause: /^DSK-SHARED:vol-7$/ },
  { check: dskShared, verdict: 'warn', given: withDisks(disk({ multiAttach: true })), reason: 'allowed, not done' },
  { check: dskShared, verdict: 'unknown', given: dark, reason: 'not readable' },
  { check: dskEphem, verdict: 'pass', given: input(), reason: 'none' },
  { check: dskEphem, verdict: 'unknown', given: unanswered(dskEphem, store), reason: 'what is on it nobody has said' },
  { check: dskEphem, verdict: 'pass', given: answered(dskEphem, {}, store), reason: 'scratch' },
  { check: dskEphem, verdict: 'block', given: answered(dskEphem, { answer: 'no' }, store), reason: 'a stop would lose data', says: /ephemeral0.*holds data/ },
  { check: dskEphem, verdict: 'unknown', given: withFacts({ hardware: UNREADABLE }), reason: 'not readable' },
  { check: dskEbsenc, verdict: 'pass', given: input(), reason: 'not encrypted' },
  { check: dskEbsenc, verdict: 'info', given: withDisks(disk({ encrypted: true, kmsKeyId: 'arn:aws:kms:k' })), reason: 'a key to choose', says: /arn:aws:kms:k/ },
  { check: dskEbsenc, verdict: 'unknown', given: dark, reason: 'not readable' },
  { check: dskPerf, verdict: 'pass', given: withDisks(disk({ sizeGiB: 100 })), reason: 'the baseline of gp3 was not chosen by anybody' },
  { check: dskPerf, verdict: 'warn', given: withDisks(disk({ sizeGiB: 100, iops: 6_000 })), reason: 'P10 gives 500', says: /has 6000 IOPS; a P10 of that size gives 500 IOPS/ },
  { check: dskPerf, verdict: 'warn', given: withDisks(disk({ sizeGiB: 500, volumeType: 'io2', iops: 10_000, throughput: null })), reason: 'paid for', says: /io2\) has 10000 IOPS/ },
  { check: dskPerf, verdict: 'pass', given: withDisks(disk({ sizeGiB: 500, volumeType: 'gp2', iops: 9_000, throughput: null })), reason: 'gp2 bursts, nobody chose it' },
  { check: dskPerf, verdict: 'pass', given: withDisks(disk({ sizeGiB: 16_000, iops: 16_000, throughput: 750 })), reason: 'P70 gives more' },
  { check: dskPerf, verdict: 'unknown', given: dark, reason: 'not readable' },
  ...questionRows(dskChurn, 'warn'),
  { check: dskChurn, verdict: 'pass', given: answered(dskChurn, { note: '40 GB' }), reason: 'a figure within the limit', says: /40\.0 GB change a day/ },
  { check: dskChurn, verdict: 'warn', given: answered(dskChurn, { note: '3 TB per day' }), reason: 'more than a process server takes', says: /3000\.0 GB change a day.*takes 2000 GB/ },
  ...questionRows(dskDyn, 'block'),
  ...questionRows(dskFs, 'block', linux()),
  { check: dskFs, verdict: 'pass', given: input(), reason: 'Windows', says: /^Does not apply/ },
  ...questionRows(dskNet, 'warn'),
  ...questionRows(dskNames, 'warn', linux()),
  { check: dskNames, verdict: 'pass', given: input(), reason: 'Windows', says: /^Does not apply/ },
  { check: dskState, verdict: 'pass', given: replicated(), reason: 'as when replication began' },
  { check: dskState, verdict: 'block', given: withDisks(disk({ state: 'available', attachment: 'detaching' })), reason: 'being detached', says: /vol-9 is available, its attachment detaching/ },
  { check: dskState, verdict: 'block', given: later(rootDisk(), disk()), reason: 'a disk that is not in the copy', says: /vol-9 \(\/dev\/sdb, 10 GiB\)/ },
  { check: dskState, verdict: 'block', given: later(rootDisk({ sizeGiB: 50 })), reason: 'smaller than before' },
  { check: dskState, verdict: 'warn', given: later(rootDisk({ sizeGiB: 70 })), reason: 'larger than before' },
  { check: dskState, verdict: 'warn', given: { ...later(rootDisk()), known: { ...replicated().known, disksAtStart: new Map([['vol-1', 60], ['vol-9', 10]]) } }, reason: 'a disk is gone' },
  { check: dskState, verdict: 'warn', given: later(rootDisk({ modification: 'optimizing, 41 % done' })), reason: 'being changed', says: /vol-1 \(optimizing, 41 % done\)/ },
  { check: dskState, verdict: 'warn', given: later(rootDisk({ modification: null })), reason: 'changes could not be read' },
  { check: dskState, verdict: 'unknown', given: dark, reason: 'not readable' },
  { check: dskDot, verdict: 'pass', given: later(rootDisk({ deleteOnTermination: false })), reason: 'all stay' },
  { check: dskDot, verdict: 'info', given: replicated(), reason: 'the root goes', says: /would delete vol-1/ },
  { check: dskDot, verdict: 'unknown', given: replicated({ facts: facts({ disks: UNREADABLE }) }), reason: 'not readable' },
];
