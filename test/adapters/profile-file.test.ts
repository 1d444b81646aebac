import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import { parseProfile, readProfileFile } from '../../src/adapters/profile-file.ts';
import { PROFILES } from '../../src/domain/profiles/index.ts';
import { modern2026 } from '../../src/domain/profiles/modern-2026.ts';
import type { RuleProfile } from '../../src/domain/profiles/types.ts';

const OWN = { ...modern2026, id: 'modern-2027', title: 'The matrix of 2027', dated: '2027-02-01' };
const HEAD = "extends: modern-2026\nid: modern-2027\ntitle: The matrix of 2027\ndated: '2027-02-01'\n";

function parsed(text: string): RuleProfile {
  const read = parseProfile({ file: 'rules.yaml', text }, PROFILES);
  if (!read.ok) throw new Error(read.problems.join('\n'));
  return read.profile;
}

function problems(text: string): readonly string[] {
  const read = parseProfile({ file: 'rules.yaml', text }, PROFILES);
  return read.ok ? [] : read.problems;
}

describe('a rule profile from a file', () => {
  test.each(PROFILES.map((p) => ({ id: p.id, profile: { ...p, id: `${p.id}-x` } })))('$id survives being written as YAML and as JSON', ({ profile }) => {
    expect(parsed(stringify(profile))).toEqual(profile);
    expect(parsed(JSON.stringify(profile))).toEqual(profile);
  });

  test('may extend another: mappings are merged, lists are replaced', () => {
    const profile = parsed(`${HEAD}kernels: []\nlimits:\n  dataDisks: 99\n  processServer: { machines: 300 }\n`);
    expect(profile).toMatchObject({ id: 'modern-2027', kernels: [], systems: modern2026.systems });
    expect(profile.limits).toEqual({ ...modern2026.limits, dataDisks: 99, processServer: { ...modern2026.limits.processServer, machines: 300 } });
  });

  test('tells every problem at once, each with file, line, column and reason', () => {
    const text = `${HEAD}limits:\n  dataDisks: many\n  dataDisk: 64\nsystems:\n  - { family: rhel, from: 8.10, to: '8.2' }\n  - { family: beos, from: '5', to: '5' }\n  - { family: rhel, from: '9.4', to: '9.1' }\nkernels:\n  - { family: ubuntu, from: '22.04', to: '22.04', kernels: [latest] }\n`;
    expect(problems(text)).toEqual([
      expect.stringMatching(/^rules\.yaml:9:21: systems\.0\.from: .*expected string/),
      expect.stringMatching(/^rules\.yaml:10:7: systems\.1\.family: /),
      'rules.yaml:11:34: systems.2.to: must not end before it begins',
      expect.stringMatching(/^rules\.yaml:13:61: kernels\.0\.kernels\.0: must be a kernel/),
      expect.stringMatching(/^rules\.yaml:6:3: limits\.dataDisks: /),
      'rules.yaml:7:3: limits.dataDisk: is no key of a rule profile',
    ]);
  });

  test.each([
    { reason: 'no YAML at all', text: 'id: [1', says: [/^rules\.yaml:1:\d+: /] },
    { reason: 'a key given twice', text: `${HEAD}id: other\n`, says: [/^rules\.yaml:5:1: .*unique/i] },
    { reason: 'a list', text: '- 1\n', says: [/^rules\.yaml:1:1: must be a mapping/] },
    { reason: 'empty', text: '', says: [/^rules\.yaml:1:1: must be a mapping/] },
    { reason: 'an id that Ferry has', text: HEAD.replace('modern-2027', 'seed-2017'), says: [/^rules\.yaml:2:1: id: seed-2017 is taken/] },
    { reason: 'nothing to extend', text: 'extends: modern-1999\n', says: [/^rules\.yaml:1:1: extends must be one of seed-2017, classic-2023, modern-2026$/] },
    { reason: 'a copy that says nothing of itself', text: 'extends: modern-2026\n', says: [/id: must be given/, /title: must be given/, /dated: must be given/] },
    { reason: 'no day', text: HEAD.replace('2027-02-01', 'spring'), says: [/^rules\.yaml:4:1: dated: must be a day/] },
    { reason: 'an address that is not one', text: `${HEAD}link: http://example.org\n`, says: [/^rules\.yaml:5:1: link: must be an https address/] },
    { reason: 'a negative limit', text: `${HEAD}limits: { dataDisks: -1 }\n`, says: [/^rules\.yaml:5:11: limits\.dataDisks: /] },
    { reason: 'a tag that YAML would run', text: `${HEAD}link: !!js/function 'x'\n`, says: [/^rules\.yaml:5:7: /] },
  ])('is refused: $reason', ({ text, says }) => {
    const found = problems(text);
    expect(found).toHaveLength(says.length);
    for (const [i, pattern] of says.entries()) expect(found[i]).toMatch(pattern);
  });

  test('without anything to extend, every key has to be there', () => {
    const { limits, ...rest } = OWN;
    expect(problems(stringify(rest))).toEqual([expect.stringMatching(/^rules\.yaml:1:1: limits: /)]);
    expect(parsed(stringify({ ...rest, limits }))).toEqual(OWN);
  });
});

describe('the file', () => {
  let dir: string;
  beforeAll(() => { dir = mkdtempSync(join(tmpdir(), 'ferry-rules-')); });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  test('is read from where the setting says', async () => {
    const file = join(dir, 'rules.yaml');
    writeFileSync(file, HEAD);
    expect(await readProfileFile(file, PROFILES)).toEqual({ ok: true, profile: OWN });
  });

  test('that is not there is a problem with its name', async () => {
    expect(await readProfileFile(join(dir, 'none.yaml'), PROFILES)).toEqual({ ok: false, problems: [expect.stringMatching(/none\.yaml: cannot be read: ENOENT/)] });
  });
});
