/** Logging in to a PostgreSQL server with a password that ends, against a real server that insists on it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { connectionOf } from '../../../src/adapters/store/dialect/login.ts';
import { openServer } from '../../../src/adapters/store/open.ts';
import { startPostgres, type PostgresServer } from '../../support/postgres.ts';

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const USER = 'id-contoso-ferry';
let server: PostgresServer | null;
let url = '';

beforeAll(async () => {
  server = await startPostgres();
  if (server === null) return;
  const admin = await server.freshDatabase();
  const client = new Client({ connectionString: admin });
  await client.connect();
  const { rows } = await client.query<{ hba_file: string }>('show hba_file');
  const file = rows[0]?.hba_file ?? '';
  writeFileSync(file, `host all "${USER}" 127.0.0.1/32 scram-sha-256\n${readFileSync(file, 'utf8')}`);
  const address = new URL(admin);
  await client.query(`create role "${USER}" login password 'token-1'`);
  await client.query(`alter database "${address.pathname.slice(1)}" owner to "${USER}"`);
  await client.query('select pg_reload_conf()');
  await client.end();
  address.username = USER;
  address.password = '';
  url = address.href;
}, 60_000);
afterAll(() => server?.stop());

test('the store and its jobs open, and every connection asks for the password anew', async () => {
  if (server === null) return;
  let asked = 0;
  const password = () => {
    asked += 1;
    return Promise.resolve('token-1');
  };
  const { store, jobs } = await openServer({ url, password, log: quiet });
  try {
    await store.putNote('seen', 'yes');
    expect(await store.note('seen')).toBe('yes');
    expect(asked).toBeGreaterThanOrEqual(2);
  } finally {
    await jobs.stop();
    await store.close();
  }
});

test('a token that the server does not take opens nothing', async () => {
  if (server === null) return;
  await expect(openServer({ url, password: () => Promise.resolve('token-0'), log: quiet })).rejects.toThrow(/password authentication failed/);
});

describe('where a login goes', () => {
  const password = () => Promise.resolve('t');
  test.each([
    { reason: 'no password of its own: the address says it all', login: { url: 'postgres://a:b@h/d' }, expected: { connectionString: 'postgres://a:b@h/d' } },
    { reason: 'a token goes to a server that proves who it is', login: { url: 'postgres://id%2Dferry@db.example.com:5432/ferry?sslmode=verify-full', password }, expected: { host: 'db.example.com', port: 5432, user: 'id-ferry', database: 'ferry', ssl: { rejectUnauthorized: true }, password } },
    { reason: 'the usual port', login: { url: 'postgres://me@127.0.0.1/ferry', password }, expected: { host: '127.0.0.1', port: 5432, user: 'me', database: 'ferry', ssl: false, password } },
  ])('$reason', ({ login, expected }) => {
    expect(connectionOf(login)).toEqual(expected);
  });
});
