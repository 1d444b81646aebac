/** Gathers what is handed over with a wave, and has it posted to its thread. Nothing is decided by it. */
import { machinesOf } from '../domain/approval/subject.ts';
import { costOf } from '../domain/cost/cost.ts';
import { HANDOVER } from '../domain/notice/handover.ts';
import type { WaveId } from '../domain/ids.ts';
import { costReads } from './costs.ts';
import type { Deps } from './deps.ts';
import type { HandoverFacts, HandoverUseCases } from './handover-types.ts';
import { newestOf } from './inventory.ts';

/** Lines of a message; among so many records those of people are found. */
const MOST_DONE = 4;
const MOST_RECORDS = 300;

/** The use cases behind `handover`. */
export function makeHandover(d: Deps): HandoverUseCases {
  return { handoverFacts: (id) => facts(d, id), handOver: (o) => handOver(d, o) };
}

async function membersOf(d: Deps, id: WaveId) {
  const members = new Set<string>((await d.store.wave(id))?.state.members.map((m) => m.instanceId) ?? []);
  return newestOf(await d.store.migrations({ open: false })).filter((m) => members.has(m.instanceId));
}

async function facts(d: Deps, id: WaveId): Promise<HandoverFacts> {
  const [own, approvals, reads] = await Promise.all([membersOf(d, id), d.store.approvals(), costReads(d)]);
  const now = d.clock.now();
  const ids = new Set<string>(own.map((m) => m.id));
  const requests = approvals.filter((a) => machinesOf(a.state).some((m) => ids.has(m))).map((a) => a.state.id);
  const records = await d.store.lastRecords([id, ...ids, ...requests], MOST_RECORDS);
  const ends = own.flatMap((m) => costOf({ migration: m, ...reads(m), price: null, now })?.freeUntil ?? []).filter((at) => at > now);
  return { done: records.filter((r) => r.actor.kind === 'person').slice(-MOST_DONE).map((record) => ({ record, machine: own.find((m) => m.id === record.stream)?.name ?? null })), freeUntil: ends.length === 0 ? null : Math.min(...ends), now };
}

/** Kept before it is said, so that it is said once whatever happens in between. */
async function handOver(d: Deps, { id, text }: { readonly id: WaveId; readonly text: string }): Promise<boolean> {
  if ((await membersOf(d, id)).length === 0) return false;
  const at = d.clock.now();
  await d.store.putNote(`${HANDOVER}${id}`, JSON.stringify({ at, text }));
  await d.store.commit({ at, changes: [], jobs: [{ queue: 'notify', key: id }] });
  return true;
}
