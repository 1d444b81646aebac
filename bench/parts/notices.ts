/** Notices: how many go through the outbox in a second, ledger and budgets included, and how long a change takes from the store to the edit of its card. */
import type { InstanceId } from '../../src/domain/ids.ts';
import { MINUTE, SECOND } from '../../src/domain/time.ts';
import { happens, machineAt, openRoom, type Machine, type NoticeRoom } from '../../test/workers/support/notice-room.ts';
import { median, spread, type Line } from '../support/figures.ts';

const MACHINES = 60;
const ROUNDS = 3;

/** Each machine has a channel of its own, so that Teams' limits do not hold the outbox back; Teams is a server on this machine. */
export async function measureNotices(): Promise<readonly Line[]> {
  const room = await openRoom({ editEveryMs: 1 });
  try {
    const machines: Machine[] = [];
    for (let n = 1; n <= MACHINES; n++) machines.push(machineAt(room, n, await room.chat('channel', `19:bench-${n}@thread.tacv2`)));
    await happens(room, machines, { type: 'SeedingStarted' });
    await room.after(MINUTE);
    const rates: number[] = [];
    for (let round = 0; round < ROUNDS; round++) rates.push(await rate(room, machines, `round ${round}`));
    const edits = await timesToEdit(room, machines);
    return [
      { what: 'notices through the outbox, embedded store', figure: median(rates), unit: '/s', goal: null, note: spread(rates, 1) },
      { what: 'change stored → card edited at Teams', figure: median(edits), unit: 'ms', goal: null, note: `${spread(edits)}; the wait between two edits left out` },
    ];
  } finally {
    await room.close();
  }
}

async function rate(room: NoticeRoom, machines: readonly Machine[], reason: string): Promise<number> {
  await happens(room, machines, { type: 'MachineHeld', reason });
  const before = room.fake.calls.length;
  const began = performance.now();
  await room.after(4 * MINUTE);
  return ((room.fake.calls.length - before) * SECOND) / (performance.now() - began);
}

async function timesToEdit(room: NoticeRoom, machines: readonly Machine[]): Promise<readonly number[]> {
  const times: number[] = [];
  for (const m of machines.slice(0, 20)) {
    const began = performance.now();
    await happens(room, [m], { type: 'SourceLost', loss: { power: 'terminated', lastRecoveryPointAt: null, seenAt: room.now, successor: null as InstanceId | null, autoScalingGroup: null } });
    await room.notify(m.id);
    times.push(performance.now() - began);
    await room.after(MINUTE);
  }
  return times;
}
