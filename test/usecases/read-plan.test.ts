/** What a check of many machines asks of the clouds: one call or one list for each kind of resource, whatever the number of machines. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { CheckRun } from '../../src/domain/check-run.ts';
import { groupByCause } from '../../src/domain/group-by-cause.ts';
import { HERE, OLA, startEstate, type Estate } from './support/estate.ts';

let e: Estate;
beforeAll(async () => { e = await startEstate({ extraMachines: 300 }); });
afterAll(() => e.close());
beforeEach(async () => {
  e.sandbox.world.faults.clear();
  e.onWait = () => undefined;
  e.waits.length = 0;
  await e.usecases.inventory({ fresh: true });
  e.sandbox.world.journal.clear();
});

/** A wave of so many machines: those of the sandbox that are made in bulk get its tag. */
async function wave(n: number): Promise<string> {
  const rows = (await e.usecases.selected({ kind: 'all' })).filter((r) => r.machine.name.startsWith('bulk-')).slice(0, n);
  for (const { machine } of rows) Object.assign(e.sandbox.world.aws.instances.get(machine.instanceId)!, { tags: { ...machine.tags, Wave: `W${n}` } });
  await e.usecases.inventory({ fresh: true });
  e.sandbox.world.journal.clear();
  return `W${n}`;
}

async function checked(name: string): Promise<CheckRun> {
  const started = await e.usecases.startCheck({ selection: { kind: 'wave', wave: name }, who: OLA, here: HERE, thread: null });
  if (!started.ok) throw new Error(started.error.code);
  await e.check(started.value.id);
  const run = await e.usecases.checkRun(started.value.id);
  if (run === null) throw new Error('the run is gone');
  return run;
}

test('a wave of 100 machines costs one batched or paginated call for each kind, and as many as a wave of 25 but for pages', async () => {
  await checked(await wave(10));
  const asked = async (n: number) => {
    const run = await checked(await wave(n));
    expect([run.status, run.reports.length]).toEqual(['done', n]);
    return { ec2: e.asked('ec2'), azure: e.asked('azure') };
  };
  const [small, large] = [await asked(25), await asked(100)];
  expect([...small.ec2.keys()].toSorted()).toEqual(
    ['DescribeImages', 'DescribeInstanceInformation', 'DescribeInstanceStatus', 'DescribeInstanceTypes', 'DescribeInstances', 'DescribeNetworkAcls', 'DescribeRouteTables', 'DescribeSecurityGroupRules', 'DescribeSubnets', 'DescribeVolumes', 'DescribeVolumesModifications', 'GetInventory', 'GetMetricData'].map((a) => expect.stringMatching(new RegExp(`(^|\\.)${a}$`))),
  );
  // Filters take two hundred values, and answers come in pages of a hundred: what grows is the number of pages, nothing else.
  const growing = [...large.ec2].filter(([action, n]) => n !== small.ec2.get(action)).map(([action, n]) => [action.replace(/.*\./, ''), small.ec2.get(action), n]);
  expect(Math.max(...small.ec2.values())).toBeLessThanOrEqual(2);
  expect(Math.max(...large.ec2.values())).toBeLessThanOrEqual(3);
  expect(growing.length).toBeLessThanOrEqual(5);
  expect(large.azure).toEqual(small.azure);
});

test('what guards an instance is read one by one by AWS\'s own rules, and only when a check needs it', async () => {
  await checked(await wave(24));
  expect([...e.asked('ec2').keys()].filter((a) => a.includes('InstanceAttribute'))).toEqual([]);
});

