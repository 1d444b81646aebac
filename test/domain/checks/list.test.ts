import { readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { CHECKS, runChecks } from '../../../src/domain/checks/index.ts';
import { isReady } from '../../../src/domain/finding.ts';
import { facts, input } from './input.ts';

const NOT_CHECKS = new Set(['index.ts', 'types.ts']);
const files = readdirSync(new URL('../../../src/domain/checks', import.meta.url)).filter((f) => f.endsWith('.ts') && !NOT_CHECKS.has(f));

describe('the list of checks', () => {
  test('names every file of the folder once', () => {
    expect(CHECKS.map((c) => `${c.id.toLowerCase()}.ts`).sort()).toEqual(files.sort());
  });

  test('a machine in order passes or informs, and is ready', () => {
    const report = runChecks(input());
    expect(report.findings.filter((f) => f.verdict !== 'pass' && f.verdict !== 'info')).toEqual([]);
    expect(isReady(report)).toBe(true);
    expect(report).toMatchObject({ instanceId: 'i-0aaaaaaaaaaaaaaa1', name: 'web-01', profile: 'modern-2026' });
  });

  test('every finding says what was seen and when, and what was expected by which source', () => {
    for (const finding of runChecks(input()).findings) {
      expect(finding.evidence).toMatch(/^\S.*\. Seen 2026-11-21 09:00 UTC\.$/);
      expect(finding.expected).toMatch(/\.$/);
    }
  });

  test('every finding that stands in the way offers a step', () => {
    const broken = input({ facts: facts({ power: 'terminated', architecture: 'arm64', virtualization: 'paravirtual', privateIp: null }), sameIp: ['i-2'] });
    for (const finding of runChecks(broken).findings.filter((f) => f.verdict !== 'pass' && f.verdict !== 'info')) expect(finding.remedy).not.toBe('');
  });

  test('a failover leaves out what was settled before the replication', () => {
    const ids = runChecks(input({ phase: 'failover' })).findings.map((f) => f.check);
    expect(ids).toContain('ASR-APPL');
    expect(ids).not.toContain('SRC-DUP');
  });
});
