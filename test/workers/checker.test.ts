/** The worker behind checks of many machines, with its card: on the real store, adapters and notifier, before the sandbox clouds. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { CheckRun } from '../../src/domain/check-run.ts';
import { groupByCause } from '../../src/domain/group-by-cause.ts';
import type { Messenger, Outgoing } from '../../src/ports/teams.ts';
import { CloudError } from '../../src/ports/trouble.ts';
import { checkRunCard } from '../../src/cards/check-run.ts';
import { en } from '../../src/text/en.ts';
import { makeChecker } from '../../src/workers/checker.ts';
import { makeNotifier } from '../../src/workers/notifier.ts';
import { wakeAll } from '../../src/workers/wake-all.ts';
import { HERE, OLA, startEstate, type Estate } from '../usecases/support/estate.ts';

type Call = { readonly kind: 'post' | 'reply' | 'edit'; readonly root: string | null; readonly says: string };

let e: Estate;
let calls: Call[];
let threadGone: boolean;
beforeAll(async () => {
  e = await startEstate();
  await e.store.putConversation({ id: HERE, kind: 'channel', name: 'ops', reference: {} });
}, 60_000);
afterAll(() => e.close());
beforeEach(async () => {
  calls = [];
  threadGone = false;
  e.sandbox.world.faults.clear();
  e.onWait = () => undefined;
  await e.usecases.inventory({ fresh: true });
});

function send(call: Omit<Call, 'says'>, m: Outgoing): Promise<{ readonly activityId: string }> {
  calls.push({ ...call, says: m.summary });
  if (threadGone && call.root !== null) return Promise.reject(new CloudError({ kind: 'notFound', operation: 'teams:reply', message: 'gone' }));
  return Promise.resolve({ activityId: `a-${calls.length}` });
}
const messenger: Messenger = {
  post: (_to, m) => send({ kind: 'post', root: null }, m),
  reply: (_to, root, m) => send({ kind: 'reply', root }, m),
  edit: async (_to, _id, m, root) => { await send({ kind: 'edit', root: root ?? null }, m); },
};
/** `inMs` from now: Teams takes only so many messages of one thread in a second. */
const notify = (key: string, inMs = 0) => makeNotifier({ store: e.store, clock: { ...e.deps.clock, now: () => e.deps.clock.now() + inMs }, log: e.deps.log, digest: e.deps.digest, messenger, words: en, editEveryMs: 0, zones: e.deps.zones, limits: e.deps.limits, scopeName: e.deps.scope.name, onCall: [], waveView: () => Promise.resolve(null) }).notify(key);

let places = 0;
async function start(o: { readonly thread?: string | null; readonly wave?: string } = {}): Promise<CheckRun> {
  const started = await e.usecases.startCheck({ selection: { kind: 'wave', wave: o.wave ?? 'W07' }, who: OLA, here: HERE, thread: o.thread === undefined ? `t-${++places}` : o.thread });
  if (!started.ok) throw new Error(started.error.code);
  return started.value;
}
const look = async (id: string): Promise<CheckRun> => (await e.usecases.checkRun(id))!;

