/** The gate before a cutover: what blocks, what only warns, and what approvers see. What is judged is told by the checks before a failover. */
import { describe, expect, test } from '@jest/globals';
import { CHECKS } from '../../src/domain/checks/index.ts';
import type { Finding, Override, Verdict } from '../../src/domain/finding.ts';
import { cutoverEvidence, type GateInput } from '../../src/domain/gate.ts';
import { DAY } from '../../src/domain/time.ts';
import { known, ownItem, replicated } from '../domain/checks/input.ts';
import { item, migration, OLA, T0 } from '../domain/migration/fixtures.ts';

const good = { works: true, reason: 'logged in', by: OLA, at: T0 - DAY };
const gate = (change: Partial<GateInput> = {}): GateInput => ({ migration: migration({ position: { phase: 'tested' }, verdict: good }), item: item(), now: T0, findings: [], overrides: [], ...change });
const finding = (verdict: Verdict, change: Partial<Finding> = {}): Finding => ({
  ...{ check: 'SRC-STATE', title: 'Power state', verdict, severity: 'block', evidence: 'seen', expected: 'wanted', link: null, remedy: 'do it', curer: 'aws', cause: null, causeText: null },
  ...{ question: null, attested: null, override: null, overridable: true, missingRule: null },
  ...change,
});
const override = (check: string, change: Partial<Override> = {}): Override => ({ check, cause: null, reason: 'rehearsed twice', by: OLA, at: T0 - DAY, until: T0 + DAY, ...change });

test('a healthy, tested machine passes, and the evidence says what was measured', () => {
  expect(cutoverEvidence(gate())).toEqual({ at: T0, rpoSeconds: 60, replicationHealth: 'normal', backlogMb: 0, test: { works: true, at: T0 - DAY, by: OLA.name }, warnings: [], blocks: [] });
});

test('without an item and a verdict nothing was measured', () => {
  expect(cutoverEvidence(gate({ item: null, migration: migration({ verdict: null }) }))).toMatchObject({ rpoSeconds: null, replicationHealth: 'none', backlogMb: null, test: null });
});

test.each([
  { reason: 'a block', findings: [finding('block')], blocks: ['Power state: seen'], warnings: [] },
  { reason: 'an unknown that could be a block', findings: [finding('unknown')], blocks: ['Power state: seen'], warnings: [] },
  { reason: 'an unknown that could only warn', findings: [finding('unknown', { severity: 'warn' })], blocks: [], warnings: ['Power state: seen'] },
  { reason: 'a warning, and nothing of what is well', findings: [finding('warn'), finding('info'), finding('pass')], blocks: [], warnings: ['Power state: seen'] },
  { reason: 'everything that is wrong at once', findings: [finding('block', { evidence: 'one' }), finding('unknown', { evidence: 'two' })], blocks: ['Power state: one', 'Power state: two'], warnings: [] },
])('$reason', ({ findings, blocks, warnings }) => {
  expect(cutoverEvidence(gate({ findings }))).toMatchObject({ blocks, warnings });
});

describe('what somebody let pass', () => {
  test('blocks no more, but whoever approves reads who did it and why', () => {
    const passed = finding('block', { override: override('SRC-STATE') });
    expect(cutoverEvidence(gate({ findings: [passed], overrides: [override('SRC-STATE')] }))).toMatchObject({ blocks: [], warnings: [`Let pass by ${OLA.name} ("rehearsed twice"): Power state: seen`] });
  });

  test('is told as well when it stood before the replication', () => {
    expect(cutoverEvidence(gate({ findings: [finding('pass')], overrides: [override('OS-STORAGE')] })).warnings).toEqual([`Let pass by ${OLA.name} ("rehearsed twice"): OS-STORAGE, before the replication`]);
  });

  test('is not told once its time is over, or where the check has nothing against the machine any more', () => {
    expect(cutoverEvidence(gate({ findings: [finding('pass')], overrides: [override('OS-STORAGE', { until: T0 }), override('SRC-STATE')] })).warnings).toEqual([]);
  });
});

describe('with the checks themselves', () => {
  const findingsOf = (given = replicated()) => CHECKS.filter((c) => c.phases.includes('failover')).map((c) => c.run(given));

  test('a machine in order has nothing in its way', () => {
    expect(cutoverEvidence(gate({ findings: findingsOf() }))).toMatchObject({ blocks: [], warnings: [] });
  });

  test('everything that is wrong with the item is told, each once', () => {
    const bad = ownItem({ protectionState: 'x', protectionText: 'First copy', allowedOperations: [], resyncRequired: true, rpoSeconds: null, testFailoverState: 'WaitingForCompletion' });
    const { blocks } = cutoverEvidence(gate({ findings: findingsOf(replicated({ item: known(bad), known: { ...replicated().known, test: null } })) }));
    expect(blocks.map((b) => b.split(':')[0])).toEqual(['What Site Recovery allows', 'First copy', 'Resynchronisation', 'Recovery point objective', 'Test failover', 'Clean-up of the test failover']);
  });

  test('no item is one block, not fifteen', () => {
    const { blocks } = cutoverEvidence(gate({ item: null, findings: findingsOf(replicated({ item: known(null) })) }));
    expect(blocks).toEqual([expect.stringMatching(/no such protected item/)]);
  });
});
