import { expect, test } from '@jest/globals';
import type { StandRow } from '../../src/domain/stand-report.ts';
import { standHead, standTable } from '../../src/text/stand-table.ts';
import { en } from '../../src/text/en.ts';
import { approvalOf, at, NOW, stuckMigration, worksVerdict } from '../cards/fixtures.ts';

const row = (change: Partial<StandRow>): StandRow => ({ name: 'web-01', instanceId: 'i-1', wave: 'W07', group: 1, migration: null, moments: {}, approvals: [], cost: null, ...change });
const rows: readonly StandRow[] = [
  row({ migration: at('migrated', { verdict: worksVerdict }), moments: { inAzure: NOW }, approvals: [approvalOf({ status: 'done' })], cost: { day: 33, freeUntil: NOW, isPaid: true, amount: 1.5, test: null, leftOn: null } }),
  row({ name: 'web-02', migration: stuckMigration }),
  row({ name: 'web-03', wave: null, group: null }),
];
const report = { title: 'W07', at: NOW, rows, currency: 'EUR' };

test('each machine has one line with a cell for each column', () => {
  const [columns, ...lines] = standTable(report, en);
  expect(lines.map((line) => line.length)).toEqual(lines.map(() => columns?.length));
  const cell = (n: number, name: string): string | undefined => lines[n]?.[columns?.indexOf(name) ?? -1];
  expect([cell(0, 'Test verdict'), cell(0, 'In Azure'), cell(0, 'Day of the free 31'), cell(0, 'Cost so far')]).toEqual(['works', new Date(NOW).toISOString(), '31 + 2 paid', '1.50 EUR']);
  expect(cell(0, 'Approvals')).toMatch(/^A-\d+ cutover: done by /);
  expect(cell(1, 'Trouble')).not.toBe('');
  expect([cell(2, 'State'), cell(2, 'Wave'), cell(2, 'Cost so far')]).toEqual(['not begun', '', '']);
});

test('the head counts who has arrived and who needs a person', () => {
  expect(standHead(report, en).lines[0]).toBe('3 machines: 1 migrated, 1 in need of a person.');
});
