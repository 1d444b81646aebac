import type { Disk } from '../machine.ts';
import type { RuleLimits } from '../profiles/types.ts';
import { BEFORE_REPLICATION, makeCheck, pass, unreadable, warn } from './support/make-check.ts';
import { counted, LINK, SOURCE } from './support/words.ts';

type Short = { readonly disk: Disk; readonly text: string };

// What somebody pays for beyond the baseline says what the disk is for; the baseline says nothing.
function bought(disk: Disk, { gp3Baseline }: RuleLimits): { readonly iops: number; readonly mbPerSecond: number } {
  const iops = disk.volumeType === 'gp3' || /^io\d/.test(disk.volumeType) ? (disk.iops ?? 0) : 0;
  const mbPerSecond = disk.throughput ?? 0;
  if (disk.volumeType !== 'gp3') return { iops, mbPerSecond };
  return { iops: iops > gp3Baseline.iops ? iops : 0, mbPerSecond: mbPerSecond > gp3Baseline.mbPerSecond ? mbPerSecond : 0 };
}

function shortOf(disk: Disk, limits: RuleLimits): Short | null {
  const tier = limits.diskTiers.find((t) => disk.sizeGiB <= t.upToGb) ?? limits.diskTiers.at(-1);
  const { iops, mbPerSecond } = bought(disk, limits);
  if (tier === undefined || (iops <= tier.iops && mbPerSecond <= tier.mbPerSecond)) return null;
  const has = [...(iops > 0 ? [`${iops} IOPS`] : []), ...(mbPerSecond > 0 ? [`${mbPerSecond} MB/s`] : [])].join(' and ');
  return { disk, text: `${disk.volumeId} (${disk.deviceName}, ${disk.sizeGiB} GiB ${disk.volumeType}) has ${has}; a ${tier.tier} of that size gives ${tier.iops} IOPS and ${tier.mbPerSecond} MB/s` };
}

/** A database that paid for fast disks in AWS should not find slow ones in Azure. */
export const dskPerf = makeCheck({
  id: 'DSK-PERF',
  title: 'Provisioned disk performance',
  topic: 'storage',
  phases: BEFORE_REPLICATION,
  severity: 'warn',
  curer: 'owner',
  needs: ['disks'],
  expected: ({ profile }) => `No more IOPS and throughput provisioned than a Premium SSD of the disk's size gives. ${SOURCE.diskTypes}, as in ${profile.id} of ${profile.dated}.`,
  link: LINK.diskTypes,
  judge: ({ facts, profile }) => {
    if (!facts.disks.known) return unreadable('The volumes', facts.disks.why);
    const short = facts.disks.value.map((d) => shortOf(d, profile.limits)).filter((s) => s !== null);
    if (short.length === 0) return pass(`${counted(facts.disks.value.length, 'disk')} read; none has more provisioned than a Premium SSD of its size gives.`);
    return warn({ evidence: `${short.map((s) => s.text).join('; ')}.`, remedy: 'Choose Premium_LRS, and raise the performance tier or the size of these disks after the test failover if the workload needs what it has in AWS.' });
  },
});
