/** The gate before a cutover: what blocks, what only warns, and what approvers see. */
import { describe, expect, test } from '@jest/globals';
import type { Finding, Verdict } from '../../src/domain/finding.ts';
import { cutoverEvidence, type GateInput } from '../../src/domain/gate.ts';
import type { Item } from '../../src/domain/observation.ts';
import { DAY, MINUTE } from '../../src/domain/time.ts';
import { item, migration, OLA, T0 } from '../domain/migration/fixtures.ts';

const good = { works: true, reason: 'logged in', by: OLA, at: T0 - DAY };
const gate = (change: Partial<GateInput> = {}): GateInput => ({ migration: migration({ position: { phase: 'tested' }, verdict: good }), item: item(), asOf: T0, now: T0, findings: [], limits: { rpoSeconds: 900, testMaxAgeDays: 30 }, ...change });
const finding = (verdict: Verdict): Finding => ({ check: 'SRC-STATE', title: 'Power state', verdict, evidence: 'seen', expected: 'wanted', remedy: 'do it', cause: null });
const error = { code: '1', summary: 'The agent is silent', causes: '', advice: '', level: 'error' } as const;

test('a healthy, tested machine passes, and the evidence says what was measured', () => {
  expect(cutoverEvidence(gate())).toEqual({ at: T0, rpoSeconds: 60, replicationHealth: 'normal', backlogMb: 0, test: { works: true, at: T0 - DAY, by: OLA.name }, warnings: [], blocks: [] });
});

describe('blocks', () => {
  const items: readonly { readonly change: Partial<Item>; readonly says: RegExp }[] = [
    { change: { protectionState: 'InitialReplicationInProgress', protectionText: 'First copy' }, says: /not show the machine as protected, but as: First copy/ },
    { change: { allowedOperations: ['TestFailover'] }, says: /does not allow a failover/ },
    { change: { running: { scenario: 'TestFailover', jobId: null } }, says: /is running another job/ },
    { change: { replicationHealth: 'critical', healthErrors: [error] }, says: /critical: The agent is silent/ },
    { change: { replicationHealth: 'critical', healthErrors: [] }, says: /critical: no reason given/ },
    { change: { resyncRequired: true }, says: /resynchronisation/ },
    { change: { testFailoverState: 'WaitingForCompletion' }, says: /not cleaned up/ },
    { change: { rpoSeconds: null }, says: /RPO is not known/ },
    { change: { rpoSeconds: 901 }, says: /RPO is 1[56] min; the limit is 15 min/ },
    { change: { rpoAt: T0 - 15 * MINUTE - 1 }, says: /more than 15 minutes ago/ },
  ];
  test.each(items)('$says', ({ change, says }) => {
    const { blocks } = cutoverEvidence(gate({ item: item(change) }));
    expect(blocks).toEqual([expect.stringMatching(says)]);
  });

  test.each([
    { reason: 'no item', change: { item: null }, says: /no such protected item/ },
    { reason: 'never tested', change: { migration: migration({ position: { phase: 'tested' }, verdict: null }) }, says: /No test failover was judged yet/ },
    { reason: 'tested in vain', change: { migration: migration({ verdict: { ...good, works: false, reason: 'no login' } }) }, says: /did not work: no login/ },
    { reason: 'tested long ago', change: { now: good.at + 30 * DAY + 1, asOf: T0 }, says: /more than 30 days old/ },
    { reason: 'a check that blocks', change: { findings: [finding('block')] }, says: /Power state: seen/ },
    { reason: 'a check that could not be read', change: { findings: [finding('unknown')] }, says: /Power state: seen/ },
  ])('$reason', ({ change, says }) => {
    expect(cutoverEvidence(gate(change)).blocks).toEqual([expect.stringMatching(says)]);
  });

  test('everything that is wrong is told at once', () => {
    const bad = item({ protectionState: 'x', allowedOperations: [], resyncRequired: true, rpoSeconds: null });
    expect(cutoverEvidence(gate({ item: bad, migration: migration({ verdict: null }), findings: [finding('block')] })).blocks).toHaveLength(6);
  });
});

test.each([
  { reason: 'the limits themselves are allowed', change: { item: item({ rpoSeconds: 900, rpoAt: T0 - 15 * MINUTE }), now: good.at + 30 * DAY } },
  { reason: 'an RPO whose moment is not told counts by its value', change: { item: item({ rpoAt: null }) } },
  { reason: 'ages are measured on the clock of the cloud, not ours', change: { now: T0 + 20 * MINUTE, asOf: T0 } },
])('$reason', ({ change }) => {
  expect(cutoverEvidence(gate(change)).blocks).toEqual([]);
});

test.each([
  { reason: 'health', change: { item: item({ replicationHealth: 'warning', healthErrors: [error] }) }, warnings: ['Replication health is warning: The agent is silent'] },
  { reason: 'what is still to be sent', change: { item: item({ backlogMb: 12.4 }) }, warnings: ['12 MB still wait to be sent; the cutover waits until nothing does'] },
  { reason: 'a check that warns', change: { findings: [finding('warn'), finding('info'), finding('pass')] }, warnings: ['Power state: seen'] },
])('$reason only warns', ({ change, warnings }) => {
  const evidence = cutoverEvidence(gate(change));
  expect([evidence.blocks, evidence.warnings]).toEqual([[], warnings]);
});
