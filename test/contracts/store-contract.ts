import { describe, expect, test } from '@jest/globals';
import { userIdFromActivity, approvalIdOf, conversationIdFromActivity } from '../../src/domain/ids.ts';
import { auditTests } from './audit-contract.ts';
import { ANNA, answer, approval, approvalChange, AT, change, dossier, dossierChange, HARBOUR, instance, line, live, migration, report, run } from './store-fixtures.ts';
import { governanceTests } from './store-governance.ts';
import { onStore, type MakeStore } from './store-harness.ts';
import { lostTests } from './store-lost.ts';
import { noticeTests } from './store-notices.ts';
import { sampleTests } from './store-samples.ts';
import { waveTests } from './store-waves.ts';
import { replicaTests } from './store-replicas.ts';

/** What every store must do, whatever database is under it. */
export function storeContract(name: string, make: MakeStore): void {
  describe(`the store on ${name}`, () => {
    streamTests(make);
    auditTests(make);
    dossierTests(make);
    governanceTests(make);
    waveTests(make);
    sampleTests(make);
    listTests(make);
    runTests(make);
    conversationTests(make);
    postTests(make);
    noticeTests(make);
    replicaTests(make);
    lostTests(make);
  });
}

function streamTests(make: MakeStore): void {
  test('gives back what was committed, with its version', () =>
    onStore(make, async ({ opened: { store } }) => {
      const state = migration(1);
      expect(await store.migration(state.id)).toBeNull();
      expect(await store.commit({ at: AT, changes: [change(state, 0)] })).toBe('saved');
      expect(await store.migration(state.id)).toEqual({ state, version: 1 });
      const later = { ...state, position: { phase: 'protected' } as const };
      expect(await store.commit({ at: AT, changes: [change(later, 1)] })).toBe('saved');
      expect(await store.migration(state.id)).toEqual({ state: later, version: 2 });
    }));

  test('of 20 writers of one version, exactly one wins', () =>
    onStore(make, async ({ opened, replica }) => {
      const state = migration(1);
      const other = await replica();
      await opened.store.commit({ at: AT, changes: [change(state, 0)] });
      const writers = Array.from({ length: 20 }, (_, n) => (n % 2 === 0 ? opened : other).store.commit({ at: AT + n, changes: [change({ ...state, name: `writer-${n}` }, 1)] }));
      const outcomes = await Promise.all(writers);
      expect(outcomes.filter((outcome) => outcome === 'saved')).toHaveLength(1);
      expect((await opened.store.migration(state.id))?.version).toBe(2);
      expect(await opened.store.events(state.id)).toHaveLength(2);
      expect(await opened.store.verify(state.id)).toBeNull();
    }));

  test('of 20 creators of one stream, exactly one wins', () =>
    onStore(make, async ({ opened: { store } }) => {
      const outcomes = await Promise.all(Array.from({ length: 20 }, () => store.commit({ at: AT, changes: [change(migration(1), 0)] })));
      expect(outcomes.filter((outcome) => outcome === 'saved')).toHaveLength(1);
    }));

  test('a conflict in one change undoes all changes, events and jobs of the commit', () =>
    onStore(make, async ({ opened: { store }, sql }) => {
      await store.commit({ at: AT, changes: [change(migration(2), 0)] });
      const outcome = await store.commit({ at: AT, changes: [change(migration(1), 0), change(migration(2), 7)], jobs: [{ queue: 'step', key: 'x' }] });
      expect(outcome).toBe('conflict');
      expect(await store.migration(migration(1).id)).toBeNull();
      expect(await store.events(migration(1).id)).toEqual([]);
      expect(await sql(`select 1 from pgboss.job where name = 'step'`)).toEqual([]);
    }));

  test('a commit writes its jobs with it', () =>
    onStore(make, async ({ opened: { store }, sql }) => {
      await store.commit({ at: AT, changes: [change(migration(1), 0)], jobs: [{ queue: 'step', key: 'a' }, { queue: 'timer', key: 'a', afterMs: 60_000 }] });
      expect(await sql(`select name from pgboss.job where singleton_key = 'a' order by name`)).toEqual([{ name: 'step' }, { name: 'timer' }]);
    }));

  test('migrations are listed newest first, and open ones alone when asked', () =>
    onStore(make, async ({ opened: { store } }) => {
      const old = migration(1, { startedAt: AT, position: { phase: 'migrated', at: AT, vm: 'web-1' } });
      const again = migration(1, { attempt: 2, startedAt: AT + 10 });
      await store.commit({ at: AT, changes: [change(old, 0), change(again, 0), change(migration(2, { startedAt: AT + 5 }), 0)] });
      expect((await store.migrations({ open: false })).map((m) => m.state.id)).toEqual([again.id, migration(2).id, old.id]);
      expect((await store.migrations({ open: true })).map((m) => m.state.id)).toEqual([again.id, migration(2).id]);
      expect((await store.migrationOf(instance(1)))?.state.id).toBe(again.id);
      expect(await store.migrationOf(instance(9))).toBeNull();
    }));

  test('a list shows what another replica committed a moment ago', () =>
    onStore(make, async ({ opened, replica }) => {
      const other = await replica();
      await opened.store.commit({ at: AT, changes: [change(migration(1), 0)] });
      expect(await other.store.migrations({ open: true })).toHaveLength(1);
      await other.store.commit({ at: AT, changes: [change({ ...migration(1), name: 'renamed' }, 1)] });
      expect((await opened.store.migrations({ open: true })).map((m) => [m.state.name, m.version])).toEqual([['renamed', 2]]);
    }));

  test('approvals are numbered, and only undecided ones are open', () =>
    onStore(make, async ({ opened: { store } }) => {
      const numbers = [await store.nextApprovalNumber(), await store.nextApprovalNumber()];
      expect(numbers[1]).toBeGreaterThan(numbers[0] ?? 0);
      await store.commit({ at: AT, changes: [approvalChange(approval(1), 0), approvalChange(approval(2, 'rejected'), 0)] });
      expect((await store.openApprovals()).map((a) => a.state.id)).toEqual([approvalIdOf(1)]);
      expect((await store.approval(approvalIdOf(2)))?.state.status).toBe('rejected');
    }));
}

