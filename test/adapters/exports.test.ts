import { describe, expect, test } from '@jest/globals';
import { toCsv } from '../../src/adapters/csv.ts';
import { makeExports } from '../../src/adapters/exports.ts';
import { makeSeal } from '../../src/adapters/seal.ts';
import { MINUTE } from '../../src/domain/time.ts';
import { NOW } from '../cards/fixtures.ts';

let now = NOW;
const asked: unknown[] = [];
const make = (o: { readonly key?: string; readonly address?: string | null } = {}) =>
  makeExports({ seal: makeSeal(o.key ?? 'key'), clock: { now: () => now, nonce: () => '' }, address: () => (o.address === undefined ? 'https://ferry.example/' : o.address), content: (s) => { asked.push(s); return Promise.resolve({ name: 'x.csv', body: 'b' }); } });

function partsOf(url: string): readonly [string, string] {
  const u = new URL(url);
  return [u.pathname.replace('/exports/', '').replace('.csv', ''), u.searchParams.get('t') ?? ''];
}

describe('links to files', () => {
  test('lead to what was asked for, until they run out', async () => {
    now = NOW;
    const link = make().link({ kind: 'run', id: 'channel|wave W07/ü' });
    expect(link?.url).toMatch(/^https:\/\/ferry\.example\/exports\/run-[\w-]+\.csv\?t=[0-9a-z]+\.[\w-]+$/);
    expect(link?.until).toBe(NOW + 15 * MINUTE);
    const [id, token] = partsOf(link?.url ?? '');
    expect(await make().read(id, token)).toEqual({ name: 'x.csv', body: 'b' });
    expect(asked.at(-1)).toEqual({ kind: 'run', id: 'channel|wave W07/ü' });
    now = NOW + 15 * MINUTE + 1;
    expect(await make().read(id, token)).toBeNull();
  });

  test.each([{ kind: 'audit-jsonl', end: 'jsonl' }, { kind: 'audit-csv', end: 'csv' }] as const)('$kind ends with its own kind, and is not good for the other', async ({ kind, end }) => {
    now = NOW;
    const url = new URL(make().link({ kind, id: 'wave W07' })?.url ?? '');
    expect(url.pathname).toMatch(new RegExp(`^/exports/${kind}-[\\w-]+\\.${end}$`));
    const id = url.pathname.replace('/exports/', '').replace(`.${end}`, '');
    const token = url.searchParams.get('t') ?? '';
    expect(await make().read(id, token)).not.toBeNull();
    expect(asked.at(-1)).toEqual({ kind, id: 'wave W07' });
    expect(await make().read(id.replace(kind, kind === 'audit-csv' ? 'audit-jsonl' : 'audit-csv'), token)).toBeNull();
  });

  test('there is none while nobody knows the address', () => {
    expect(make({ address: null }).link({ kind: 'machine', id: 'i-1' })).toBeNull();
  });

  test('that were changed, made up or signed by another Ferry give nothing, and nothing is read', async () => {
    now = NOW;
    const [id, token] = partsOf(make().link({ kind: 'machine', id: 'i-0aaaaaaaaaaaaaa01' })?.url ?? '');
    const [other] = partsOf(make().link({ kind: 'machine', id: 'i-0aaaaaaaaaaaaaa02' })?.url ?? '');
    const later = `${(NOW + 99 * MINUTE).toString(36)}.${token.split('.')[1]}`;
    const count = asked.length;
    for (const [i, t] of [[other, token], [id, later], [id, ''], [id, '.'], [id, token.slice(0, -1)], ['', token], [`${id}x`, token], [id, `${token}.x`.repeat(2_000)]] as const) expect(await make().read(i, t)).toBeNull();
    expect(await make({ key: 'another' }).read(id, token)).toBeNull();
    expect(asked).toHaveLength(count);
  });
});

test('CSV opens in Excel as it is: byte order mark, CRLF, quotes, and no formula', () => {
  const csv = toCsv([['Machine', 'Note'], ['=HYPERLINK("http://evil.example")', 'a, "b"\nc'], ['@SUM(1)', '+1'], ['-1', 'ü']]);
  expect(csv.startsWith('\ufeffMachine,Note\r\n')).toBe(true);
  expect(csv.split('\r\n').slice(1)).toEqual([`"'=HYPERLINK(""http://evil.example"")","a, ""b""\nc"`, "'@SUM(1),'+1", "'-1,ü", '']);
});
