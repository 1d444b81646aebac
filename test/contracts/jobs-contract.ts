import { describe, expect, jest, test } from '@jest/globals';
import type { Jobs, QueueName } from '../../src/ports/jobs.ts';
import { AT, change, migration } from './store-fixtures.ts';
import { onStore, type MakeStore } from './store-harness.ts';

type Handlers = Parameters<Jobs['start']>[0];
type Gate = { readonly opened: Promise<void>; open(): void };
/** Waits for the nth run of a handler. */
type Runs = { readonly handle: (key: string, signal: AbortSignal) => Promise<void>; readonly keys: string[]; reached(n: number): Promise<void> };

/** What every job engine must do. */
export function jobsContract(name: string, make: MakeStore): void {
  // Retries wait for seconds of the database's own clock; a busy machine may take its time beyond that.
  jest.setTimeout(30_000);
  describe(`the jobs on ${name}`, () => {
    deliveryTests(make);
    exclusivityTests(make);
    failureTests(make);
    takeoverTests(make);
  });
}

function deliveryTests(make: MakeStore): void {
  test('a committed job reaches its handler, with its key', () =>
    onStore(make, async ({ opened: { store, jobs } }) => {
      const runs = makeRuns();
      await jobs.start(only('step', runs.handle));
      await store.commit({ at: AT, changes: [change(migration(1), 0)], jobs: [{ queue: 'step', key: 'm-1' }] });
      await runs.reached(1);
      expect(runs.keys).toEqual(['m-1']);
    }));

  test('what was enqueued before the start runs after it', () =>
    onStore(make, async ({ opened: { jobs } }) => {
      const runs = makeRuns();
      await jobs.enqueue([{ queue: 'notify', key: 'a' }, { queue: 'notify', key: 'b' }]);
      await jobs.start(only('notify', runs.handle));
      await runs.reached(2);
      expect(runs.keys.toSorted()).toEqual(['a', 'b']);
    }));

  test('while one waits, the same key is one job; another queue is another job', () =>
    onStore(make, async ({ opened: { jobs }, sql }) => {
      for (let n = 0; n < 5; n += 1) await jobs.enqueue([{ queue: 'step', key: 'a' }, { queue: 'step', key: 'a' }, { queue: 'tick', key: 'a' }]);
      expect(await sql(`select name, count(*)::int as n from pgboss.job where singleton_key = 'a' group by name order by name`)).toEqual([{ name: 'step', n: 1 }, { name: 'tick', n: 1 }]);
    }));

  test('its depths tell what waits, how long, and what runs; what is put off does not wait', () =>
    onStore(make, async ({ opened: { jobs } }) => {
      const of = async (queue: QueueName) => (await jobs.depths()).find((d) => d.queue === queue);
      expect(await of('step')).toEqual({ queue: 'step', due: 0, running: 0, failing: 0, oldestMs: 0 });
      await jobs.enqueue([{ queue: 'step', key: 'a' }, { queue: 'step', key: 'b' }, { queue: 'timer', key: 'late', afterMs: 60_000 }]);
      expect(await of('step')).toMatchObject({ due: 2, running: 0, failing: 0 });
      expect((await of('step'))?.oldestMs).toBeGreaterThan(0);
      expect(await of('timer')).toMatchObject({ due: 0, oldestMs: 0 });
      const gate = makeGate();
      const runs = makeRuns(() => gate.opened);
      await jobs.start(only('step', runs.handle));
      await runs.reached(2);
      expect(await of('step')).toMatchObject({ due: 0, running: 2 });
      gate.open();
    }));

  test('a delayed job runs when it is due, not before', () =>
    onStore(make, async ({ opened: { jobs } }) => {
      const runs = makeRuns();
      await jobs.start(only('timer', runs.handle));
      const begun = performance.now();
      await jobs.enqueue([{ queue: 'timer', key: 'late', afterMs: 400 }]);
      await runs.reached(1);
      expect(performance.now() - begun).toBeGreaterThanOrEqual(399);
    }));

  test('a waiting job is brought forward, never put back', () =>
    onStore(make, async ({ opened: { jobs } }) => {
      const runs = makeRuns();
      await jobs.start(only('tick', runs.handle));
      await jobs.enqueue([{ queue: 'tick', key: 'vault', afterMs: 60_000 }]);
      await jobs.enqueue([{ queue: 'tick', key: 'vault' }]);
      await runs.reached(1);
      await jobs.enqueue([{ queue: 'tick', key: 'vault', afterMs: 300 }]);
      await jobs.enqueue([{ queue: 'tick', key: 'vault', afterMs: 60_000 }]);
      await runs.reached(2);
    }));
}