function dossierTests(make: MakeStore): void {
  test('a dossier is a stream of its own: state, version, events and a chain that is whole', () =>
    onStore(make, async ({ opened: { store } }) => {
      const first = dossier('i-1', { 'OS-SPACE': answer('yes') });
      expect(await store.dossier(first.id)).toBeNull();
      expect(await store.commit({ at: AT, changes: [dossierChange(first, 0)] })).toBe('saved');
      expect(await store.commit({ at: AT, changes: [dossierChange(first, 0)] })).toBe('conflict');
      const second = dossier('i-1', { 'OS-SPACE': answer('no') });
      expect(await store.commit({ at: AT + 1, changes: [dossierChange(second, 1)] })).toBe('saved');
      expect(await store.dossier(first.id)).toEqual({ state: second, version: 2 });
      expect((await store.events(first.id)).map((e) => [e.seq, e.event.type])).toEqual([[1, 'QuestionAnswered'], [2, 'QuestionAnswered']]);
      expect(await store.verify(first.id)).toBeNull();
    }));

  test('all dossiers at once, another replica sees a change a moment later, and they are no migrations', () =>
    onStore(make, async ({ opened, replica }) => {
      const other = await replica();
      await opened.store.commit({ at: AT, changes: [dossierChange(dossier('i-1'), 0), dossierChange(dossier('scope'), 0), change(migration(1), 0)] });
      expect([...(await other.store.dossiers()).keys()].toSorted()).toEqual(['d-i-1', 'd-scope']);
      const later = dossier('i-1', { 'NET-DNS': answer('skip') });
      await other.store.commit({ at: AT, changes: [dossierChange(later, 1)] });
      expect((await opened.store.dossiers()).get(later.id)).toEqual({ state: later, version: 2 });
      expect(await opened.store.migrations({ open: false })).toHaveLength(1);
      expect(await opened.store.openApprovals()).toEqual([]);
    }));

  test('a dossier, a migration and a job are one transaction', () =>
    onStore(make, async ({ opened: { store }, sql }) => {
      await store.commit({ at: AT, changes: [dossierChange(dossier('i-1'), 0)] });
      expect(await store.commit({ at: AT, changes: [change(migration(1), 0), dossierChange(dossier('i-1'), 0)], jobs: [{ queue: 'check', key: 'x' }] })).toBe('conflict');
      expect(await store.migration(migration(1).id)).toBeNull();
      expect(await sql(`select 1 from pgboss.job where name = 'check'`)).toEqual([]);
    }));
}

