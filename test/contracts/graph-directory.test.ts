/** The directory port over the sandbox's Graph: paging, nesting, guests, and everything that makes a group unreadable. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { makeDirectory } from '../../src/adapters/graph/directory.ts';
import { rememberMembers } from '../../src/adapters/graph/remembered.ts';
import { groupIdFromSettings } from '../../src/domain/ids.ts';
import type { Directory } from '../../src/ports/directory.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/start.ts';

const GROUP = groupIdFromSettings('00000000-0000-4000-8000-00000000c001');
const INNER = '00000000-0000-4000-8000-00000000c002';
const user = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const member = (n: number) => ({ kind: 'user', id: user(n), userType: 'Member' }) as const;

let sandbox: Sandbox;
let directory: Directory;
let now = 1_000_000;
const clock = { now: () => now, nonce: () => '' };
const asked = (): number => sandbox.world.journal.list().filter((e) => e.path.startsWith('/v1.0/groups/')).length;

beforeAll(async () => {
  sandbox = await startSandbox({ pageSize: 2 });
  directory = makeDirectory({ endpoint: `${sandbox.azureUrl}/`, credential: null, deadlineMs: 5_000, clock: { now: Date.now, nonce: () => '' } });
});
afterAll(() => sandbox.close());
beforeEach(() => {
  sandbox.graph.reset();
  sandbox.world.faults.clear();
});

describe('members of a group', () => {
  test('come from every page and from groups inside it, each person once, circles included', async () => {
    sandbox.graph.put({ id: GROUP, readable: true, members: [member(1), member(2), { kind: 'group', id: INNER }, member(3)] });
    sandbox.graph.put({ id: INNER, readable: true, members: [member(3), member(4), member(5), { kind: 'group', id: GROUP }] });
    expect((await directory.members(GROUP)).map((m) => m.id).sort()).toEqual([1, 2, 3, 4, 5].map(user));
  });

  test('say who is a guest, by their kind or their sign-in name, and nothing where the directory says nothing', async () => {
    sandbox.graph.put({ id: GROUP, readable: true, members: [member(1), { kind: 'user', id: user(2), userType: 'Guest' }, { kind: 'user', id: user(3), userType: null, upn: null }, { kind: 'user', id: user(4), userType: null, upn: 'gus_example.org#EXT#@ours.example' }, { kind: 'user', id: user(5), userType: null }, { kind: 'user', id: user(6), userType: 'Member', upn: 'gus_example.org#EXT#@ours.example' }] });
    expect(await directory.members(GROUP)).toEqual([{ id: user(1), guest: false }, { id: user(2), guest: true }, { id: user(3), guest: null }, { id: user(4), guest: true }, { id: user(5), guest: false }, { id: user(6), guest: true }]);
  });

  test('of an empty group are none', async () => {
    sandbox.graph.put({ id: GROUP, readable: true, members: [] });
    expect(await directory.members(GROUP)).toEqual([]);
  });

  test('are read again after a passing trouble', async () => {
    sandbox.graph.put({ id: GROUP, readable: true, members: [member(1), member(2), member(3)] });
    sandbox.world.faults.add({ match: { server: 'azure', path: '/v1.0/groups/' }, effect: { status: 503 }, count: 2 });
    expect(await directory.members(GROUP)).toHaveLength(3);
  });
});

describe('a group that cannot be read', () => {
  test.each([
    { reason: 'nobody knows the group', prepare: () => undefined, kind: 'notFound', code: 'Request_ResourceNotFound' },
    { reason: 'the permission is missing', prepare: () => sandbox.graph.put({ id: GROUP, readable: false, members: [member(1)] }), kind: 'forbidden', code: 'Authorization_RequestDenied' },
    { reason: 'Graph is down for good', prepare: () => sandbox.world.faults.add({ match: { server: 'azure', path: '/v1.0/groups/' }, effect: { status: 500 }, count: 100 }), kind: 'unavailable' },
    { reason: 'Graph asks for more patience than there is', prepare: () => sandbox.world.faults.add({ match: { server: 'azure', path: '/v1.0/groups/' }, effect: { status: 429, retryAfter: 37 }, count: 100 }), kind: 'throttled' },
    { reason: 'the connection breaks', prepare: () => sandbox.world.faults.add({ match: { server: 'azure', path: '/v1.0/groups/' }, effect: { drop: true }, count: 100 }), kind: 'unavailable' },
  ])('$reason', async ({ prepare, kind, code }) => {
    prepare();
    await expect(directory.members(GROUP)).rejects.toMatchObject({ name: 'CloudError', kind, mayHaveHappened: false, ...(code === undefined ? {} : { code }) });
  });

  test('has one page of two: half a group is no group', async () => {
    sandbox.graph.put({ id: GROUP, readable: true, members: [member(1), member(2), member(3)] });
    sandbox.world.faults.add({ match: { path: '/v1.0/groups/' }, effect: { delayMs: 1 } });
    sandbox.world.faults.add({ match: { path: '/v1.0/groups/' }, effect: { status: 403 } });
    await expect(directory.members(GROUP)).rejects.toMatchObject({ kind: 'forbidden' });
  });
});

describe('the sandbox is as strict as Graph', () => {
  const ask = (path: string, headers: Record<string, string>) => fetch(`${sandbox.azureUrl}${path}`, { headers });
  const cast = `/v1.0/groups/${GROUP}/transitiveMembers/microsoft.graph.user`;
  test.each([
    { reason: 'no token', path: cast, headers: {}, status: 401 },
    { reason: 'a cast that is no advanced query', path: cast, headers: { authorization: 'Bearer x' }, status: 400 },
    { reason: 'a page that is too large', path: `${cast}?$count=true&$top=1000`, headers: { authorization: 'Bearer x', consistencylevel: 'eventual' }, status: 400 },
    { reason: 'no group at all', path: '/v1.0/groups/nobody/transitiveMembers', headers: { authorization: 'Bearer x' }, status: 400 },
    { reason: 'another resource', path: '/v1.0/users', headers: { authorization: 'Bearer x' }, status: 400 },
  ])('$reason', async ({ path, headers, status }) => {
    expect((await ask(path, headers)).status).toBe(status);
  });

  test('its groups are steered from outside', async () => {
    const put = (body: object) => fetch(`${sandbox.azureUrl}/_sandbox/groups/${GROUP}`, { method: 'PUT', body: JSON.stringify(body) });
    expect((await put({ users: [user(1)], guests: [user(2)] })).status).toBe(200);
    expect(await directory.members(GROUP)).toEqual([{ id: user(1), guest: false }, { id: user(2), guest: true }]);
    expect((await put({ people: [] })).status).toBe(400);
  });
});

describe('what is remembered', () => {
  const remembering = () => rememberMembers(directory, clock);
  test('many ask at once, Graph is asked once; after a minute again', async () => {
    sandbox.graph.put({ id: GROUP, readable: true, members: [member(1)] });
    const cached = remembering();
    const before = asked();
    await Promise.all(Array.from({ length: 6 }, () => cached.members(GROUP)));
    expect(asked() - before).toBe(1);
    sandbox.graph.put({ id: GROUP, readable: true, members: [] });
    now += 59_000;
    expect(await cached.members(GROUP)).toHaveLength(1);
    now += 1_000;
    expect(await cached.members(GROUP)).toEqual([]);
  });

  test('an old answer is never used in place of a failed one', async () => {
    sandbox.graph.put({ id: GROUP, readable: true, members: [member(1)] });
    const cached = remembering();
    await cached.members(GROUP);
    sandbox.graph.put({ id: GROUP, readable: false, members: [member(1)] });
    now += 60_000;
    await expect(cached.members(GROUP)).rejects.toMatchObject({ kind: 'forbidden' });
    sandbox.graph.put({ id: GROUP, readable: true, members: [member(1)] });
    await expect(cached.members(GROUP)).rejects.toMatchObject({ kind: 'forbidden' });
    now += 5_000;
    expect(await cached.members(GROUP)).toHaveLength(1);
  });
});

test.each(['http://graph.example.org', 'https://graph.microsoft.com'])('no client is made that would send no token, or one over plain http: %s', (endpoint) => {
  expect(() => makeDirectory({ endpoint, credential: null, deadlineMs: 1, clock })).toThrow(/https/);
});
