import { describe, expect, test } from '@jest/globals';
import { detectOs } from '../../../src/domain/os.ts';
import { kernelPatternProblem } from '../../../src/domain/os/kernel.ts';
import { versionParts } from '../../../src/domain/os/version.ts';
import { profileById, profileFor, PROFILES } from '../../../src/domain/profiles/index.ts';
import { supportOf } from '../../../src/domain/profiles/support.ts';
import { facts, known, NOW } from '../checks/input.ts';

const guest = (platformName: string, platformVersion: string, platformType = 'Linux') =>
  detectOs(facts({ platform: null, platformDetails: 'Linux/UNIX', image: known(null), guest: known({ platformType, platformName, platformVersion, computerName: null, online: true, lastPing: NOW }) }));

const ROWS = [
  { os: guest('Ubuntu', '22.04'), seed: 'no', classic: 'no', modern: 'yes', reason: 'kept for the appliance' },
  { os: guest('Ubuntu', '23.10'), seed: 'no', classic: 'no', modern: 'no', reason: 'no long-term release' },
  { os: guest('Red Hat Enterprise Linux Server', '6.7'), seed: 'yes', classic: 'yes', modern: 'yes', reason: 'in every list' },
  { os: guest('Red Hat Enterprise Linux', '9.4'), seed: 'no', classic: 'no', modern: 'yes', reason: 'kept for the appliance' },
  { os: guest('CentOS Linux', '7.9.2009'), seed: 'no', classic: 'yes', modern: 'no', reason: 'dropped since' },
  { os: guest('SLES', '15.5'), seed: 'no', classic: 'no', modern: 'yes', reason: 'SP5 is kept for the appliance' },
  { os: guest('Debian GNU/Linux', '9'), seed: 'no', classic: 'unsure', modern: 'unsure', reason: '9.0 is the one that is left out' },
  { os: guest('Oracle Linux Server', '8.9'), seed: 'no', classic: 'no', modern: 'yes', reason: 'kept for the appliance' },
  { os: guest('Microsoft Windows Server 2025 Datacenter', '10.0.26100', 'Windows'), seed: 'no', classic: 'no', modern: 'yes', reason: 'newer than the list of 2023' },
  { os: guest('Microsoft Windows Server 2012 R2 Standard', '6.3.9600', 'Windows'), seed: 'yes', classic: 'yes', modern: 'yes', reason: 'in every list' },
] as const;

describe('the support lists', () => {
  test.each(ROWS)('$os.family $os.version: $reason', ({ os, seed, classic, modern }) => {
    expect(PROFILES.map((p) => supportOf(p, os).answer)).toEqual([seed, classic, modern]);
  });

  test('every bound is a version, and no range is upside down', () => {
    for (const { from, to } of PROFILES.flatMap((p) => p.systems)) {
      const [low, high] = [versionParts(from) ?? [], versionParts(to) ?? []];
      expect(low.length).toBeGreaterThan(0);
      const apart = low.map((part, i) => (high[i] ?? part) - part).find((d) => d !== 0) ?? 0;
      expect(apart).toBeGreaterThanOrEqual(0);
    }
  });

  test('every list carries its day and its address', () => {
    for (const p of PROFILES) expect([p.dated, p.link]).toEqual([expect.stringMatching(/^\d{4}-\d\d-\d\d$/), expect.stringMatching(/^https:\/\/learn\.microsoft\.com\//)]);
  });

  test('every kernel of a list is one that can be compared', () => {
    expect(PROFILES.flatMap((p) => p.kernels.flatMap((k) => k.kernels.map(kernelPatternProblem))).filter((problem) => problem !== null)).toEqual([]);
  });

  test('what counts as more is in order', () => {
    for (const { limits } of PROFILES) {
      for (const table of [limits.diskTiers.map((t) => t.upToGb), limits.capacity.map((c) => c.machines), limits.churn.premium.map((c) => c.upToGb)]) expect(table).toEqual([...table].sort((a, b) => a - b));
      expect(limits.diskTiers.at(-1)?.upToGb).toBe(limits.diskGb.most);
    }
  });

  test('the vault decides which list counts', () => {
    expect([profileFor('InMageRcm').id, profileFor('InMageAzureV2').id]).toEqual(['modern-2026', 'classic-2023']);
    expect([profileById(PROFILES, 'seed-2017')?.id, profileById(PROFILES, 'nonsense')]).toEqual(['seed-2017', null]);
  });
});