function runTests(make: MakeStore): void {
  test('a run is there with the reports that its machines have by now', () =>
    onStore(make, async ({ opened: { store } }) => {
      expect(await store.checkRun('r')).toBeNull();
      expect(await store.putCheckRun(run({ machines: [instance(1), instance(2), instance(3)] }))).toBe(true);
      await store.putReports([report(2, AT + 5), report(1, AT + 4), report(3, AT - 1), report(9, AT + 5)]);
      const found = await store.checkRun('r');
      // The third machine's report is older than the run: it is not what this run found.
      expect(found?.reports.map((r) => [r.name, r.at])).toEqual([['web-1', AT + 4], ['web-2', AT + 5]]);
      await store.putReport(report(1, AT + 60));
      expect((await store.checkRun('r'))?.reports.map((r) => r.at)).toEqual([AT + 60, AT + 5]);
    }));

  test('an older turn never writes over a later one; the same turn goes on', () =>
    onStore(make, async ({ opened, replica }) => {
      const other = await replica();
      expect(await opened.store.putCheckRun(run({ turn: 2 }))).toBe(true);
      expect(await other.store.putCheckRun(run({ turn: 1, status: 'done' }))).toBe(false);
      expect((await opened.store.checkRun('r'))?.status).toBe('reading');
      expect(await other.store.putCheckRun(run({ turn: 2, status: 'done', endedAt: AT + 9 }))).toBe(true);
      expect(await opened.store.checkRun('r')).toEqual(run({ turn: 2, status: 'done', endedAt: AT + 9 }));
      expect(await opened.store.putCheckRun(run({ turn: 3 }))).toBe(true);
    }));

  test('runs are listed newest first without their reports, and forgotten after months', () =>
    onStore(make, async ({ opened: { store } }) => {
      const DAY = 86_400_000;
      await store.putReports([report(1, AT + 1)]);
      await store.putCheckRun(run({ id: 'old', machines: [instance(1)] }));
      await store.putCheckRun(run({ id: 'new', askedAt: AT + 80 * DAY }));
      expect((await store.checkRuns()).map((r) => [r.id, r.reports])).toEqual([['new', []], ['old', []]]);
      await store.putCheckRun(run({ id: 'new', askedAt: AT + 91 * DAY }));
      expect((await store.checkRuns()).map((r) => r.id)).toEqual(['new']);
    }));

  test('hundreds of reports are written and given back in the order that was asked for', () =>
    onStore(make, async ({ opened: { store } }) => {
      const all = Array.from({ length: 230 }, (_, n) => report(n, AT));
      await store.putReports(all);
      await store.putReports(all.slice(0, 60).map((r) => ({ ...r, at: AT + 1 })));
      const asked = [instance(229), instance(3), instance(777), instance(100)];
      expect((await store.reportsOf(asked)).map((r) => [r.name, r.at])).toEqual([['web-229', AT], ['web-3', AT + 1], ['web-100', AT]]);
      expect(await store.reportsOf([])).toEqual([]);
      await store.putReports([]);
    }));
}

