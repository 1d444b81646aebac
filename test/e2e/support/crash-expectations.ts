/** What must be true after a migration whose bot was killed at any moments. */
import { expect } from '@jest/globals';
import { en } from '../../../src/text/en.ts';
import { buttonsOf, said, type Message } from './chat.ts';
import { storyOf, type CrashRun } from './crash-run.ts';
import type { Kill } from './killer.ts';

/** A card can be doubled only when the bot died before it had noted that the card arrived. */
const DOUBT_MS = 1_500;

/** Checks everything that a crash could have broken; a failure tells the whole story. */
export function expectUnharmed(run: CrashRun): void {
  try {
    expectOnce(run);
    expectNothingLost(run);
    expectCardsCaughtUp(run);
    expect(run.broken).toEqual([]);
    expect(run.exitCode).toBe(0);
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${storyOf(run)}`, { cause: error });
  }
}

/** The clouds' own record: each step was taken once, and StartInstances never. */
export function expectOnce({ journal, sourceRuns }: Pick<CrashRun, 'journal' | 'sourceRuns'>): void {
  const accepted = (pattern: RegExp): number => journal.filter((e) => e.accepted && pattern.test(e.action ?? `${e.method} ${e.path}`)).length;
  expect({
    enable: accepted(/^PUT .*\/replicationProtectedItems\/[^/]+$/i),
    test: accepted(/^POST .*\/testFailover$/i),
    cleanUp: accepted(/^POST .*\/testFailoverCleanup$/i),
    stop: accepted(/^StopInstances$/),
    failover: accepted(/^POST .*\/unplannedFailover$/i),
    remove: accepted(/^POST .*\/remove$/i),
    start: accepted(/^StartInstances$/),
    sourceRuns,
  }).toEqual({ enable: 1, test: 1, cleanUp: 1, stop: 1, failover: 1, remove: 1, start: 0, sourceRuns: false });
}

/** Every answer that Ferry said it had recorded is in the history, by the person who gave it; and none was counted twice. */
export function expectNothingLost({ acks, events }: Pick<CrashRun, 'acks' | 'events'>): void {
  const recorded = events.map((e) => `${e.event.type} by ${e.actor.kind === 'person' ? e.actor.person.name : 'Ferry'}`);
  for (const ack of acks) expect(recorded).toContain(`${ack.event} by ${ack.who.name}`);
  // Some answers are lost with the bot, but never most of them: fewer would mean that this test no longer understands Ferry's words.
  expect(new Set(acks.map((a) => a.event)).size).toBeGreaterThanOrEqual(4);
  for (const once of ['MigrationStarted', 'TestRequested', 'VerdictGiven', 'CutoverRequested', 'Approved', 'CutoverApproved', 'QuiesceConfirmed', 'FailoverFinished', 'MachineAccepted', 'OperationAsked', 'CompletionRequested', 'MigrationCompleted']) {
    expect(events.filter((e) => e.event.type === once).map((e) => e.event.type)).toEqual([once]);
  }
}

function expectCardsCaughtUp(run: CrashRun): void {
  const { root, messages, kills, leftOpen, stillOpen } = run;
  expect(root === undefined ? '' : said(root)).toMatch(new RegExp(en.state.phases.migrated));
  const roots = messages.filter((m) => m.thread === null && m.card !== null && m !== root && said(m).includes('web-01') && buttonsOf(m).some((b) => b.verb === 'history'));
  for (const card of [...roots, ...leftOpen]) expect({ card: said(card).slice(0, 80), diedMeanwhile: diedMeanwhile(card, kills) }).toEqual({ card: said(card).slice(0, 80), diedMeanwhile: true });
  expect(stillOpen.map((m) => said(m).slice(0, 200))).toEqual([]);
}

function diedMeanwhile(card: Message, kills: readonly Kill[]): boolean {
  return kills.some((k) => k.at >= card.at && k.at - card.at < DOUBT_MS);
}
