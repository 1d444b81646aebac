/** Many notices to a Teams that fails one time in ten: none is lost, none comes twice. FERRY_NOTICES says how many. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { HOUR, MINUTE, SECOND } from '../../src/domain/time.ts';
import type { Fault } from '../support/fake-teams.ts';
import { chance, happens, machineAt, openRoom, type Machine, type NoticeRoom } from '../workers/support/notice-room.ts';

const COUNT = Number(process.env['FERRY_NOTICES'] ?? 10_000);
const SEED = Number(process.env['FERRY_NOTICES_SEED'] ?? 20_261_126);
const MACHINES = Math.min(200, COUNT);
const FAULTS: readonly Fault[] = [
  { status: 429, when: 'before' }, { status: 429, when: 'before', retryAfter: 7 }, { status: 412, when: 'before' }, { status: 503, when: 'before' },
  { status: 502, when: 'after' }, { status: 502, when: 'before' }, { status: 'drop', when: 'after' }, { status: 'drop', when: 'before' },
];

let room: NoticeRoom;
beforeAll(async () => { room = await openRoom(); }, 60_000);
afterAll(() => room.close());

test(`${COUNT} notices with one call in ten going wrong (FERRY_NOTICES_SEED=${SEED})`, async () => {
  const random = chance(SEED);
  room.fake.state.fault = () => (random() < 0.1 ? (FAULTS[Math.floor(random() * FAULTS.length)] ?? null) : null);
  const machines: Machine[] = [];
  for (let i = 0; i < MACHINES; i++) machines.push(machineAt(room, i + 1, await room.chat('channel', `19:soak-${i % 50}@thread.tacv2`)));
  await happens(room, machines, { type: 'SeedingStarted' });
  await room.after(MINUTE);
  const texts: string[] = [];
  const seen = new Set<string>();
  for (let n = 0; n < COUNT; n += MACHINES) {
    const reason = `round ${String(n / MACHINES).padStart(3, '0')}`;
    texts.push(reason);
    await happens(room, machines, { type: 'MachineHeld', reason });
    await room.after(6 * MINUTE + SECOND);
    // A card shows the newest ones; what stood on it before was seen there.
    for (const [what, one] of told()) if (one.shown) seen.add(what);
  }
  room.fake.state.fault = () => null;
  await room.after(2 * HOUR);
  const found = told();
  const lost: string[] = [];
  const doubled: string[] = [];
  /** Machines whose card does not say that there is more than it shows. */
  const hidden: string[] = [];
  for (const m of machines) {
    let gone = 0;
    for (const reason of texts) {
      const what = `${m.name} ${reason}`;
      const { posted, shown } = found.get(what) ?? { posted: 0, shown: false };
      if (posted > 1) doubled.push(what);
      if (posted > 0 || shown) continue;
      gone += 1;
      if (!seen.has(what)) lost.push(what);
    }
    if (moreOnCard(m) < gone) hidden.push(m.name);
  }
  expect({ lost, doubled, hidden, tooFast: room.fake.tooFast.length }).toEqual({ lost: [], doubled: [], hidden: [], tooFast: 0 });
}, 3_600_000);

/** How many more than it shows a machine's card calls not confirmed. */
function moreOnCard(m: Machine): number {
  const card = room.fake.messages.findLast((message) => message.thread.endsWith(message.id) && message.content.includes(`${m.name}:`));
  return Number(/Teams did not confirm (\d+) more/.exec(card?.content ?? '')?.[1] ?? 0);
}

/** What people see: messages that tell of it, and root cards that show what was not confirmed. */
function told(): ReadonlyMap<string, { posted: number; shown: boolean }> {
  const found = new Map<string, { posted: number; shown: boolean }>();
  for (const message of room.fake.messages) {
    const isRoot = message.thread.endsWith(message.id);
    for (const [, name = '', reason = ''] of message.content.matchAll(/(web-\d+) is held: [^"]*?Reason: (round \d{3})/g)) {
      const one = found.get(`${name} ${reason}`) ?? { posted: 0, shown: false };
      found.set(`${name} ${reason}`, isRoot ? { ...one, shown: true } : { ...one, posted: one.posted + 1 });
    }
  }
  return found;
}
