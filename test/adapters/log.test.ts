import { expect, test } from '@jest/globals';
import { makeClock } from '../../src/adapters/clock.ts';
import { makeLog } from '../../src/adapters/log.ts';

function logged(write: (log: ReturnType<typeof makeLog>) => void): Record<string, unknown> {
  const lines: string[] = [];
  write(makeLog({ level: 'info', destination: { write: (line: string) => void lines.push(line) } }));
  return JSON.parse(lines.join('')) as Record<string, unknown>;
}

test('a line is JSON with a constant message and the variable parts in fields', () => {
  expect(logged((log) => log.info({ migrationId: 'm-1' }, 'act sent'))).toMatchObject({ level: 'info', migrationId: 'm-1', msg: 'act sent' });
});

test('lines below the level are not written', () => {
  const lines: string[] = [];
  makeLog({ level: 'warn', destination: { write: (line: string) => void lines.push(line) } }).info({}, 'x');
  expect(lines).toEqual([]);
});

test.each([
  { reason: 'a secret at the top', fields: { clientSecret: 'hush' } },
  { reason: 'a secret one level down', fields: { aws: { secretAccessKey: 'hush' } } },
  { reason: 'a header', fields: { request: { headers: { authorization: 'Bearer hush' } } } },
  { reason: 'a password in an address in an error', fields: { error: new Error('cannot reach postgres://ferry:hush@db:5432/ferry') } },
  { reason: 'a password in the cause of an error', fields: { error: new Error('failed', { cause: new Error('postgres://ferry:hush@db/ferry') }) } },
  { reason: 'a signed link in an error', fields: { error: new Error(`GET https://x.blob.core.windows.net/c?sv=1&sig=hush${'a'.repeat(30)} failed`) } },
  { reason: 'an access key in words', fields: { text: 'my key is AKIAHUSHEXAMPLE12345' } },
  { reason: 'a token deep inside', fields: { a: { b: [{ c: `Bearer eyJhbGciOiJub25lIn0.${Buffer.from('hush hush hush').toString('hex')}.hushhush` }] } } },
  { reason: 'a setting that hides itself', fields: { database: { reveal: () => 'hush', toJSON: () => '***', inner: 'hush' } } },
  { reason: 'an error under another name', fields: { why: Object.assign(new Error('failed'), { body: 'hush' }) } },
  { reason: 'what a vendor hangs on an error', fields: { error: Object.assign(new Error('failed'), { request: { token: 'hush', body: 'hush' } }) } },
])('masks $reason', ({ fields }) => {
  expect(JSON.stringify(logged((log) => log.info(fields, 'x')))).not.toMatch(/hush/i);
});

test('an error keeps its name, message, code, stack and causes', () => {
  const error = Object.assign(new TypeError('outer', { cause: new Error('inner') }), { code: 'E42' });
  expect(logged((log) => log.error({ error }, 'x'))['error']).toMatchObject({ name: 'TypeError', message: 'outer', code: 'E42', cause: { message: 'inner' } });
});

test('nonces have 128 bits, fit into an address, and differ', () => {
  const clock = makeClock();
  const nonces = new Set(Array.from({ length: 100 }, () => clock.nonce()));
  expect(nonces.size).toBe(100);
  for (const nonce of nonces) expect(nonce).toMatch(/^[A-Za-z0-9_-]{22}$/);
});
