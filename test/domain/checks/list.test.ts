import { readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { CHECKS, runChecks } from '../../../src/domain/checks/index.ts';
import { isReady } from '../../../src/domain/finding.ts';
import { facts, input, replicated } from './input.ts';

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

  test('a replicated machine in order is ready for its failover', () => {
    const report = runChecks(replicated());
    expect(report.findings.filter((f) => f.verdict !== 'pass' && f.verdict !== 'info')).toEqual([]);
    expect(isReady(report)).toBe(true);
  });

  test('people can tell the checks apart, and nobody is asked for the same thing twice', () => {
    for (const words of [CHECKS.map((c) => c.title), CHECKS.map((c) => c.question?.text).filter((t) => t !== undefined)]) expect(words).toHaveLength(new Set(words).size);
    for (const { needs } of CHECKS) expect(needs).toHaveLength(new Set(needs).size);
  });

  test('a family of checks is one topic', () => {
    const topics: ReadonlyMap<string, string> = new Map([['SRC', 'source'], ['OS', 'system'], ['ARCH', 'boot'], ['VIRT', 'boot'], ['BOOT', 'boot'], ['DSK', 'storage'], ['NET', 'network'], ['AZ', 'target'], ['RPL', 'replication']]);
    const family = (id: string): string => id.split('-')[0] ?? '';
    expect(CHECKS.filter((c) => topics.has(family(c.id)) && topics.get(family(c.id)) !== c.topic).map((c) => c.id)).toEqual([]);
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