describe('a run', () => {
  test('reads, judges and sums up; W07 comes out as causes, not as 25 lists', async () => {
    const run = await start();
    expect(run).toMatchObject({ status: 'reading', turn: 1, reports: [], sums: [] });
    await e.check(run.id);
    const done = await look(run.id);
    expect(done).toMatchObject({ status: 'done', failure: null, only: null });
    expect(done.reports.map((r) => r.instanceId)).toEqual(run.machines);
    expect(done.sums.map((s) => s.check)).toEqual(expect.arrayContaining(['SUM-VCPU-FAMILY', 'SUM-ADDRESSES']));
    const closed = groupByCause(done.reports).find((g) => g.sample.check === 'NET-SG-OUT' && g.sample.missingRule !== null);
    expect(closed?.machines).toHaveLength(11);
  });

  test('that was done is not done again by a job that comes twice', async () => {
    const run = await start();
    await e.check(run.id);
    const done = await look(run.id);
    e.sandbox.world.journal.clear();
    await e.check(run.id);
    expect(e.sandbox.world.journal.list()).toEqual([]);
    expect(await look(run.id)).toEqual(done);
  });

  test('pressed twice is one run; asked for again later it is the next turn of the same card', async () => {
    const first = await start({ thread: 'twice' });
    expect(await start({ thread: 'twice' })).toEqual(first);
    expect(await start({ thread: 'twice', wave: 'w7' })).toEqual(first);
    expect(first.selection).toEqual({ kind: 'wave', wave: 'W07' });
    await e.check(first.id);
    expect(await start({ thread: 'twice' })).toMatchObject({ id: first.id, turn: 2, status: 'reading', endedAt: null });
    expect((await start({ thread: 'elsewhere' })).id).not.toBe(first.id);
  });

  test('that another turn replaced ends silently, and writes nothing over it', async () => {
    const run = await start();
    e.sandbox.world.faults.add({ match: { server: 'azure', method: 'GET', path: '/virtualNetworks' }, effect: { status: 429, retryAfter: 60 }, count: 1 });
    const later: CheckRun = { ...run, turn: 2, askedAt: run.askedAt + 1 };
    // While the first turn waits for Azure, the second one is begun.
    const begun: Promise<boolean>[] = [];
    e.onWait = () => { begun.push(e.store.putCheckRun(later)); };
    await e.check(run.id);
    expect(await Promise.all(begun)).toEqual([true]);
    expect(await look(run.id)).toMatchObject({ turn: 2, status: 'reading' });
  });

  test('that was cut off is carried out again from the start, with the same result', async () => {
    const run = await start();
    const real = e.deps.store.putReports;
    let written = 0;
    Object.assign(e.deps.store, { putReports: (reports: Parameters<typeof real>[0]) => (++written > 1 ? Promise.reject(new Error('the process died')) : real(reports)) });
    await expect(e.check(run.id)).rejects.toThrow('the process died');
    Object.assign(e.deps.store, { putReports: real });
    // As a dead process leaves it: half of the reports written, the run still reading.
    await e.store.putCheckRun({ ...run, status: 'reading' });
    expect((await look(run.id)).reports.length).toBeGreaterThan(0);
    expect((await look(run.id)).reports.length).toBeLessThan(run.machines.length);
    await e.check(run.id);
    expect(await look(run.id)).toMatchObject({ status: 'done', reports: { length: run.machines.length } });
  });

  test('of a process that stops in the middle stays as it is, for the next one', async () => {
    const run = await start();
    const stopping = new AbortController();
    e.sandbox.world.faults.add({ match: { server: 'azure', method: 'GET', path: '/virtualNetworks' }, effect: { status: 429, retryAfter: 60 }, count: 1 });
    const checker = makeChecker(e.deps, { pause: (_ms, signal) => { stopping.abort(new Error('Ferry is stopping')); return Promise.reject(signal.reason as Error); } });
    await expect(checker.check(run.id, stopping.signal)).rejects.toThrow('Ferry is stopping');
    expect(await look(run.id)).toMatchObject({ status: 'reading', turn: 1, failure: null });
    await e.check(run.id);
    expect(await look(run.id)).toMatchObject({ status: 'done' });
  });

  test('a bug inside Ferry is told on the card and thrown, so that it is in the log', async () => {
    const run = await start();
    const real = e.deps.store.putReports;
    Object.assign(e.deps.store, { putReports: () => Promise.reject(new Error('a bug')) });
    await expect(e.check(run.id)).rejects.toThrow('a bug');
    Object.assign(e.deps.store, { putReports: real });
    expect(await look(run.id)).toMatchObject({ status: 'failed', failure: expect.stringContaining('log') });
    expect((await look(run.id)).failure).not.toContain('a bug');
  });

  test('that looked at one finding again and could not, keeps what was found and says so', async () => {
    const run = await start();
    await e.check(run.id);
    const before = await look(run.id);
    const again = await e.usecases.recheck({ run: run.id, key: groupByCause(before.reports)[0]!.key, who: OLA });
    expect(again.ok).toBe(true);
    const real = e.deps.source.facts;
    Object.assign(e.deps.source, { facts: () => Promise.reject(new CloudError({ kind: 'unavailable', operation: 'ec2:DescribeInstances', message: 'no answer' })) });
    await e.check(run.id);
    Object.assign(e.deps.source, { facts: real });
    const after = await look(run.id);
    expect(after).toMatchObject({ status: 'done', only: null, failure: expect.stringContaining('ec2:DescribeInstances'), endedAt: before.endedAt });
    expect(after.reports).toEqual(before.reports);
    expect(JSON.stringify(checkRunCard({ run: after, page: 0, now: e.deps.clock.now() }, en))).toContain('Looking again did not work');
  });

  test('names a machine that AWS does not know any more, instead of leaving it out', async () => {
    const gone = e.idOf('web-05');
    const run = await start();
    const instance = e.sandbox.world.aws.instances.get(gone)!;
    e.sandbox.world.aws.instances.delete(gone);
    try {
      await e.check(run.id);
    } finally {
      e.sandbox.world.aws.instances.set(gone, instance);
    }
    const done = await look(run.id);
    expect(done.reports).toHaveLength(run.machines.length);
    expect(done.reports.find((r) => r.instanceId === gone)).toMatchObject({ name: 'web-05', findings: [{ check: 'SRC-EXISTS', verdict: 'block', evidence: expect.stringContaining(gone) }] });
  });

  test('a re-check of one cause leaves the other findings, and a cured one is gone from the list', async () => {
    const run = await start();
    await e.check(run.id);
    const before = await look(run.id);
    const group = groupByCause(before.reports).find((g) => g.sample.check === 'NET-SG-OUT' && g.sample.missingRule !== null)!;
    const added = await e.usecases.addRule({ machine: group.machines[0]!.instanceId as never, check: 'NET-SG-OUT', rule: group.sample.missingRule!, who: OLA });
    expect(added).toMatchObject({ ok: true, value: { outcome: 'added' } });
    const again = await e.usecases.recheck({ run: run.id, key: group.key, who: OLA });
    expect(again).toMatchObject({ ok: true, value: { status: 'reading', only: { check: 'NET-SG-OUT' }, turn: 2 } });
    e.pass(60_000);
    await e.check(run.id);
    const after = await look(run.id);
    expect(after.status).toBe('done');
    expect(groupByCause(after.reports).find((g) => g.key === group.key)).toBeUndefined();
    const others = (r: CheckRun) => r.reports.map((x) => x.findings.filter((f) => f.check !== 'NET-SG-OUT'));
    expect(others(after)).toEqual(others(before));
    expect(after.sums).toEqual(before.sums);
    expect(await e.usecases.recheck({ run: run.id, key: group.key, who: OLA })).toMatchObject({ ok: false, error: { code: 'unknown-choice' } });
    expect(await e.usecases.recheck({ run: 'no-such-run', key: group.key, who: OLA })).toMatchObject({ ok: false, error: { code: 'unknown-choice' } });
  });

  test('one sum can be looked at again by itself', async () => {
    const run = await start();
    await e.check(run.id);
    const before = await look(run.id);
    e.pass(60_000);
    expect(await e.usecases.recheck({ run: run.id, key: 'SUM-ADDRESSES', who: OLA })).toMatchObject({ ok: true, value: { only: { check: 'SUM-ADDRESSES' } } });
    await e.check(run.id);
    const after = await look(run.id);
    expect(after.sums.map((s) => s.check)).toEqual(before.sums.map((s) => s.check));
    const changed = after.sums.filter((s, n) => s.evidence !== before.sums[n]!.evidence).map((s) => s.check);
    expect(changed).toEqual(['SUM-ADDRESSES']);
    expect(after.reports).toEqual(before.reports);
  });
});

