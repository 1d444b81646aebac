/** Many reports become the few lines that people read. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { CheckReport, Finding, Override, Verdict } from '../../src/domain/finding.ts';
import { groupByCause } from '../../src/domain/group-by-cause.ts';
import { person } from './migration/fixtures.ts';

const AT = Date.UTC(2026, 10, 21, 2, 0);

function finding(check: string, verdict: Verdict, change: Partial<Finding> = {}): Finding {
  return {
    ...{ check, title: `Title of ${check}`, verdict, severity: 'block', evidence: 'seen', expected: 'wanted', link: null, remedy: 'do it', curer: 'aws', cause: null, causeText: null },
    ...{ question: null, attested: null, override: null, overridable: true, missingRule: null },
    ...change,
  };
}

const shared = (check: string, cause: string, causeText: string, verdict: Verdict = 'block'): Finding => finding(check, verdict, { cause: `${check}:${cause}`, causeText });
const report = (n: number, findings: readonly Finding[]): CheckReport => ({ instanceId: `i-${String(n).padStart(3, '0')}`, name: `app-${String(n).padStart(2, '0')}`, at: AT, profile: 'modern-2026', findings });
const override: Override = { check: 'OS-STORAGE', cause: null, reason: 'tested twice', by: person('ana'), at: AT, until: AT + 1 };
const lines = (reports: readonly CheckReport[]): readonly string[] => groupByCause(reports).map((g) => g.text);

/** The wave of the acceptance scenario: 25 machines, eight causes, and a configuration server that is on its way. */
function wave(): readonly CheckReport[] {
  const port = shared('NET-SG-OUT', 'sg-1:9443', 'TCP 9443 closed in sg-1 (corp-legacy-egress)');
  const room = shared('AZ-VNET', 'prod/machines', 'prod/machines has too few free addresses');
  const quota = shared('AZ-QUOTA', 'standarddsv5family', 'Standard DSv5 Family vCPUs: 28 of 40 free');
  const server = shared('ASR-APPL', 'waiting', 'asr-config-server was registered 6 minutes ago: waiting', 'warn');
  const own = new Map<number, Finding>([
    [1, finding('OS-LINUX', 'block')],
    ...[2, 3, 4].map((n) => [n, shared('OS-PVDRV', 'redhat', 'RedHat PV drivers')] as const),
    [5, finding('OS-SPACE', 'block', { cause: 'OS-SPACE:answered-no', causeText: 'Free space: answered no' })],
    ...[6, 7].map((n) => [n, shared('SRC-SAMEIP', '10.1.1.5', 'Two instances have the address 10.1.1.5')] as const),
    [8, finding('SRC-ASG', 'block')],
  ]);
  return Array.from({ length: 25 }, (_, i) => i + 1).map((n) => report(n, [finding('SRC-STATE', 'pass'), ...[own.get(n)].filter((f) => f !== undefined), ...(n > 14 ? [port] : []), room, quota, server]));
}

describe('the wave with real defects', () => {
  test('comes out as eight lines and the server that is on its way, the largest first', () => {
    expect(lines(wave())).toEqual([
      '25 machines: Standard DSv5 Family vCPUs: 28 of 40 free',
      '25 machines: prod/machines has too few free addresses',
      '11 machines: TCP 9443 closed in sg-1 (corp-legacy-egress)',
      '3 machines: RedHat PV drivers',
      '2 machines: Two instances have the address 10.1.1.5',
      'app-01: Title of OS-LINUX',
      'app-05: Free space: answered no',
      'app-08: Title of SRC-ASG',
      '25 machines: asr-config-server was registered 6 minutes ago: waiting',
    ]);
  });

  test('names the machines of a line in order', () => {
    const group = groupByCause(wave().toReversed()).find((g) => g.key === 'NET-SG-OUT:sg-1:9443');
    expect(group?.machines.map((m) => m.name)).toEqual(['app-15', 'app-16', 'app-17', 'app-18', 'app-19', 'app-20', 'app-21', 'app-22', 'app-23', 'app-24', 'app-25']);
    expect(group?.sample.causeText).toBe('TCP 9443 closed in sg-1 (corp-legacy-egress)');
  });
});

test('findings without a cause are one line for each check', () => {
  const groups = groupByCause([1, 2, 3].map((n) => report(n, [finding('SRC-STATE', 'block'), finding('SRC-SPOT', 'warn')])));
  expect(groups.map((g) => [g.key, g.text])).toEqual([['SRC-STATE', '3 machines: Title of SRC-STATE'], ['SRC-SPOT', '3 machines: Title of SRC-SPOT']]);
});

test('what stands in the way comes first, then what warns, what is only unknown, what is only told, and what somebody let pass', () => {
  const findings = [
    finding('A-INFO', 'info'), finding('B-LETPASS', 'block', { override }), finding('C-UNKNOWN', 'unknown', { severity: 'warn' }), finding('D-WARN', 'warn'),
    finding('E-ASKED', 'unknown'), finding('F-BLOCK', 'block'), finding('G-PASS', 'pass'),
  ];
  expect(groupByCause([report(1, findings)]).map((g) => g.sample.check)).toEqual(['F-BLOCK', 'E-ASKED', 'D-WARN', 'C-UNKNOWN', 'A-INFO', 'B-LETPASS']);
});

test('a machine whose block was let pass is no longer counted with those whose block stands, and can be told from them', () => {
  const closed = finding('OS-STORAGE', 'block', { cause: 'OS-STORAGE:nvme', causeText: 'Linux with NVMe' });
  const groups = groupByCause([report(1, [closed]), report(2, [closed]), report(3, [{ ...closed, override }])]);
  expect(groups.map((g) => [g.key, g.text])).toEqual([['OS-STORAGE:nvme', '2 machines: Linux with NVMe'], ['OS-STORAGE:nvme~block~let-pass', 'app-03: Linux with NVMe']]);
});

test('every finding that is no pass is in just one group, keys are unique, and the order of the reports does not matter', () => {
  const anyFinding = fc
    .record({ check: fc.constantFrom('A', 'B'), verdict: fc.constantFrom<Verdict>('pass', 'info', 'warn', 'unknown', 'block'), cause: fc.constantFrom('A:x', 'B:y', null), severity: fc.constantFrom('warn' as const, 'block' as const), letPass: fc.boolean() })
    .map(({ check, verdict, cause, severity, letPass }) => finding(check, verdict, { cause, severity, override: letPass && verdict === 'block' ? override : null, causeText: cause === null ? null : `because ${cause}` }));
  fc.assert(
    fc.property(fc.array(fc.uniqueArray(anyFinding, { selector: (f) => f.check, maxLength: 2 }), { maxLength: 8 }), (all) => {
      const reports = all.map((findings, i) => report(i + 1, findings));
      const groups = groupByCause(reports);
      const wanted = reports.reduce((sum, r) => sum + r.findings.filter((f) => f.verdict !== 'pass').length, 0);
      expect(groups.reduce((sum, g) => sum + g.machines.length, 0)).toBe(wanted);
      expect(new Set(groups.map((g) => g.key)).size).toBe(groups.length);
      expect(groupByCause(reports.toReversed()).map((g) => [g.key, g.text, g.machines])).toEqual(groups.map((g) => [g.key, g.text, g.machines]));
    }),
  );
});