test('to look at one finding again reads what its check needs, once for all its machines', async () => {
  const run = await checked(await wave(40));
  e.sandbox.world.journal.clear();
  const group = groupByCause(run.reports).find((g) => g.sample.check === 'SRC-TAGS' || g.sample.check === 'NET-EIP') ?? groupByCause(run.reports)[0];
  const again = await e.usecases.recheck({ run: run.id, key: group!.key, who: OLA });
  if (!again.ok) throw new Error(again.error.code);
  await e.check(run.id);
  const after = await e.usecases.checkRun(run.id);
  expect([after?.status, after?.turn, after?.only, after?.reports.length]).toEqual(['done', run.turn + 1, null, 40]);
  const calls = [...e.asked('ec2').values(), ...e.asked('azure').values()].reduce((sum, n) => sum + n, 0);
  expect(calls).toBeLessThanOrEqual(4);
});

describe('a cloud that asks for fewer requests', () => {
  /** Who is said to be slow, at each write of a run: first when it is asked for, last when it is done. */
  function listen(): () => readonly (string | null)[] {
    const seen: (string | null)[] = [];
    const put = e.deps.store.putCheckRun;
    Object.assign(e.deps.store, { putCheckRun: (run: CheckRun) => { seen.push(run.slowed?.who ?? null); return put(run); } });
    return () => {
      Object.assign(e.deps.store, { putCheckRun: put });
      return seen;
    };
  }

  test('AWS: the run waits as long as asked, tells it, and what was found is neither pass nor fail by it', async () => {
    const name = await wave(26);
    e.sandbox.world.faults.add({ match: { server: 'ec2', action: 'DescribeVolumes' }, effect: { status: 503, retryAfter: 37 }, count: 1 });
    const told = listen();
    const run = await checked(name);
    expect(told()).toEqual([null, 'AWS', null]);
    expect(e.waits.filter((ms) => ms >= 37_000 && ms < 40_000)).toHaveLength(1);
    expect(run.status).toBe('done');
    expect(run.slowed).toBeNull();
    expect(run.reports.flatMap((r) => r.findings).filter((f) => f.verdict === 'unknown' && /fewer requests|slow down/.test(f.evidence))).toEqual([]);
  });

  test('Azure: the same, and each wait is as long as it asked for', async () => {
    const name = await wave(27);
    e.sandbox.world.faults.add({ match: { server: 'azure', method: 'GET', path: '/virtualNetworks' }, effect: { status: 429, retryAfter: 40 }, count: 2 });
    const run = await checked(name);
    expect(e.waits.filter((ms) => ms >= 40_000 && ms < 42_000)).toHaveLength(2);
    expect(run.status).toBe('done');
    expect(run.reports.flatMap((r) => r.findings).filter((f) => f.check === 'AZ-VNET').map((f) => f.verdict)).not.toContain('unknown');
  });

  test('that never has time: after ten minutes what it would not tell is unknown, never pass and never block', async () => {
    const name = await wave(28);
    e.sandbox.world.faults.add({ match: { server: 'azure', method: 'GET', path: '/virtualNetworks' }, effect: { status: 429, retryAfter: 60 }, count: 100 });
    const run = await checked(name);
    expect(e.waits.reduce((sum, ms) => sum + ms, 0)).toBeLessThanOrEqual(10 * 60_000);
    expect(e.waits.length).toBeGreaterThan(5);
    expect([run.status, run.reports.length]).toEqual(['done', 28]);
    expect(new Set(run.reports.flatMap((r) => r.findings).filter((f) => f.check === 'AZ-VNET').map((f) => f.verdict))).toEqual(new Set(['unknown']));
  });


  test('a run whose machines cannot be read at all says so, and can be begun anew', async () => {
    const name = await wave(30);
    e.sandbox.world.faults.add({ match: { server: 'ec2', action: 'DescribeInstances' }, effect: { status: 403 }, count: 20 });
    const run = await checked(name);
    expect([run.status, run.reports.length]).toEqual(['failed', 0]);
    expect(run.failure).toMatch(/^ec2:DescribeInstances: /);
    e.sandbox.world.faults.clear();
    expect(await checked(name)).toMatchObject({ status: 'done', failure: null, turn: 2 });
  });
});
