/** Rows of the check tables: one machine, one check, the verdict it has to reach and why. */
import { describe, expect, test } from '@jest/globals';
import type { Check, CheckInput } from '../../../../src/domain/checks/types.ts';
import type { Verdict } from '../../../../src/domain/finding.ts';
import type { MachineFacts } from '../../../../src/domain/machine.ts';
import { attested, facts, input, known, NOW, withAnswer } from '../input.ts';

export type Row = {
  readonly check: Check;
  readonly verdict: Verdict;
  readonly given: CheckInput;
  readonly reason: string;
  readonly says?: RegExp;
  readonly remedy?: RegExp;
  readonly cause?: RegExp;
};

/** One test per row, and one that every check of the table has a machine that passes and one that does not. */
export function table(name: string, rows: readonly Row[]): void {
  describe(name, () => {
    test.each(rows.map((row) => ({ id: row.check.id, ...row })))('$id is $verdict: $reason', ({ check, verdict, given, says, remedy, cause }) => {
      const finding = check.run(given);
      expect({ verdict: finding.verdict, evidence: finding.evidence }).toMatchObject({ verdict });
      expect(finding.evidence).toMatch(says ?? /./);
      expect(finding.remedy).toMatch(remedy ?? /^/);
      expect(finding.cause ?? '').toMatch(cause ?? /^/);
    });

    test.each([...new Set(rows.map((r) => r.check))].map((check) => ({ id: check.id, check })))('$id has a machine on either side', ({ check }) => {
      const verdicts = rows.filter((r) => r.check === check).map((r) => r.verdict);
      expect(verdicts.some((v) => v === 'pass' || v === 'info')).toBe(true);
      expect(verdicts.some((v) => v !== 'pass')).toBe(true);
    });
  });
}

/** The good input, where nobody has answered this check's question. */
export function unanswered(check: Check, given: CheckInput = input()): CheckInput {
  return withAnswer(given, check.id, null);
}

export function answered(check: Check, o: { readonly answer?: 'yes' | 'no' | 'skip'; readonly note?: string }, given: CheckInput = input()): CheckInput {
  return withAnswer(given, check.id, attested({ answer: 'yes', ...o }));
}

/** Pass, fail and unknown of a question that somebody has to answer. */
export function questionRows(check: Check, no: Verdict, given: CheckInput = input()): readonly Row[] {
  return [
    { check, verdict: 'pass', given: answered(check, {}, given), reason: 'Ada said yes', says: /^Attested, not seen: yes\. Ada said so on 2026-11-20 09:00 UTC, valid until 2026-12-21 09:00 UTC\./ },
    { check, verdict: no, given: answered(check, { answer: 'no', note: 'looked today' }, given), reason: 'Ada said no', says: /"looked today"/, remedy: /\w/ },
    { check, verdict: 'unknown', given: unanswered(check, given), reason: 'nobody has answered', remedy: /Let somebody who knows the machine answer/ },
    { check, verdict: 'unknown', given: answered(check, { answer: 'skip' }, given), reason: 'skipped is not yes', says: /skipped/ },
  ];
}

const LINUX = { platform: null, platformDetails: 'Linux/UNIX', usageOperation: 'RunInstances', image: known(null) };

export function guestReport(platformName: string, platformVersion: string, platformType = 'Linux'): MachineFacts['guest'] {
  return known({ platformType, platformName, platformVersion, computerName: null, online: true, lastPing: NOW });
}

/** A Linux machine whose SSM agent reports. */
export function linux(name = 'Red Hat Enterprise Linux', version = '8.6', change: Partial<MachineFacts> = {}): CheckInput {
  return input({ facts: facts({ ...LINUX, guest: guestReport(name, version), ...change }) });
}

/** A Windows machine whose SSM agent reports. */
export function windows(name: string, version: string, change: Partial<MachineFacts> = {}): CheckInput {
  return input({ facts: facts({ guest: guestReport(name, version, 'Windows'), image: known(null), ...change }) });
}

/** A machine of which only AWS's billing says anything. */
export function silent(change: Partial<MachineFacts> = {}): CheckInput {
  return input({ facts: facts({ guest: known(null), image: known(null), ...change }) });
}

export const SILENT_LINUX = LINUX;
