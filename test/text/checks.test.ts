import { describe, expect, test } from '@jest/globals';
import type { DossierEvent } from '../../src/domain/dossier/types.ts';
import { en } from '../../src/text/en.ts';
import { findingTable } from '../../src/text/finding-table.ts';
import { askedOf, attested, findingOf, letPass, reportOf, RULE, runOf } from '../cards/fixtures.ts';

const HOSTILE = '<at>Bot</at> [x](http://evil.example) **bold** ${x}';
const MARKUP = /<at|\]\(|\*\*|\$\{/;

const EVENTS: readonly DossierEvent[] = [
  { type: 'QuestionAnswered', check: HOSTILE, answer: { ...attested, note: HOSTILE } },
  { type: 'BlockOverridden', override: { ...letPass, check: HOSTILE, reason: HOSTILE } },
  { type: 'OverrideWithdrawn', check: HOSTILE, reason: HOSTILE },
  { type: 'RuleAdditionAsked', rule: RULE },
  ...(['added', 'existed', 'refused', 'unclear'] as const).map((outcome) => ({ type: 'RuleAdditionEnded' as const, rule: RULE, outcome, why: HOSTILE, requestId: null })),
];

test.each(EVENTS)('what people said and decided has one harmless sentence: $type', (event) => {
  const line = en.history(event);
  expect(line.length).toBeGreaterThan(10);
  expect(line).not.toMatch(/undefined|null|\n/);
  expect(line).not.toMatch(MARKUP);
});

test('the sentences of the conversation about checks repeat nothing with markup', () => {
  const { runs, answers, overrides, rules, exports } = en.checks;
  const questions = [
    overrides.question({ check: HOSTILE, name: HOSTILE, title: HOSTILE, evidence: HOSTILE, remedy: HOSTILE }),
    overrides.withdraw({ check: HOSTILE, name: HOSTILE, by: HOSTILE, reason: HOSTILE }),
    rules.question({ ...RULE, groupId: HOSTILE, description: HOSTILE, peer: { kind: 'group', groupId: HOSTILE } }, { name: HOSTILE, cause: HOSTILE, command: 'aws ec2 help' }),
  ];
  const texts = [
    runs.started(1, HOSTILE), runs.again(2, HOSTILE), runs.oneAgain(HOSTILE, 1), runs.unknownCheck([HOSTILE]), answers.none(HOSTILE), answers.kept(1, HOSTILE), answers.keptAll(2, HOSTILE), overrides.done(HOSTILE, HOSTILE, 'now'),
    overrides.withdrawn(HOSTILE, HOSTILE), rules.outcome({ outcome: 'refused', why: HOSTILE }), rules.outcome({ outcome: 'unclear', why: HOSTILE }), exports.notChecked(HOSTILE), ...questions.flatMap((q) => [q.title, ...q.lines, ...q.warnings]),
  ];
  expect(texts.filter((t) => MARKUP.test(t))).toEqual([]);
});

describe('the table of findings', () => {
  const rows = findingTable({ reports: [{ ...reportOf([]), findings: [findingOf({ override: letPass }), askedOf({ attested, verdict: 'pass' })] }], sums: runOf(1).sums }, en);
  const [head = [], ...body] = rows;
  const cell = (row: number, column: string): string | undefined => body[row]?.[head.indexOf(column)];

  test('has a heading, one row for each machine and finding, then the sums, all of one width', () => {
    expect(body).toHaveLength(3);
    for (const row of rows) expect(row).toHaveLength(head.length);
    expect(new Set(head).size).toBe(head.length);
    expect(cell(2, 'Machine')).toBe('(sum over all machines)');
    expect(cell(2, 'Check')).toBe('SUM-VCPU-FAMILY');
  });

  test('says what is in the way, who let it pass, and what was attested by whom until when', () => {
    expect([cell(0, 'Machine'), cell(0, 'Instance id'), cell(0, 'Check'), cell(0, 'Verdict'), cell(0, 'In the way')]).toEqual(['web-01', 'i-0aaaaaaaaaaaaaa01', 'NET-SG-OUT', 'block', 'no']);
    expect([cell(0, 'Let pass by'), cell(0, 'Let pass until (UTC)'), cell(0, 'Let pass because')]).toEqual(['Amir Approver', '2026-12-21T02:14:09.000Z', 'The group is suspended until Sunday.']);
    expect([cell(1, 'Attested'), cell(1, 'Attested by'), cell(1, 'Note')]).toEqual(['yes', 'Olive Owner', 'asked the storage team']);
    expect(cell(0, 'Remedy')).toMatch(/^aws ec2 .*\}\]$/);
    expect(cell(0, 'Cause')).toBe('TCP 9443 closed in sg-0123 (corp-legacy-egress)');
  });
});
