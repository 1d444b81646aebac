import { describe, expect, test } from '@jest/globals';
import { CHECKS } from '../../../src/domain/checks/index.ts';
import { timeText } from '../../../src/domain/checks/support/words.ts';
import type { Check, CheckInput, Need } from '../../../src/domain/checks/types.ts';
import { isInTheWay } from '../../../src/domain/finding.ts';
import { SOURCE_PARTS } from '../../../src/domain/machine.ts';
import { PROFILES } from '../../../src/domain/profiles/index.ts';
import { appliance, disk, facts, hardware, infrastructure, input, item, known, replicated, rootDisk, UNREADABLE, withFacts } from './input.ts';
import { BOOT_ROWS } from './rows/boot.ts';
import { NETWORK_ROWS } from './rows/network.ts';
import { REPLICATION_ROWS } from './rows/replication.ts';
import { linux, silent, SILENT_LINUX, unanswered, windows, type Row } from './rows/row.ts';
import { SOURCE_ROWS } from './rows/source.ts';
import { STORAGE_ROWS } from './rows/storage.ts';
import { SYSTEM_ROWS } from './rows/system.ts';
import { TARGET_ROWS } from './rows/target.ts';
import { VAULT_ROWS } from './rows/vault.ts';

const fact = (part: (typeof SOURCE_PARTS)[number]) => (i: CheckInput): CheckInput => ({ ...i, facts: { ...i.facts, [part]: UNREADABLE } });
const target = (part: keyof CheckInput['target']) => (i: CheckInput): CheckInput => ({ ...i, target: { ...i.target, [part]: UNREADABLE } });

const UNREAD: { readonly [N in Need]: (i: CheckInput) => CheckInput } = {
  ...{ disks: fact('disks'), rules: fact('rules'), image: fact('image'), guest: fact('guest'), software: fact('software'), hardware: fact('hardware') },
  ...{ status: fact('status'), protection: fact('protection'), subnet: fact('subnet'), acl: fact('acl'), routes: fact('routes') },
  appliance: (i) => ({ ...i, appliance: { facts: UNREADABLE } }),
  vault: (i) => ({ ...i, vault: UNREADABLE }),
  infrastructure: (i) => ({ ...i, infrastructure: UNREADABLE }),
  discovered: (i) => ({ ...i, discovered: UNREADABLE }),
  items: (i) => ({ ...i, items: UNREADABLE }),
  jobs: (i) => ({ ...i, jobs: UNREADABLE }),
  item: (i) => ({ ...i, item: UNREADABLE }),
  offeredSizes: (i) => ({ ...i, offeredSizes: UNREADABLE }),
  ...{ resourceGroups: target('resourceGroups'), networks: target('networks'), nsgs: target('nsgs'), sizes: target('sizes'), quotas: target('quotas') },
  ...{ names: target('names'), cache: target('cache'), locks: target('locks'), policies: target('policies'), permissions: target('permissions') },
};
const NEEDS = Object.keys(UNREAD) as readonly Need[];

function without(given: CheckInput, needs: readonly Need[]): CheckInput {
  return needs.reduce((i, need) => UNREAD[need](i), given);
}

const ROWS: readonly Row[] = [...SOURCE_ROWS, ...SYSTEM_ROWS, ...BOOT_ROWS, ...STORAGE_ROWS, ...NETWORK_ROWS, ...VAULT_ROWS, ...TARGET_ROWS, ...REPLICATION_ROWS];
const TABLED: readonly Check[] = [...new Set(ROWS.map((r) => r.check))];

const image = (name: string) => ({ image: known({ name, description: '', platformDetails: null, ephemeral: [] }) });
const xen = { hardware: known(hardware({ hypervisor: 'xen' })) };

/** Machines of every kind, so that each check is looked at with more than the good one. */
const MACHINES: readonly CheckInput[] = [
  input(),
  replicated(),
  linux(),
  silent(),
  silent(SILENT_LINUX),
  windows('Microsoft Windows Server 2008 R2 Standard', '6.1.7601', xen),
  silent({ ...xen, bootMode: 'uefi', architecture: 'i386', ...image('Windows_Server-2008-SP2-English-64Bit-Base-2019.11.13') }),
  silent({ ...xen, ...image('Windows_Server-2012-R2_RTM-English-64Bit-Base') }),
  silent({ ...SILENT_LINUX, ...image('ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-amd64-server'), disks: known([rootDisk(), disk()]) }),
  silent({ ...SILENT_LINUX, ...image('FreeBSD 14.1-RELEASE-amd64'), disks: known([rootDisk(), disk()]) }),
  withFacts({ power: 'stopped', privateIp: null, architecture: 'i386', bootMode: null, rules: known([]), acl: known([]), routes: known([]) }),
  input({ discovered: known([]), items: known([item({ privateIp: null })]), infrastructure: known(infrastructure({ appliance: null, policies: [] })) }),
  input({ appliance: { facts: known(appliance({ vpcId: 'vpc-2', rules: known([]) })) }, phase: 'failover' }),
];

/** Billed as Windows, and Linux all the same: only its guest knows, so nothing can be said of it in the dark. */
const CONTRADICTION = linux('Ubuntu', '22.04', { platform: 'windows', platformDetails: 'Windows', usageOperation: 'RunInstances:0002', ...xen, bootMode: 'uefi', disks: known([rootDisk(), disk()]) });

function machinesFor(check: Check): readonly CheckInput[] {
  return [...MACHINES, ...ROWS.filter((r) => r.check === check).map((r) => r.given)];
}

test('every check has its rows', () => {
  expect(CHECKS.filter((c) => !TABLED.includes(c)).map((c) => c.id)).toEqual([]);
});