function listTests(make: MakeStore): void {
  test('last seen values are written only when a reader would notice', () =>
    onStore(make, async ({ opened: { store } }) => {
      const { id } = migration(1);
      expect(await store.live(id)).toBeNull();
      expect(await store.putLive(id, live())).toBe(true);
      expect(await store.putLive(id, live({ seenAt: AT + 15_000, rpoSeconds: 25, heartbeatAgeSeconds: 20 }))).toBe(false);
      expect(await store.putLive(id, live({ percent: 12 }))).toBe(true);
      expect(await store.putLive(id, live({ percent: 12, rpoSeconds: 300 }))).toBe(true);
      expect(await store.live(id)).toEqual(live({ percent: 12, rpoSeconds: 300 }));
      expect(await store.lives()).toEqual(new Map([[id, live({ percent: 12, rpoSeconds: 300 })]]));
    }));

  test('the inventory is replaced, writing changed lines only', () =>
    onStore(make, async ({ opened, replica }) => {
      const { store } = opened;
      const other = await replica();
      const lines = Array.from({ length: 450 }, (_, n) => line(n));
      expect(await store.putInventory(lines)).toBe(450);
      expect(await store.putInventory(lines)).toBe(0);
      expect(await other.store.putInventory(lines.toReversed())).toBe(0);
      expect(await other.store.putInventory([...lines.slice(0, 448), line(448, 'stopped')])).toBe(2);
      const seen = await store.inventory();
      expect(seen).toHaveLength(449);
      expect(seen.at(-1)).toEqual(line(448, 'stopped'));
      expect(seen.slice(0, 3).map((row) => row.machine.name)).toEqual(['web-0', 'web-1', 'web-2']);
    }));

  test('reports and notes keep the last value', () =>
    onStore(make, async ({ opened: { store } }) => {
      const report = { instanceId: instance(1), name: 'web-1', at: AT, profile: 'p', findings: [] };
      expect(await store.report(instance(1))).toBeNull();
      await store.putReport(report);
      await store.putReport({ ...report, at: AT + 1 });
      expect(await store.report(instance(1))).toEqual({ ...report, at: AT + 1 });
      expect(await store.note('tick')).toBeNull();
      await store.putNote('tick', '1');
      await store.putNote('tick', '2');
      expect(await store.note('tick')).toBe('2');
    }));

  test('an activity is new once, and forgotten after a day', () =>
    onStore(make, async ({ opened: { store } }) => {
      const HOUR = 3_600_000;
      const answers = await Promise.all(Array.from({ length: 10 }, () => store.firstTime('a', AT)));
      expect(answers.filter(Boolean)).toHaveLength(1);
      expect(await store.firstTime('b', AT + 23 * HOUR)).toBe(true);
      expect(await store.firstTime('a', AT + 23 * HOUR)).toBe(false);
      expect(await store.firstTime('c', AT + 25 * HOUR)).toBe(true);
      expect(await store.firstTime('a', AT + 25 * HOUR)).toBe(true);
    }));

  test('says that it is healthy', () => onStore(make, async ({ opened: { store } }) => expect(await store.healthy()).toBe(true)));
}

