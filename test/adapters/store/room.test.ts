/** The embedded store on a disk that fills up: it refuses in time, says so, and goes on by itself. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { openEmbedded, type Opened } from '../../../src/adapters/store/open.ts';
import { FLOOR_BYTES, makeRoom, needsRoom } from '../../../src/adapters/store/room.ts';
import type { Log } from '../../../src/ports/telemetry.ts';
import { DiskNearlyFull } from '../../../src/ports/trouble.ts';
import { AT, change, migration, silent } from '../../contracts/store-fixtures.ts';

const MIB = 1024 ** 2;

describe('what needs room', () => {
  test.each([
    { text: 'select * from note where key = $1', needs: false },
    { text: 'select updated, "created" from note', needs: false },
    { text: 'WITH next AS (SELECT id FROM pgboss.job FOR UPDATE SKIP LOCKED) UPDATE pgboss.job j SET state = 2', needs: true },
    { text: 'with relaxed as (select 1) insert into seen_activity (id) select 1', needs: true },
    { text: "select nextval('approval_number') as n", needs: true },
    { text: 'begin; delete from note; commit', needs: true },
  ])('$text', ({ text, needs }) => expect(needsRoom(text)).toBe(needs));
});

describe('looking at a disk', () => {
  const watched = (answers: (number | null | Error)[], keptMs: number) => {
    const lines: string[] = [];
    const log: Log = { ...silent, error: (_f, m) => void lines.push(`error: ${m}`), info: (_f, m) => void lines.push(`info: ${m}`) };
    let looks = 0;
    const free = (): Promise<number | null> => {
      const answer = answers[Math.min(looks++, answers.length - 1)]!;
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    };
    return { room: makeRoom({ folder: '/data', log, disk: { free, keptMs } }), lines, looks: () => looks };
  };

  test('room that was seen counts for a while; what is asked at the same time is looked at once', async () => {
    const { room, looks } = watched([FLOOR_BYTES], 60_000);
    await Promise.all([room.admit(), room.admit()]);
    await room.admit();
    expect(looks()).toBe(1);
    expect(await room.look()).toEqual({ freeBytes: FLOOR_BYTES, floorBytes: FLOOR_BYTES });
  });

  test('too little is looked at again each time, so that the first write with room goes through; the log is told once', async () => {
    const { room, lines } = watched([FLOOR_BYTES - 1, 12 * MIB, FLOOR_BYTES], 60_000);
    await expect(room.admit()).rejects.toBeInstanceOf(DiskNearlyFull);
    await expect(room.admit()).rejects.toThrow('the disk of the store is nearly full: 12 MiB are free');
    await room.admit();
    await room.admit();
    expect(lines).toEqual([expect.stringMatching(/^error: the disk of the store is nearly full/), 'info: the disk of the store has room again']);
  });

  test.each([{ reason: 'has no size', answer: null }, { reason: 'cannot be asked', answer: new Error('ENOSYS') }])('a disk that $reason is left to the database', async ({ answer }) => {
    const { room } = watched([answer], 0);
    await room.admit();
    expect(await room.look()).toBeNull();
  });

  test('the disk of this machine tells', async () => {
    expect((await makeRoom({ folder: tmpdir(), log: silent }).look())?.freeBytes).toBeGreaterThan(0);
  });
});

describe('an embedded store', () => {
  const dir = mkdtempSync(join(tmpdir(), 'ferry-room-'));
  const full = { free: 1024 * MIB, looks: 0 };
  const warned: string[] = [];
  const log: Log = { ...silent, warn: (_f, m) => void warned.push(m) };
  const open = (): Promise<Opened> => openEmbedded({ dir, log, disk: { free, keptMs: 0 } });
  const free = (): Promise<number> => {
    full.looks += 1;
    return Promise.resolve(full.free);
  };
  const until = async (what: () => boolean): Promise<void> => {
    while (!what()) await pause(20);
  };
  let opened: Opened;
  let saved = 0;
  const save = (): Promise<unknown> => opened.store.commit({ at: AT, changes: [change(migration((saved += 1)), 0)], jobs: [{ queue: 'step', key: `m-${saved}` }] });

  beforeAll(async () => {
    opened = await open();
    await save();
  }, 30_000);
  beforeEach(() => { full.free = 1024 * MIB; });
  afterAll(async () => {
    await opened.store.close();
    rmSync(dir, { recursive: true, force: true });
  });

  test('refuses every kind of write as one that did nothing, reads on, and takes the next write once there is room', async () => {
    const { store, jobs } = opened;
    full.free = 12 * MIB;
    await expect(save()).rejects.toMatchObject({ name: 'NotRecorded', freeBytes: 12 * MIB });
    await expect(store.firstTime('a-1', AT)).rejects.toMatchObject({ name: 'NotRecorded', freeBytes: 12 * MIB });
    const others = [() => store.putNote('a', '1'), () => store.firstNote('a', '1'), () => store.nextApprovalNumber(), () => jobs.enqueue([{ queue: 'step', key: 'x' }]), () => store.thinSamples(AT), () => store.forgetConversation('c' as never)];
    const told = await Promise.all(others.map((write) => write().then(() => 'written', (error: unknown) => error)));
    expect(told).toEqual(others.map(() => expect.objectContaining({ name: 'StoreLost', mayHaveChanged: false, freeBytes: 12 * MIB })));
    await expect(store.follow(async () => { await store.putNote('a', '1'); })).rejects.toMatchObject({ mayHaveChanged: false, freeBytes: 12 * MIB });
    expect((await store.migration(migration(1).id))?.state).toEqual(migration(1));
    expect(await store.note('a')).toBeNull();
    expect([await store.healthy(), (await store.about()).disk]).toEqual([false, { freeBytes: 12 * MIB, floorBytes: FLOOR_BYTES }]);
    expect(await jobs.depths()).toContainEqual(expect.objectContaining({ queue: 'step', due: 1 }));
    full.free = FLOOR_BYTES;
    expect(await save()).toBe('saved');
    expect(await store.healthy()).toBe(true);
  });

  test('jobs rest meanwhile without an end of the process, a hot loop or a flood of words, and are done afterwards', async () => {
    const { jobs } = opened;
    const done: string[] = [];
    const none = (): Promise<void> => Promise.resolve();
    const step = (key: string): Promise<void> => {
      // The disk fills up while the first one is at work: that it is done cannot be written down.
      if (key === 'first' && !done.includes(key)) full.free = 12 * MIB;
      done.push(key);
      return none();
    };
    await jobs.enqueue([{ queue: 'step', key: 'first' }, { queue: 'step', key: 'later', afterMs: 100 }]);
    await jobs.start({ tick: none, notify: none, timer: none, check: none, enable: none, step });
    await until(() => done.includes('first'));
    const begun = performance.now();
    const { looks } = full;
    // Each look is a sweep of the engine, or its try to take or settle a job.
    await until(() => full.looks >= looks + 6);
    expect(performance.now() - begun).toBeGreaterThan(1_400);
    expect(warned.length).toBeLessThanOrEqual(8);
    expect(done.filter((key) => key === 'later')).toEqual([]);
    full.free = 1024 * MIB;
    await until(() => done.includes('later') && done.filter((key) => key === 'first').length === 2);
    let left = await jobs.depths();
    while (left.some((d) => d.due + d.running + d.failing > 0)) left = await jobs.depths();
    expect(warned.filter((line) => line.startsWith('the job engine cannot use the store'))).toHaveLength(1);
  }, 60_000);

  test('does not open, says why and what to do, and opens as it was afterwards', async () => {
    await opened.store.close();
    full.free = 12 * MIB;
    await expect(open()).rejects.toMatchObject({ code: 'FERRY_STORE', message: expect.stringMatching(/nearly full: 12 MiB are free, at least 64 are needed.+nothing was started.+Free some space where .+ferry-room-.+start Ferry again/) });
    full.free = FLOOR_BYTES;
    opened = await open();
    expect((await opened.store.migration(migration(1).id))?.state).toEqual(migration(1));
  });
});

describe('a real disk that is filled up', () => {
  const dir = mkdtempSync(join(tmpdir(), 'ferry-small-disk-'));
  const mounted = mountSmall(dir);
  if (!mounted) process.stderr.write('\nNOT TESTED: a store on a small disk of its own, because this user may not mount one.\n');
  afterAll(() => {
    if (mounted) did('umount', dir);
    rmSync(dir, { recursive: true, force: true });
  });

  (mounted ? test : test.skip)('is noticed within seconds, and its store stays whole', async () => {
    const { store } = await openEmbedded({ dir: join(dir, 'store'), log: silent });
    const save = (n: number): Promise<string> => store.commit({ at: AT, changes: [change(migration(n), 0)] }).catch((error: unknown) => String(error));
    expect(await save(1)).toBe('saved');
    const { bavail, bsize } = statfsSync(dir);
    writeFileSync(join(dir, 'logs-of-others'), Buffer.alloc(bavail * bsize - 20 * MIB));
    let n = 2;
    for (; (await save(n)) === 'saved'; n += 1) await pause(50);
    expect(n).toBeLessThan(100);
    expect(await store.healthy()).toBe(false);
    rmSync(join(dir, 'logs-of-others'));
    expect(await save(n)).toBe('saved');
    expect(await store.verify(migration(n).id)).toBeNull();
    await store.close();
  }, 60_000);
});

/** A disk in memory; false where that is not allowed. */
function mountSmall(dir: string): boolean {
  return did('mount', '-t', 'tmpfs', '-o', 'size=240m', 'tmpfs', dir);
}

function did(program: string, ...args: readonly string[]): boolean {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}
