/** What a rule profile has to look like when it comes from a file: exact, so that a misspelt key is an error and not a rule that is never applied. */
import { z } from 'zod';
import { kernelPatternProblem } from '../domain/os/kernel.ts';
import type { OsFamily } from '../domain/os/types.ts';
import { versionParts } from '../domain/os/version.ts';
import type { RuleProfile } from '../domain/profiles/types.ts';

const FAMILIES = ['windows', 'windows-client', 'rhel', 'centos', 'oracle', 'rocky', 'alma', 'sles', 'ubuntu', 'debian'] as const satisfies readonly OsFamily[];

const words = z.string().min(1, 'must not be empty');
const version = words.refine((text) => versionParts(text) !== null, 'must be a version such as "8.6", "2012 R2" or "2008 R2 SP1" (in quotes, or YAML reads 8.10 as 8.1)');
const count = z.int().min(0);
const amount = z.number().min(0);
const percent = z.number().min(0).max(100);
const support = z.enum(['supported', 'unsupported', 'unstated']);

const range = { family: z.enum(FAMILIES), from: version, to: version };
const systemSchema = z.strictObject({ ...range, note: words.exactOptional() }).refine((r) => !upsideDown(r), { error: 'must not end before it begins', path: ['to'] });
const kernel = words.refine((text) => kernelPatternProblem(text) === null, 'must be a kernel ("5.15.0-161-generic"), a range ("A to B") or an open range ("A or later")');
const kernelSchema = z.strictObject({ ...range, kernels: z.array(kernel) }).refine((r) => !upsideDown(r), { error: 'must not end before it begins', path: ['to'] });

const churnSchema = z.strictObject({ tier: words, upToGb: amount, rates: z.array(z.strictObject({ writeKb: amount, mbPerSecond: amount })).min(1) });
const threshold = (one: z.ZodNumber) => z.strictObject({ warn: one, critical: one });

const limitsSchema = z.strictObject({
  osDiskGb: z.strictObject({ V1: count, V2: count }),
  dataDisks: count,
  logicalVolumes: z.strictObject({ total: count, perDisk: count, perVolume: count.min(1) }),
  diskGb: z.strictObject({ above: amount, most: count }),
  partitionsOfUefiDisk: count,
  churn: z.strictObject({ standard: churnSchema, premium: z.array(churnSchema), machineMbPerSecond: amount }),
  diskTiers: z.array(z.strictObject({ tier: words, upToGb: amount, iops: count, mbPerSecond: amount })).min(1),
  gp3Baseline: z.strictObject({ iops: count, mbPerSecond: amount }),
  space: z.strictObject({ windowsMb: count, linuxRootMb: count, linuxInstallMb: count, memoryPercent: percent }),
  pythonVersion: words,
  xenVolumesOfRedHatDriver: count,
  heartbeatMinutes: amount,
  registrationMinutes: amount,
  appliance: z.strictObject({ vcpus: count, memoryGib: amount, osDiskGb: amount, dataDisksGb: z.array(amount), systems: z.array(version) }),
  capacity: z.array(z.strictObject({ vcpus: count, memoryGib: amount, cacheGib: amount, machines: count, churnGbPerDay: amount })).min(1),
  processServer: z.strictObject({ freeSpacePercent: threshold(percent), busyPercent: threshold(percent), backlogMinutes: threshold(amount), machines: count, churnGbPerDay: amount }),
  agentVersionsBack: count,
  protectedDisks: count,
  retentionHours: count,
  recoveryPlan: z.strictObject({ machines: count, groups: count }),
  addressesReservedPerSubnet: count,
  assumedChurnPercent: percent,
});

/** A whole profile. */
export const profileSchema: z.ZodType<RuleProfile> = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{1,39}$/, 'must be 2 to 40 small letters, digits and hyphens'),
  title: words,
  dated: z.iso.date('must be a day such as 2026-04-06'),
  link: z.url({ protocol: /^https$/, error: 'must be an https address' }),
  systems: z.array(systemSchema).min(1),
  linuxStorage: z.strictObject({ nitro: support, xen: support, why: words }),
  kernels: z.array(kernelSchema),
  pvDrivers: z.strictObject({ accepted: z.array(words), refused: z.array(words), goTo: z.array(z.strictObject({ version, driver: words })) }),
  limits: limitsSchema,
});

function upsideDown({ from, to }: { readonly from: string; readonly to: string }): boolean {
  const [low, high] = [versionParts(from), versionParts(to)];
  if (low === null || high === null) return false;
  const apart = low.map((part, i) => (high[i] ?? part) - part).find((d) => d !== 0);
  return apart !== undefined && apart < 0;
}
