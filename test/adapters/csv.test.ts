/** Tables as spreadsheets write them: whatever separates the cells, each comes back as it was meant. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { makeTables, toCsv, toPlanCsv } from '../../src/adapters/csv.ts';

const tables = makeTables({ mostBytes: 10_000, mostRows: 5 });
const cells = (text: string) => {
  const read = tables.read(text);
  return read.ok ? read.value.map((r) => [r.line, ...r.cells]) : read.error;
};

describe('what spreadsheets write', () => {
  const plain = [[1, 'wave', 'machine'], [2, 'W07', 'web, the first']];
  test.each([
    { text: 'wave,machine\nW07,"web, the first"\n', gives: plain, reason: 'commas' },
    { text: '\uFEFFwave;machine\r\nW07;web, the first\r\n', gives: plain, reason: 'a mark, semicolons, CRLF' },
    { text: 'wave\tmachine\nW07\tweb, the first', gives: plain, reason: 'tabs, no end' },
    { text: 'sep=;\r\nwave;machine\r\nW07;web, the first', gives: [[2, 'wave', 'machine'], [3, 'W07', 'web, the first']], reason: 'with the separator told' },
    { text: '"wave";"machine"\nW07;"say ""hi"""', gives: [[1, 'wave', 'machine'], [2, 'W07', 'say "hi"']], reason: 'quotes' },
    { text: 'wave,note\nW07,"two\nlines"\nW08,x', gives: [[1, 'wave', 'note'], [2, 'W07', 'two\nlines'], [4, 'W08', 'x']], reason: 'lines are counted as an editor counts them' },
    { text: 'wave,machine\n\n\nW07,a', gives: [[1, 'wave', 'machine'], [4, 'W07', 'a']], reason: 'blank lines' },
    { text: '# one, two, three, four\nwave;machine\nW07;a', gives: [[1, '# one, two, three, four'], [2, 'wave', 'machine'], [3, 'W07', 'a']], reason: 'an explanation above does not tell what separates' },
    { text: 'wave,machine\nW07,\'=HYPERLINK("x")', gives: [[1, 'wave', 'machine'], [2, 'W07', '=HYPERLINK("x")']], reason: 'a formula that was made harmless' },
    { text: 'wave,machine\nW07,"open', gives: { why: 'not-a-table', line: 2, most: 0 }, reason: 'a quotation mark that is not closed' },
    { text: 'wave,machine\rW07,a\r\rW08,b', gives: [[1, 'wave', 'machine'], [2, 'W07', 'a'], [4, 'W08', 'b']], reason: 'line ends of an old Mac' },
    { text: '# one\n"# two, three"\n# four\n# five\nh\n1\n2\n3\n4\n5', gives: expect.arrayContaining([[10, '5']]), reason: 'explanations are no rows' },
    { text: 'h\r1\r2\r3\r4\r5\r6', gives: { why: 'too-many-rows', line: 0, most: 5 }, reason: 'one row too many for a Mac' },
    { text: 'h\n5" disk\n2\n3\n4\n5\n6\n7', gives: { why: 'too-many-rows', line: 0, most: 5 }, reason: 'rows behind a quotation mark inside of a cell' },
    { text: 'h\n1\n2\n3\n4\n5\n6', gives: { why: 'too-many-rows', line: 0, most: 5 }, reason: 'one row too many' },
    { text: 'x'.repeat(10_001), gives: { why: 'too-large', line: 0, most: 10_000 }, reason: 'too large' },
  ])('$reason', ({ text, gives }) => expect(cells(text)).toEqual(gives));

  test('what is too large is not parsed: it takes no time', () => {
    const limits = makeTables({ mostBytes: 5 * 1024 * 1024, mostRows: 5_000 });
    const began = performance.now();
    expect(limits.read('"'.repeat(6 * 1024 * 1024))).toMatchObject({ ok: false, error: { why: 'too-large' } });
    expect(limits.read('a,b\n'.repeat(1_000_000))).toMatchObject({ ok: false, error: { why: 'too-many-rows' } });
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});

test.each(['=HYPERLINK("http://evil.example")', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1', '＋1', '－1', '＠A1', '=1,2', '=1"2'])('a cell of a report or of the audit is no formula: %j', (cell) => {
  const read = makeTables({ mostBytes: 10_000, mostRows: 5 }).read(toCsv([['name', 'more'], [cell, 'x']]));
  // Read without taking the apostrophe away again.
  const [, row = ''] = toCsv([['name'], [cell]]).split('\r\n');
  expect(row.replace(/^"/, '').startsWith("'")).toBe(true);
  expect(read.ok && read.value[1]?.cells[0]).toBe(cell);
});

test('no cell that is written can be a formula, and every cell comes back as it was', () => {
  const wide = makeTables({ mostBytes: 1_000_000, mostRows: 100 });
  const cell = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 20 }), fc.constantFrom('=1', "'=1", "''=1", '+x', '-', '@a', '\t=', '\r', '＝1', "'", "'plain", '"', ';', ',', '\n'));
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 }), (rows) => {
      const table = [['first', 'second'], ...rows];
      const text = toPlanCsv(table);
      const read = wide.read(text);
      expect(read.ok && read.value.map((r) => r.cells)).toEqual(table);
      for (const row of rows) for (const value of row) if (/^[=+\-@\t\r]/.test(value)) expect(text).toContain(`'${value.slice(0, 1)}`);
    }),
    { numRuns: 300 },
  );
});