function exclusivityTests(make: MakeStore): void {
  test('a check is carried out once at a time for each run, and another run does not wait for it', () =>
    onStore(make, async ({ opened: { jobs } }) => {
      const gate = makeGate();
      const runs = makeRuns((key) => (key === 'wave' ? gate.opened : Promise.resolve()));
      await jobs.start(only('check', runs.handle));
      await jobs.enqueue([{ queue: 'check', key: 'wave' }]);
      await runs.reached(1);
      await jobs.enqueue([{ queue: 'check', key: 'wave' }, { queue: 'check', key: 'all' }]);
      await runs.reached(2);
      expect(runs.keys).toEqual(['wave', 'all']);
      gate.open();
      await runs.reached(3);
      expect(runs.keys).toEqual(['wave', 'all', 'wave']);
    }));

  test('a job enqueued while its key is being handled is not lost and does not run beside it', () =>
    onStore(make, async ({ opened: { jobs } }) => {
      const gate = makeGate();
      let running = 0;
      let most = 0;
      const runs = makeRuns(async () => {
        running += 1;
        most = Math.max(most, running);
        await gate.opened;
        running -= 1;
      });
      await jobs.start(only('step', runs.handle));
      await jobs.enqueue([{ queue: 'step', key: 'a' }]);
      await runs.reached(1);
      await jobs.enqueue([{ queue: 'step', key: 'a' }]);
      // A different key shows that the queue went past the waiting one.
      await jobs.enqueue([{ queue: 'step', key: 'b' }]);
      await runs.reached(2);
      expect(runs.keys).toEqual(['a', 'b']);
      gate.open();
      await runs.reached(3);
      expect(runs.keys).toEqual(['a', 'b', 'a']);
      expect(most).toBe(2);
    }));

  test('over all replicas one handler per key runs at a time, and every commit is seen by a run that began after it', () =>
    onStore(make, async ({ opened, replica }) => {
      const other = await replica();
      const both = other === opened ? [opened] : [opened, other];
      const busy = new Set<string>();
      let overlaps = 0;
      let committed = 0;
      let seen = 0;
      const done = makeGate();
      const handle = async (key: string): Promise<void> => {
        if (busy.has(key)) overlaps += 1;
        busy.add(key);
        const before = committed;
        await opened.store.healthy();
        busy.delete(key);
        if (key === 'hot') seen = before;
        if (seen === 40) done.open();
      };
      await Promise.all(both.map(({ jobs }) => jobs.start(only('step', handle))));
      for (let n = 0; n < 40; n += 1) {
        committed += 1;
        await both[n % both.length]?.jobs.enqueue([{ queue: 'step', key: 'hot' }, { queue: 'step', key: `cold-${n % 7}` }]);
      }
      await done.opened;
      expect(overlaps).toBe(0);
    }));
}

