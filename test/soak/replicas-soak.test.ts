/** Whole migrations on three replicas that are killed, started and cut off from the database at random moments: each step is taken once, nothing that was promised is lost. */
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { openServer } from '../../src/adapters/store/open.ts';
import { migrationIdFor, type InstanceId } from '../../src/domain/ids.ts';
import { CHAT, said } from '../e2e/support/chat.ts';
import { expectNothingLost, expectOnce } from '../e2e/support/crash-expectations.ts';
import { makeRandom, type Random } from '../e2e/support/killer.ts';
import { makePersistentPeople, newestRoot, openQuestions } from '../e2e/support/persistent-people.ts';
import { silent } from '../contracts/store-fixtures.ts';
import { eventually, readiness, startFleet, type Fleet, type Replica } from '../replicas/support/fleet.ts';

const SEED = Number(process.env['FERRY_CRASH_SEED'] ?? Date.now() % 1_000_000);
const RUNS = Number(process.env['FERRY_REPLICA_RUNS'] ?? 4);
const MACHINE = 'web-01';
/** Longer than it takes others to take over, and longer than a connection may be silent. */
const OUTAGES_MS = [11_000, 20_000] as const;

test.each(Array.from({ length: RUNS }, (_, n) => SEED + n))('a migration on three replicas, seed %i (FERRY_CRASH_SEED)', async (seed) => {
  const fleet = await startFleet({ replicas: 3 });
  if (fleet === null) return;
  const told: string[] = [];
  let over = false;
  try {
    for (const _ of fleet.replicas) await fleet.chat.addBot();
    await fleet.chat.addBot(CHAT);
    const people = makePersistentPeople(fleet.chat, { machine: MACHINE, mayDecide: () => true });
    const trouble = makeTrouble(fleet, { random: makeRandom(seed), told, isOver: () => over });
    await people.decideUntil(() => fleet.chat.messages.some((m) => m.thread === null && /migrated, replication is off/i.test(said(m))), 400);
    over = true;
    await trouble;
    await eventually('all to be ready', 30_000, async () => (await Promise.all(fleet.replicas.map(readiness))).every((s) => s === 200));
    await people.decideUntil(soon(openQuestions(fleet.chat).length === 0 ? 4_000 : 10_000), 60);
    const exits = await Promise.all(fleet.replicas.map((r) => r.bot.stop()));
    await expectUnharmed(fleet, people.acks);
    expect(exits).toEqual([0, 0, 0]);
    expect(told.length).toBeGreaterThan(2);
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\nseed ${seed}\n${told.join('\n')}\n${fleet.replicas.map((r) => r.bot.output().slice(-3_000)).join('\n---\n')}`, { cause: error });
  } finally {
    over = true;
    await fleet.stop();
  }
}, 500_000);

/** One replica at a time is in trouble, sometimes two; never all. */
async function makeTrouble(fleet: Fleet, o: { readonly random: Random; readonly told: string[]; readonly isOver: () => boolean }): Promise<void> {
  const begun = performance.now();
  while (!o.isOver()) {
    await pause(500 + o.random() * 3_000);
    const [first, second] = shuffled(fleet.replicas, o.random);
    if (first === undefined || second === undefined || o.isOver()) return;
    const both = o.random() < 0.3;
    o.told.push(`${Math.round(performance.now() - begun)} ms: ${both ? 'two' : 'one'}`);
    await Promise.all((both ? [first, second] : [first]).map((r) => befall(r, o)));
  }
}

async function befall(replica: Replica, o: { readonly random: Random; readonly told: string[] }): Promise<void> {
  const ms = o.random() < 0.5 ? OUTAGES_MS[o.random() < 0.6 ? 0 : 1] : o.random() * 4_000;
  if (o.random() < 0.5) {
    o.told.push(`  killed for ${Math.round(ms)} ms`);
    await replica.bot.kill();
    await pause(ms);
    await replica.bot.start();
    return;
  }
  o.told.push(`  cut off for ${Math.round(ms)} ms`);
  replica.database.cut();
  await pause(ms);
  replica.database.mend();
}

function shuffled<T>(all: readonly T[], random: Random): readonly T[] {
  return all.map((one) => ({ one, at: random() })).toSorted((a, b) => a.at - b.at).map(({ one }) => one);
}

function soon(ms: number): () => boolean {
  const end = Date.now() + ms;
  return () => Date.now() >= end;
}

async function expectUnharmed(fleet: Fleet, acks: Parameters<typeof expectNothingLost>[0]['acks']): Promise<void> {
  const machine = fleet.sandbox.world.sources.list().find((m) => m.name === MACHINE);
  expectOnce({ journal: fleet.sandbox.world.journal.list(), sourceRuns: machine?.running ?? true });
  const { store } = await openServer({ url: fleet.databaseUrl, log: silent });
  try {
    const id = migrationIdFor((machine?.instanceId ?? '') as InstanceId, 1);
    const own = await store.events(id);
    const approvals = own.flatMap((e) => (e.event.type === 'CutoverRequested' ? [e.event.approvalId] : []));
    const events = [...own, ...(await Promise.all(approvals.map((a) => store.events(a)))).flat()];
    expectNothingLost({ acks, events });
    for (const { id: stream } of await store.auditStreams()) expect(await store.verify(stream as typeof id)).toBeNull();
  } finally {
    await store.close();
  }
  const root = newestRoot(fleet.chat, MACHINE);
  expect(root === undefined ? '' : said(root)).toMatch(/migrated/i);
  expect(openQuestions(fleet.chat).map((b) => said(b.message).slice(0, 200))).toEqual([]);
}
