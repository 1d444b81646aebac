/** One running Ferry as the schedules see it: the real use cases and workers on a store and clouds that it can be torn away from. */
import type { Deps } from '../../../src/usecases/deps.ts';
import { makeUseCases } from '../../../src/usecases/use-cases.ts';
import type { Store } from '../../../src/ports/store.ts';
import { NotRecorded } from '../../../src/ports/trouble.ts';
import { makeExecutor } from '../../../src/workers/executor.ts';
import { makeObserver } from '../../../src/workers/observer.ts';
import { makeTimers } from '../../../src/workers/timers.ts';
import type { ActKind } from '../../../src/domain/migration/types.ts';
import type { Kill } from './moves.ts';

/** What ends everything that a killed process had under way. No error of Ferry's own. */
export class Killed extends Error {
  override readonly name = 'Killed';
}

export type Replica = ReturnType<typeof makeReplica>;
/** What others do wholly between two requests of this one. */
export type Meanwhile = { readonly after: number; run(): Promise<void> };
/** Called before each request that changes something in a cloud. */
export type Witness = (act: ActKind, subject: string) => Promise<void>;

const ACTS: Readonly<Record<string, ActKind>> = { enable: 'enableReplication', testFailover: 'startTestFailover', cleanUpTestFailover: 'cleanUpTestFailover', failover: 'startFailover', complete: 'completeMigration', stop: 'stopSource', start: 'startSource', deallocate: 'deallocateTarget', resumeJob: 'resumeJob', testFailoverPlan: 'startTestFailover', cleanUpTestFailoverPlan: 'cleanUpTestFailover', failoverPlan: 'startFailover' };

/** Starts one; `kill` and `breakStore` count from the moment they are called. */
export function makeReplica(base: Deps, store: Store, witness: Witness) {
  const life = { dead: false, kill: null as Kill, writes: 0, storeBreaks: 0, calls: 0, meanwhile: null as Meanwhile | null };

  async function write<T>(effect: () => Promise<T>): Promise<T> {
    life.writes += 1;
    const due = life.kill !== null && life.writes >= life.kill.at;
    if (due && life.kill?.when === 'before') die();
    const done = await effect();
    if (due) die();
    return done;
  }

  function die(): never {
    life.dead = true;
    throw new Killed('killed');
  }

  function commit(o: Parameters<Store['commit']>[0]): ReturnType<Store['commit']> {
    return write(() => {
      if (life.storeBreaks === 0 || o.changes.length === 0) return store.commit(o);
      life.storeBreaks -= 1;
      return Promise.reject(new NotRecorded('the disk is full'));
    });
  }

  async function call(name: string, args: readonly unknown[], send: () => Promise<unknown>): Promise<unknown> {
    const act = ACTS[name];
    if (act === undefined) return send();
    return write(async () => {
      await witness(act, String(name === 'deallocate' ? args[1] : args[0]));
      return send();
    });
  }

  /** Lets the others act between two requests. */
  async function others(): Promise<void> {
    life.calls += 1;
    if (life.meanwhile === null || life.calls < life.meanwhile.after) return;
    const { run } = life.meanwhile;
    life.meanwhile = null;
    await run();
  }

  /** The same object, but dead with its process; nothing of a dead one reaches the world any more. */
  function mortal<T extends object>(port: T, through: (name: string, args: readonly unknown[], send: () => Promise<unknown>) => Promise<unknown>): T {
    return new Proxy(port, {
      get: (target, key) => {
        const value: unknown = Reflect.get(target, key);
        if (typeof value !== 'function' || typeof key !== 'string') return value;
        return (...args: unknown[]) => {
          if (life.dead) throw new Killed('dead');
          return others().then(() => through(key, args, () => Promise.resolve(Reflect.apply(value, target, args) as unknown)));
        };
      },
    });
  }

  const deps: Deps = {
    ...base,
    store: mortal(store, (name, args, send) => (name === 'commit' ? commit(args[0] as Parameters<Store['commit']>[0]) : send())),
    replication: mortal(base.replication, call),
    source: mortal(base.source, call),
    target: mortal(base.target, call),
  };
  return {
    usecases: makeUseCases(deps),
    executor: makeExecutor(deps),
    observer: makeObserver(deps, { everyMs: 15_000 }),
    timers: makeTimers(deps),
    isDead: () => life.dead,
    prepare: (o: { readonly kill: Kill; readonly storeBreaks: number; readonly meanwhile: Meanwhile | null }) => Object.assign(life, o, { writes: 0, calls: 0 }),
  };
}