function failureTests(make: MakeStore): void {
  test('a handler that throws is tried again, other keys go on, and a new request does not wait for the pause', () =>
    onStore(make, async ({ opened: { jobs } }) => {
      const failedAt = new Map<string, number>();
      const ranAt = new Map<string, number>();
      const runs = makeRuns((key) => {
        if (key === 'good' || failedAt.has(key)) {
          if (!ranAt.has(key)) ranAt.set(key, Date.now());
          return Promise.resolve();
        }
        failedAt.set(key, Date.now());
        return Promise.reject(new Error('not yet'));
      });
      await jobs.start(only('notify', runs.handle));
      await jobs.enqueue([{ queue: 'notify', key: 'again' }, { queue: 'notify', key: 'asked' }]);
      await runs.reached(2);
      await jobs.enqueue([{ queue: 'notify', key: 'good' }]);
      await jobs.enqueue([{ queue: 'notify', key: 'asked' }]);
      const asked = Date.now();
      // A job may run twice, so on a busy machine the pause of 'asked' can end just as its new request comes.
      for (let n = 5; ranAt.size < 3; n += 1) await runs.reached(n);
      expect([...new Set(runs.keys.slice(2))].toSorted()).toEqual(['again', 'asked', 'good']);
      // As a ratio within this run, so that a busy machine slows both: the one sits out its pause, the other does not.
      expect((ranAt.get('asked') ?? Infinity) - asked).toBeLessThan((ranAt.get('again') ?? 0) - (failedAt.get('again') ?? 0));
    }));

  test('stop lets what is running end, and takes nothing new', () =>
    onStore(make, async ({ opened: { jobs } }) => {
      const gate = makeGate();
      const runs = makeRuns(() => gate.opened);
      await jobs.start(only('step', runs.handle));
      await jobs.enqueue([{ queue: 'step', key: 'a' }]);
      await runs.reached(1);
      const stopped = jobs.stop();
      await jobs.enqueue([{ queue: 'step', key: 'b' }]);
      gate.open();
      await stopped;
      expect(runs.keys).toEqual(['a']);
    }));

  test('stop tells a handler that does not end', () =>
    onStore(make, async ({ opened: { jobs } }) => {
      const runs = makeRuns((_key, signal) => new Promise((resolve) => signal.addEventListener('abort', () => resolve())));
      await jobs.start(only('step', runs.handle));
      await jobs.enqueue([{ queue: 'step', key: 'a' }]);
      await runs.reached(1);
      const begun = performance.now();
      await jobs.stop();
      expect(performance.now() - begun).toBeLessThan(3_000);
    }));
}

function takeoverTests(make: MakeStore): void {
  test('a job whose holder went silent is taken over', () =>
    onStore(make, async ({ opened: { jobs }, sql }) => {
      const runs = makeRuns();
      await jobs.enqueue([{ queue: 'step', key: 'orphan' }]);
      await sql(`update pgboss.job set state = 'active', started_on = now() - interval '1 minute', heartbeat_on = now() - interval '1 minute' where name = 'step'`);
      await jobs.start(only('step', runs.handle));
      await runs.reached(1);
      expect(runs.keys).toEqual(['orphan']);
    }));

  test('a holder that was taken for dead is told, and its run ends before the next one begins in the same process', () =>
    onStore(make, async ({ opened: { jobs }, sql }) => {
      let running = 0;
      let most = 0;
      const runs = makeRuns(async (_key, signal) => {
        running += 1;
        most = Math.max(most, running);
        if (running + runs.keys.length === 2) await new Promise((resolve) => signal.addEventListener('abort', resolve));
        running -= 1;
      });
      await jobs.start(only('step', runs.handle));
      await jobs.enqueue([{ queue: 'step', key: 'a' }]);
      await runs.reached(1);
      await sql(`update pgboss.job set state = 'retry', start_after = now() where name = 'step'`);
      await runs.reached(2);
      expect(most).toBe(1);
    }));
}

function only(queue: QueueName, handle: Handlers[QueueName]): Handlers {
  const none = (): Promise<void> => Promise.resolve();
  return { step: none, tick: none, notify: none, timer: none, check: none, enable: none, [queue]: handle };
}

function makeGate(): Gate {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

function makeRuns(body: (key: string, signal: AbortSignal) => Promise<void> = () => Promise.resolve()): Runs {
  const keys: string[] = [];
  const waiting: { readonly n: number; readonly gate: Gate }[] = [];
  return {
    keys,
    handle: async (key, signal) => {
      keys.push(key);
      for (const wait of waiting) if (keys.length >= wait.n) wait.gate.open();
      await body(key, signal);
    },
    reached: async (n) => {
      const gate = makeGate();
      waiting.push({ n, gate });
      if (keys.length >= n) gate.open();
      await gate.opened;
    },
  };
}
