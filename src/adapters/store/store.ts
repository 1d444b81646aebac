import { sql } from 'kysely';
import type { Store } from '../../ports/store.ts';
import { makeAbout } from './about.ts';
import { makeAudit } from './audit.ts';
import { makeCheckRuns } from './check-runs.ts';
import { makeConversations } from './conversations.ts';
import type { Database } from './database.ts';
import { within } from './deadline.ts';
import { makeDialogs } from './dialogs.ts';
import { makeEvents } from './events.ts';
import { makeFollower } from './follow.ts';
import { makeInventory } from './inventory.ts';
import type { Enqueue } from './jobs/enqueue.ts';
import { makeLives } from './lives.ts';
import { makeNotices } from './notices.ts';
import { makePosts } from './posts.ts';
import { makeRecords } from './records.ts';
import type { Room } from './room.ts';
import { makeRounds } from './rounds.ts';
import { makeSamples } from './samples.ts';
import { makeSeenActivities } from './seen-activities.ts';
import { makeShownCards } from './shown-cards.ts';
import { makeOwnStamps, makeSharedStamps } from './stamps.ts';
import { makeStreams } from './streams.ts';

/** Whoever asks for health waits no longer than this: a database that cannot be reached often does not answer at all. */
const HEALTHY_MS = 2_000;

type Parts = {
  readonly db: Database;
  readonly enqueue: Enqueue;
  /** This process among those that share the database. */
  readonly replica: string;
  readonly room: Room | null;
  /** True when no other process can write to the database. */
  readonly alone: boolean;
  readonly close: () => Promise<void>;
};

/** The store on an open database; `close` ends everything that belongs to the database. */
export function makeStore(o: Parts): Store {
  const stamps = o.alone ? makeOwnStamps() : makeSharedStamps(o.db);
  const { follow, noted } = makeFollower();
  const streams = makeStreams(o.db, o.enqueue, stamps);
  const [records, checkRuns] = [makeRecords(o.db), makeCheckRuns(o.db)];
  return {
    follow,
    ...streams,
    commit: noted(streams.commit),
    ...makeEvents(o.db),
    ...makeAudit(o.db),
    ...makeShownCards(o.db),
    ...makeLives(o.db, stamps),
    ...makeInventory(o.db, stamps),
    ...records,
    putNote: noted(records.putNote),
    ...makeRounds({ db: o.db, enqueue: o.enqueue, holder: o.replica }),
    ...makeSamples(o.db),
    ...checkRuns,
    putCheckRun: noted(checkRuns.putCheckRun),
    ...makeConversations(o.db),
    ...makePosts(o.db),
    ...makeNotices(o.db),
    ...makeDialogs(o.db),
    ...makeSeenActivities(o.db),
    ...makeAbout(o.db, { kind: o.alone ? 'pglite' : 'postgres', room: o.room }),
    healthy: () => within(HEALTHY_MS, answersWithRoom(o)).catch(() => false),
    close: o.close,
  };
}

/** A store that takes nothing more is as little use to people as one that does not answer. */
async function answersWithRoom({ db, room }: Parts): Promise<boolean> {
  await sql`select 1`.execute(db.read);
  const disk = (await room?.look()) ?? null;
  return disk === null || disk.freeBytes >= disk.floorBytes;
}
