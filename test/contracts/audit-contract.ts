/** The half of the store's contract that an auditor relies on: records that stay as they were written, and a walk that finds what did not. */
import { expect, test } from '@jest/globals';
import { emptySecurityLog } from '../../src/domain/audit/security.ts';
import { by } from '../../src/domain/person.ts';
import type { WalkedStream } from '../../src/ports/audit.ts';
import type { Store } from '../../src/ports/store.ts';
import { NotRecorded } from '../../src/ports/trouble.ts';
import { ANNA, approval, approvalChange, AT, change, dossier, dossierChange, HARBOUR, instance, migration } from './store-fixtures.ts';
import { onStore, tamper, type MakeStore } from './store-harness.ts';

async function walked(store: Store, streams: readonly string[] | null): Promise<readonly WalkedStream[]> {
  const all: WalkedStream[] = [];
  for await (const one of store.walk(streams)) all.push(one);
  return all;
}

/** Events, chains, walks, and the cards that people decided on. */
export function auditTests(make: MakeStore): void {
  test('events come back in order, with actor and time, numbered per stream', () =>
    onStore(make, async ({ opened: { store } }) => {
      await store.commit({ at: AT, changes: [change(migration(1), 0, [{ type: 'SeedingStarted' }, { type: 'ProtectionReached' }], by(ANNA)), change(migration(2), 0)] });
      await store.commit({ at: AT + 1, changes: [change(migration(1), 1, [{ type: 'Abandoned', reason: 'ü "quoted" \u0000 \ud83d\udea2' }])] });
      const events = await store.events(migration(1).id);
      expect(events.map((e) => [e.seq, e.at, e.event.type, e.actor.kind])).toEqual([[1, AT, 'SeedingStarted', 'person'], [2, AT, 'ProtectionReached', 'person'], [3, AT + 1, 'Abandoned', 'ferry']]);
      expect(events[2]?.event).toEqual({ type: 'Abandoned', reason: 'ü "quoted" \u0000 \ud83d\udea2' });
      expect(events[0]?.actor).toEqual(by(ANNA));
      expect((events[0]?.position ?? 0) < (events[2]?.position ?? 0)).toBe(true);
      expect(await store.verify(migration(1).id)).toBeNull();
      expect(await store.verify(migration(7).id)).toBeNull();
    }));

  test.each([
    { reason: 'a changed event', change: `update event set event = replace(event, 'two', 'TWO') where seq = 2`, broken: 2, what: 'changed' },
    { reason: 'a space that changes no meaning', change: `update event set event = replace(event, ',', ', ') where seq = 2`, broken: 2, what: 'changed' },
    { reason: 'a changed time', change: `update event set at = at + 1 where seq = 3`, broken: 3, what: 'changed' },
    { reason: 'a changed actor', change: `update event set actor = '{"kind":"other"}' where seq = 1`, broken: 1, what: 'changed' },
    { reason: 'a removed event', change: `delete from event where seq = 2`, broken: 2, what: 'missing' },
    { reason: 'a removed tail', change: `delete from event where seq = 4`, broken: 4, what: 'cut-off' },
    { reason: 'a stream without any record', change: `delete from event`, broken: 1, what: 'cut-off' },
    { reason: 'a recomputed hash without its successors', change: `update event set hash = 'f00d' where seq = 2`, broken: 2, what: 'changed' },
    { reason: 'an event too many', change: `insert into event (stream, seq, at, actor, event, hash) select stream, 5, at, actor, event, hash from event where seq = 4`, broken: 5, what: 'extra' },
  ])('notices $reason', ({ change: doctored, broken, what }) =>
    onStore(make, async ({ opened: { store }, sql }) => {
      const events = ['one', 'two', 'three', 'four'].map((reason) => ({ type: 'Abandoned', reason }) as const);
      await store.commit({ at: AT, changes: [change(migration(1), 0, events)] });
      expect(await store.verify(migration(1).id)).toBeNull();
      await tamper(sql, doctored);
      expect(await store.verify(migration(1).id)).toBe(broken);
      expect((await walked(store, null)).map((w) => [w.id, w.broken?.seq, w.broken?.what, w.broken?.at ?? null])).toEqual([[migration(1).id, broken, what, what === 'missing' || what === 'cut-off' ? null : expect.any(Number)]]);
      expect((await walked(store, [migration(1).id])).map((w) => w.broken?.what)).toEqual([what]);
    }));

  test.each(['update event set at = at + 1', 'delete from event', 'truncate event', 'update shown_card set json = json', 'delete from shown_card', 'truncate shown_card'])('the database itself refuses: %s', (statement) =>
    onStore(make, async ({ opened: { store }, sql }) => {
      await store.commit({ at: AT, changes: [change(migration(1), 0)] });
      await store.keepCard({ hash: 'h', subject: 'A-1', at: AT, json: '{}' });
      await expect(sql(statement)).rejects.toThrow(/append-only/);
      expect(await store.events(migration(1).id)).toHaveLength(1);
      expect(await store.shownCards(null)).toHaveLength(1);
    }));

  test('a walk goes over all streams with their states, and finds records whose stream is gone', () =>
    onStore(make, async ({ opened: { store }, sql }) => {
      const day = emptySecurityLog(AT);
      const refused = { actor: by(ANNA), event: { type: 'StrangerRefused', conversation: HARBOUR } } as const;
      await store.commit({ at: AT, changes: [change(migration(1), 0), approvalChange(approval(1), 0), dossierChange(dossier('i-1'), 0), { kind: 'security', id: day.id, version: 0, state: day, events: [refused] }] });
      await store.commit({ at: AT + 1, changes: [change(migration(1), 1, [{ type: 'ProtectionReached' }])] });
      expect(await store.securityLog(day.id)).toEqual({ state: day, version: 1 });
      expect((await store.auditStreams()).map((s) => [s.id, s.kind, s.subject, s.events])).toEqual([['A-1', 'approval', migration(1).id, 1], ['d-i-1', 'dossier', 'i-1', 1], [migration(1).id, 'migration', instance(1), 2], [day.id, 'security', day.day, 1]].toSorted((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1)));
      const all = await walked(store, null);
      expect(all.map((w) => [w.id, w.records.length, w.expected, w.broken])).toEqual((await store.auditStreams()).map((s) => [s.id, s.events, s.events, null]));
      expect(all.find((w) => w.kind === 'security')?.state).toEqual(day);
      await sql(`delete from stream where id = 'A-1'`);
      expect((await walked(store, null)).find((w) => w.id === 'A-1')).toMatchObject({ kind: null, broken: { seq: 1, at: AT, what: 'no-stream' } });
      expect((await store.lastRecords(null, 2)).map((r) => r.event.type)).toEqual(['StrangerRefused', 'ProtectionReached']);
      expect((await store.lastRecords(['A-1'], 9)).map((r) => r.event.type)).toEqual(['ApprovalRequested']);
      expect(await store.lastRecords([], 9)).toEqual([]);
    }));

  test('records that are no JSON any more do not end the walk', () =>
    onStore(make, async ({ opened: { store }, sql }) => {
      await store.commit({ at: AT, changes: [change(migration(1), 0, [{ type: 'SeedingStarted' }, { type: 'ProtectionReached' }])] });
      await tamper(sql, `update event set event = 'x' where seq = 1`);
      const [one] = await walked(store, null);
      expect([one?.broken, one?.records.map((r) => r.seq)]).toEqual([{ seq: 1, at: AT, what: 'changed' }, [2]]);
      expect(await store.verify(migration(1).id)).toBe(1);
      expect(await store.lastRecords(null, 5)).toHaveLength(1);
    }));

  test('what is written during a walk is no fault', () =>
    onStore(make, async ({ opened: { store } }) => {
      for (let n = 0; n < 120; n++) await store.commit({ at: AT, changes: [change(migration(n), 0)] });
      const broken: unknown[] = [];
      let version = 1;
      for await (const w of store.walk(null)) {
        if (w.broken !== null) broken.push(w);
        const last = migration(119);
        await store.commit({ at: AT, changes: [change(last, version, [{ type: 'RetryAsked' }])] });
        version += 1;
      }
      expect(broken).toEqual([]);
    }));

  test('a store that cannot write says so, and nothing of the commit is there', () =>
    onStore(make, async ({ opened: { store }, sql }) => {
      await sql(`create function test_full() returns trigger language plpgsql as $$ begin raise exception 'No space left on device' using errcode = '53100'; end $$`);
      await sql(`create trigger test_full before insert on event for each row execute function test_full()`);
      try {
        await expect(store.commit({ at: AT, changes: [change(migration(1), 0)], jobs: [{ queue: 'step', key: 'full' }] })).rejects.toBeInstanceOf(NotRecorded);
        expect(await store.migration(migration(1).id)).toBeNull();
        expect(await sql(`select 1 from pgboss.job where singleton_key = 'full'`)).toEqual([]);
      } finally {
        await sql(`drop trigger test_full on event`);
        await sql(`drop function test_full()`);
      }
    }));

  test('a card is kept as it was shown the first time, for each thing it asked about', () =>
    onStore(make, async ({ opened: { store } }) => {
      const card = { hash: 'h1', subject: 'A-1', at: AT, json: '{"a":"\\u0000 ü"}' };
      await Promise.all([1, 2, 3].map(() => store.keepCard(card)));
      await store.keepCard({ ...card, at: AT + 5, json: 'another' });
      await store.keepCard({ ...card, subject: 'A-2', at: AT - 1 });
      expect(await store.shownCards(['A-1'])).toEqual([card]);
      expect((await store.shownCards(null)).map((c) => c.subject)).toEqual(['A-2', 'A-1']);
      expect(await store.shownCards([])).toEqual([]);
    }));
}