const each = CHECKS.map((check) => ({ id: check.id, check }));

describe('what a check says it needs', () => {
  test.each(each)('$id looks at nothing else', ({ check }) => {
    const others = NEEDS.filter((n) => !check.needs.includes(n));
    for (const given of machinesFor(check)) expect(check.run(without(given, others))).toEqual(check.run(given));
  });

  test.each(TABLED.filter((c) => c.needs.length > 0).map((check) => ({ id: check.id, check })))('$id looks at all of it', ({ check }) => {
    for (const need of check.needs) {
      const differs = [...machinesFor(check), CONTRADICTION].some((given) => JSON.stringify(check.run(without(given, [need]))) !== JSON.stringify(check.run(given)));
      expect({ need, differs }).toEqual({ need, differs: true });
    }
  });

  test.each(each)('$id never gets better by knowing less', ({ check }) => {
    for (const given of machinesFor(check)) {
      const before = check.run(given).verdict;
      if (before !== 'block' && before !== 'unknown') continue;
      for (const dark of [...check.needs.map((n) => [n]), check.needs]) {
        const after = check.run(without(given, dark));
        // A person's word may stand in for what can no longer be read.
        if (after.attested === null) expect({ evidence: after.evidence, verdict: after.verdict }).not.toMatchObject({ verdict: 'pass' });
      }
    }
  });
});

// These pass in the dark because the plain instance says enough; everything else has to say that it does not know.
const ENOUGH_FROM_THE_INSTANCE: { readonly [check: string]: string } = {
  'SRC-STATE': 'a machine that runs needs no item',
  'OS-AMZN': 'AWS bills it as Windows', 'OS-OTHER': 'AWS bills it as Windows',
  'ARCH-64': 'the architecture is on the instance',
  'BOOT-SECURE': 'it boots by BIOS, says the instance', 'BOOT-2008UEFI': 'it boots by BIOS, says the instance',
};

test.each(each.filter(({ check }) => TABLED.includes(check) && check.needs.length > 0))('$id does not pass when nothing that it needs could be read', ({ check }) => {
  const finding = check.run(without(unanswered(check), check.needs));
  const passes = finding.verdict === 'pass' && !finding.evidence.startsWith('Does not apply: ');
  expect({ evidence: finding.evidence, passes }).toMatchObject({ passes: ENOUGH_FROM_THE_INSTANCE[check.id] !== undefined });
});

describe('every finding', () => {
  test.each(each)('$id says what was seen and when, what was expected, and one step when something is wrong', ({ check }) => {
    for (const given of machinesFor(check)) {
      const f = check.run(given);
      expect(f.evidence).toMatch(/^\S[\s\S]*[.:?!)] Seen \d{4}-\d\d-\d\d \d\d:\d\d UTC\.$/);
      expect(f.evidence.endsWith(` Seen ${timeText(given.now)}.`)).toBe(true);
      expect(f.expected).toMatch(/\.$/);
      if (f.verdict === 'warn' || f.verdict === 'block' || f.verdict === 'unknown') expect({ evidence: f.evidence, remedy: f.remedy }).not.toMatchObject({ remedy: '' });
      if (f.cause !== null) expect([f.cause.startsWith(`${check.id}:`), f.causeText !== '']).toEqual([true, true]);
      expect(`${f.evidence}${f.remedy}${f.expected}${f.causeText ?? ''}`).not.toMatch(/undefined|NaN|\[object|null\b/);
    }
  });

  test.each(each)('$id is as severe as it says', ({ check }) => {
    const verdicts = machinesFor(check).map((given) => check.run(given).verdict);
    if (check.severity === 'info') expect(verdicts).not.toContain('warn');
    // An answer of no may be worse than the question itself: lost data, or a system that cannot boot.
    if (check.severity !== 'block' && check.question === null) expect(verdicts).not.toContain('block');
  });
});

describe('questions', () => {
  const asking = CHECKS.filter((c) => c.question !== null);

  test.each(asking.map((check) => ({ id: check.id, check })))('$id asks one question of all machines, for a week to a quarter', ({ check }) => {
    const texts = MACHINES.map((given) => check.run(unanswered(check, given)).question?.text).filter((t) => t !== undefined);
    expect(new Set(texts).size).toBeLessThanOrEqual(1);
    expect(check.question?.validDays).toBeGreaterThanOrEqual(7);
    expect(check.question?.validDays).toBeLessThanOrEqual(90);
  });

  test('a clean Windows machine on Nitro is asked three things before it may replicate', () => {
    const open = input({ known: { ...input().known, attested: new Map() } });
    const own = CHECKS.filter((c) => c.phases.includes('replicate') && ['source', 'system', 'boot', 'storage'].includes(c.topic));
    expect(own.filter((c) => isInTheWay(c.run(open))).map((c) => c.id)).toEqual(['OS-SPACE', 'OS-BITLOCKER', 'DSK-DYN']);
  });

  test('figures in a question are those of the list in force', () => {
    const space = CHECKS.find((c) => c.id === 'OS-SPACE');
    const [first] = PROFILES;
    if (space === undefined || first === undefined) throw new Error('no such check');
    const profile = { ...first, limits: { ...first.limits, space: { ...first.limits.space, windowsMb: 777 } } };
    expect(space.run(unanswered(space, input({ profile }))).question?.text).toContain('777 MB');
  });
});

test('checks change nothing they are given', () => {
  const given = input({ facts: facts({ power: 'stopped' }) });
  const before = JSON.stringify(given);
  for (const check of CHECKS) check.run(given);
  expect(JSON.stringify(given)).toBe(before);
});
