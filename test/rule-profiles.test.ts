import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loadProfiles } from '../src/rule-profiles.ts';

describe('the rule profiles at start', () => {
  let file: string;
  let dir: string;
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'ferry-rules-'));
    file = join(dir, 'rules.yaml');
    writeFileSync(file, "extends: classic-2023\nid: ours\ntitle: Our own list\ndated: '2026-10-01'\n");
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  test('are those that Ferry brings along', async () => {
    expect((await loadProfiles({ ruleProfile: null, ruleProfileFile: null })).map((p) => p.id)).toEqual(['seed-2017', 'classic-2023', 'modern-2026']);
  });

  test('take in the file of a deployer, which may then be chosen', async () => {
    expect((await loadProfiles({ ruleProfile: 'ours', ruleProfileFile: file })).at(-1)).toMatchObject({ id: 'ours', dated: '2026-10-01' });
  });

  test('a profile that nobody knows keeps Ferry from starting, and the known ones are named', async () => {
    await expect(loadProfiles({ ruleProfile: 'ours', ruleProfileFile: null })).rejects.toMatchObject({ code: 'FERRY_SETTINGS', message: expect.stringMatching(/FERRY_RULE_PROFILE is ours, which is none of seed-2017, classic-2023, modern-2026$/) });
  });

  test('a malformed file keeps Ferry from starting, with line and reason', async () => {
    const broken = join(dir, 'broken.yaml');
    writeFileSync(broken, 'extends: modern-2026\nid: ours\ntitle: x\ndated: soon\n');
    await expect(loadProfiles({ ruleProfile: null, ruleProfileFile: broken })).rejects.toMatchObject({ code: 'FERRY_SETTINGS', message: expect.stringMatching(/broken\.yaml:4:1: dated: must be a day/) });
  });
});