function conversationTests(make: MakeStore): void {
  test('conversations are refreshed, welcomed once, and forgotten', () =>
    onStore(make, async ({ opened: { store } }) => {
      const harbour = { id: HARBOUR, kind: 'channel', name: 'Harbour', reference: { serviceUrl: 'https://a' } } as const;
      await store.putConversation(harbour);
      expect(await store.conversation(HARBOUR)).toEqual({ ...harbour, welcomed: false });
      const claims = await Promise.all(Array.from({ length: 10 }, () => store.claimWelcome(HARBOUR)));
      expect(claims.filter(Boolean)).toHaveLength(1);
      await store.putConversation({ ...harbour, name: 'Port', reference: { serviceUrl: 'https://b' } });
      expect(await store.conversations()).toEqual([{ ...harbour, name: 'Port', reference: { serviceUrl: 'https://b' }, welcomed: true }]);
      await store.forgetConversation(HARBOUR);
      expect(await store.conversation(HARBOUR)).toBeNull();
      await store.putConversation(harbour);
      expect(await store.claimWelcome(HARBOUR)).toBe(false);
    }));

  test('a personal chat keeps whose it is', () =>
    onStore(make, async ({ opened: { store } }) => {
      const chat = { id: conversationIdFromActivity('a:anna'), kind: 'personal', name: 'Anna', reference: {} } as const;
      await store.putConversation(chat);
      expect(await store.conversation(chat.id)).toEqual({ ...chat, welcomed: false });
      await store.putConversation({ ...chat, person: ANNA });
      await store.putConversation({ ...chat, name: 'Anna A.' });
      await store.putConversation({ ...chat, person: { ...ANNA, id: userIdFromActivity('somebody-else') } });
      expect(await store.conversations()).toEqual([{ ...chat, person: ANNA, welcomed: false }]);
    }));

  test('a dialog goes on from one turn only, and belongs to one person in one place', () =>
    onStore(make, async ({ opened: { store } }) => {
      const row = { conversation: HARBOUR, user: ANNA.id, version: 0, name: 'replicate', state: { step: 1 }, expiresAt: AT };
      expect(await store.dialog(HARBOUR, ANNA.id)).toBeNull();
      const begun = await Promise.all(Array.from({ length: 5 }, () => store.putDialog(row)));
      expect(begun.filter((outcome) => outcome === 'saved')).toHaveLength(1);
      expect(await store.dialog(HARBOUR, ANNA.id)).toEqual({ ...row, version: 1 });
      const turns = await Promise.all([1, 2, 3].map((step) => store.putDialog({ ...row, version: 1, state: { step } })));
      expect(turns.filter((outcome) => outcome === 'saved')).toHaveLength(1);
      expect(await store.dialog(HARBOUR, userIdFromActivity('bert'))).toBeNull();
      expect(await store.dialog(conversationIdFromActivity('a:elsewhere'), ANNA.id)).toBeNull();
      await store.dropDialog(HARBOUR, ANNA.id);
      expect(await store.putDialog({ ...row, version: 2 })).toBe('conflict');
      expect(await store.putDialog(row)).toBe('saved');
    }));
}

function postTests(make: MakeStore): void {
  test('a post is claimed once, recorded and dropped', () =>
    onStore(make, async ({ opened: { store } }) => {
      const post = { key: 'machine:m-1', conversation: HARBOUR, hash: 'h1', at: AT };
      const claims = await Promise.all(Array.from({ length: 10 }, () => store.claimPost(post)));
      expect(claims.filter(Boolean)).toHaveLength(1);
      expect(await store.post(post.key)).toEqual({ ...post, activityId: null, status: 'sending', root: null });
      await store.recordPost(post.key, { activityId: 'a-1', status: 'sent' });
      await store.recordPost(post.key, { hash: 'h2', at: AT + 1 });
      await store.recordPost(post.key, {});
      expect(await store.post(post.key)).toEqual({ ...post, activityId: 'a-1', status: 'sent', hash: 'h2', at: AT + 1, root: null });
      await store.dropPost(post.key);
      expect(await store.post(post.key)).toBeNull();
      expect(await store.claimPost(post)).toBe(true);
    }));

  test('posts are found by the beginning of their key, literally', () =>
    onStore(make, async ({ opened: { store } }) => {
      for (const key of ['m:1', 'm:2', 'm%3', 'n:1', 'm:🚢', 'M:1']) await store.claimPost({ key, conversation: HARBOUR, hash: '', at: AT });
      expect((await store.posts('m:')).map((post) => post.key)).toEqual(['m:1', 'm:2', 'm:🚢']);
      expect((await store.posts('m%')).map((post) => post.key)).toEqual(['m%3']);
      expect(await store.posts('')).toHaveLength(6);
    }));
}