describe('the card of a run', () => {
  test('is one card, in the thread it was asked in, brought up to date', async () => {
    const run = await start({ thread: 'thread-own' });
    await notify(`check:${run.id}`);
    await e.check(run.id);
    await notify(`check:${run.id}`, 1_000);
    await notify(`check:${run.id}`, 1_000);
    expect(calls.map((c) => [c.kind, c.root])).toEqual([['reply', 'thread-own'], ['edit', 'thread-own']]);
    expect(calls[0]!.says).not.toBe(calls[1]!.says);
    await start({ thread: 'thread-own' });
    await notify(`check:${run.id}`, 10_000);
    expect(calls.map((c) => c.kind)).toEqual(['reply', 'edit', 'edit']);
  });

  test('begins a thread of its own where the one it was asked in is gone, and stays there', async () => {
    const run = await start({ thread: 'thread-2' });
    threadGone = true;
    await notify(`check:${run.id}`);
    await e.check(run.id);
    await notify(`check:${run.id}`, 1_000);
    expect(calls.map((c) => [c.kind, c.root])).toEqual([['reply', 'thread-2'], ['post', null], ['edit', null]]);
  });

  test('a run that there is not, or a home that is gone, says nothing', async () => {
    await notify('check:nobody');
    const run = await start({ thread: null });
    await e.store.forgetConversation(HERE);
    await notify(`check:${run.id}`);
    await e.store.putConversation({ id: HERE, kind: 'channel', name: 'ops', reference: {} });
    expect(calls).toEqual([]);
    await notify(`check:${run.id}`);
    expect(calls.map((c) => c.kind)).toEqual(['post']);
  });
});

test('after a start, runs that were being read go on, and recent cards are made equal', async () => {
  const run = await start();
  const jobs: { readonly queue: string; readonly key: string }[] = [];
  await wakeAll({ ...e.store, commit: (o) => { jobs.push(...(o.jobs ?? [])); return Promise.resolve('saved'); } }, { at: e.deps.clock.now(), vault: 'v' });
  expect(jobs).toEqual(expect.arrayContaining([{ queue: 'check', key: run.id }, { queue: 'notify', key: `check:${run.id}` }]));
});
