/** One wave of 25 machines from a plan file to a completed migration: chat in, cards out; one thread that stays short, and clouds that were asked for each thing once. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buttonsOf, OLA, said } from './support/chat.ts';
import { ANA, BEN, makeWaveCrew, type WaveCrew } from './support/wave-crew.ts';
import { answerQuestions, defaultsOf, step } from './support/world.ts';

const names = (from: number, to: number): readonly string[] => Array.from({ length: to - from + 1 }, (_, i) => `bulk-${String(from + i).padStart(4, '0')}`);
const DB = names(1, 5);
const APP = names(6, 15);
const WEB = names(16, 25);
const GROUPS = [DB, APP, WEB] as const;
const ALL = GROUPS.flat();
/** Much less where nothing else runs. */
const LONG_MS = 400_000;
const FAILOVER = /\/unplannedFailover$/i;

let c: WaveCrew;
beforeAll(async () => {
  c = await makeWaveCrew({ machines: ALL, wave: 'W07' });
});
afterAll(() => c.world.stop());

/** The line of the wave's card that counts its machines by rung. */
const counts = async (): Promise<string> => /^25 machines: .*$/m.exec(said(await c.status()))?.[0] ?? '';
const counted = (text: string): Promise<unknown> => c.until(`the wave to be '${text}'`, async () => (await counts()) === `25 machines: ${text}`);
/** What the card of one machine says of where it is. */
const rung = async (machine: string): Promise<string> => /● (.*): you are here/.exec(said(await c.answer(`status ${machine}`, /you are here/)))?.[1] ?? '';

let failed: string | null = null;
/** Each step begins where the one before ended: after a failure the others could only wait in vain. */
function walk(name: string, act: () => Promise<void> | void): void {
  test(name, async () => {
    if (failed !== null) throw new Error(`not tried: '${failed}' failed`);
    failed = name;
    await act();
    failed = null;
  }, LONG_MS);
}

/** What can be looked at when the walk has come to its end. */
function after(name: string, look: () => Promise<void> | void): void {
  test(name, async () => {
    if (failed !== null) throw new Error(`not tried: '${failed}' failed`);
    await look();
  }, LONG_MS);
}

describe('wave W07', () => {
  walk('comes from a plan file: shown first, then applied', async () => {
    const rows = GROUPS.flatMap((group, g) => group.map((machine, i) => `W07,${g + 1},${machine},${g === 0 && i === 0 ? `${c.window},app` : ','}`));
    const diff = await c.answer(`plan import\nwave,group,machine,window,target_subnet\n${rows.join('\n')}`, /Plan of 25 rows/);
    expect(said(diff)).toMatch(/25 added · 0 moved/);
    expect(await c.confirm(diff)).toMatch(/Applied: 25 added/);
    expect(await counts()).toBe('25 machines: 25 not replicated');
    // A plan alone is nobody's news.
    expect(c.root()).toBeUndefined();
  });

  walk('is checked, replicated in batches, and told of in one thread', async () => {
    await c.world.chat.say(OLA, 'discover');
    await c.answer('check W07', /Checks of wave/);
    // The target that is chosen brings up one more question.
    for (let round = 0; round < 2; round++) {
      await answerQuestions(c.world.chat, 'W07');
      const form = await c.answer('replicate W07', /How many may copy at once|nothing can be replicated now/);
      const next = buttonsOf(form).find(step('next'));
      if (next === undefined) continue;
      await c.world.chat.press(OLA, next, { ...defaultsOf(form), batch: '15' });
      expect(await c.confirm(c.stands(form))).toMatch(/replication of 25 machines begins, 15 at a time/);
      break;
    }
    await c.until('the root', () => c.root());
    await counted('25 to be tested');
    expect(await rung(ALL[0]!)).toBe('1 replicating');
  });

  walk('is tested by one command; the test machines are judged in one card and removed', async () => {
    expect(await c.confirm(await c.inThread('test W07', /test failovers of W07/))).toMatch(/25 test failovers are starting/);
    const card = await c.asked('verdict', 25);
    expect(c.vms('test')).toHaveLength(25);
    expect(await c.pressAll(card, 'verdict')).toMatch(/Recorded for 25 machines: the test machine works/);
    await counted('25 tested');
    expect(await rung(WEB[0]!)).toBe('2 tested');
    expect(c.vms('test')).toEqual([]);
  });

  walk('is approved by two people who did not ask; nothing runs before its window', async () => {
    // What no cloud can tell is asked before the failover: the refusal leads to the questions.
    expect(said(await c.answer('cutover W07', /25 refused/))).toMatch(/nobody has answered yet/);
    await answerQuestions(c.world.chat, 'W07');
    const asked = await c.inThread('cutover W07 because the shop is told', /cutover of W07/);
    expect(await c.confirm(asked)).toMatch(/Approval A-\d+ for 25 machines of W07/);
    const request = await c.request('Failover W07');
    expect(said(request)).toMatch(/^\s*APPROVE\? Failover W07 · 25 machines/);
    expect(await c.approve(OLA, request)).toMatch(/somebody else must approve/);
    await c.approve(ANA, request);
    await c.until('one of two', () => /1 of 2/.test(said(c.stands(request))));
    expect(await c.approve(ANA, request)).toMatch(/1 of 2 approvals/);
    await c.approve(BEN, request);
    await c.until('the approval', () => buttonsOf(c.stands(request)).every((b) => b.verb !== 'approve'));
    expect(said(await c.status())).toMatch(/W07: approved, waits for its time/);
    expect(await counts()).toBe('25 machines: 25 tested');
    expect(c.open('quiesce')).toBeUndefined();
    expect(said(await c.answer('quiesce W07', /W07/))).toMatch(/None of W07 .*can do that now/);
    expect([c.stops().length, c.posts(FAILOVER).length]).toEqual([0, 0]);
  });

  walk('in its window it goes group by group: quiesce, last delta, stop, failover', async () => {
    await c.openWindow();
    for (const [i, group] of GROUPS.entries()) {
      const card = await c.asked('quiesce', group.length, i + 1);
      // Whoever's turn it is not is neither asked nor touched.
      const later = GROUPS.slice(i + 1).flat();
      expect(c.stops().filter((e) => later.some((m) => e.body.includes(c.idOf(m))))).toEqual([]);
      if (later.length > 0) expect(said(await c.answer(`quiesce W07 group:${i + 2}`, /W07/))).toMatch(/None of W07 .*can do that now/);
      expect(await rung(group[0]!)).toBe('2 tested');
      expect(await c.pressAll(card, 'quiesce')).toMatch(new RegExp(`Recorded for ${group.length} machines`));
      await c.asked('accept', group.length, i + 1);
      expect(await rung(group[0]!)).toBe('6 running in Azure');
      expect(c.vms('failover')).toHaveLength(GROUPS.slice(0, i + 1).flat().length);
    }
    expect(await counts()).toBe('25 machines: 25 in Azure');
  });

  walk('is accepted, and completed with an approval of its own', async () => {
    for (const [i, group] of GROUPS.entries()) expect(await c.pressAll(await c.asked('accept', group.length, i + 1), 'accept')).toMatch(new RegExp(`${group.length} machines`));
    await c.until('all to be accepted', async () => (await rung(WEB[9]!)) === '7 accepted');
    expect(await c.confirm(await c.inThread('complete W07', /Complete the migration of W07/))).toMatch(/Approval A-\d+ for 25 machines of W07/);
    const request = await c.request('Complete the migration of W07');
    expect(await c.approve(OLA, request)).toMatch(/somebody else must approve/);
    await c.approve(BEN, request);
    await counted('25 completed');
    expect(await rung(DB[4]!)).toBe('8 completed');
  });
});

describe('at the end', () => {
  after('each machine was failed over by one request, stopped and never terminated, its test machine is gone', () => {
    for (const machine of ALL) {
      const own = c.posts(FAILOVER).filter((e) => e.path.toLowerCase().includes(c.itemOf(machine)));
      expect({ machine, requests: own.length, accepted: own.filter((e) => e.accepted).length }).toEqual({ machine, requests: 1, accepted: 1 });
    }
    expect(c.journal((e) => e.action === 'TerminateInstances')).toEqual([]);
    expect(ALL.map((m) => c.stateOf(m)).filter((s) => s !== 'stopped')).toEqual([]);
    expect([c.vms('test').length, c.vms('failover').length]).toEqual([0, 25]);
    expect(c.posts(/\/remove$/i).filter((e) => e.accepted)).toHaveLength(25);
  });

  after('the groups went strictly one after the other, each source stopped before its failover', () => {
    const at = (machine: string): { readonly stop: number; readonly failover: number } => ({
      stop: c.stops().find((e) => e.body.includes(c.idOf(machine)))!.seq,
      failover: c.posts(FAILOVER).find((e) => e.path.toLowerCase().includes(c.itemOf(machine)))!.seq,
    });
    for (const machine of ALL) expect(at(machine).stop).toBeLessThan(at(machine).failover);
    for (const [before, after] of [[DB, APP], [APP, WEB]] as const) {
      expect(Math.max(...before.map((m) => at(m).failover))).toBeLessThan(Math.min(...after.map((m) => at(m).stop)));
    }
  });

  after('the channel has one root and at most 25 replies, none of which repeats another; the root was edited a minute apart', async () => {
    await c.world.restart();
    await c.until('the root to be up to date', () => /W07: all 25 completed/.test(said(c.root()!)));
    expect(c.roots()).toHaveLength(1);
    const replies = c.replies();
    expect(replies.length).toBeLessThanOrEqual(25);
    // Batches that come one after the other are one piece of news.
    expect(replies.filter((m) => /first copies are complete/.test(said(m)))).toHaveLength(1);
    expect(new Set(c.posted().map((p) => p.content)).size).toBe(c.posted().length);
    const edits = c.rootEdits();
    expect(edits.length).toBeGreaterThan(5);
    expect(edits.filter((e) => e.same)).toEqual([]);
    expect(Math.min(...edits.slice(1).map((e, i) => e.at - edits[i]!.at))).toBeGreaterThanOrEqual(60_000);
  });

  after('the audit is whole', async () => {
    expect(said(await c.answer('audit verify W07', /whole|no fault|intact|as they were written|broken/i))).toMatch(/whole|no fault|intact|as they were written/i);
    expect(await c.brokenStreams()).toEqual([]);
  });
});
