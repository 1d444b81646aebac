/** What every answer must be, and how a test sees that nothing happened. */
import { expect } from '@jest/globals';
import { buttonsOf, OLA, said, type Button } from './chat.ts';
import type { World } from './world.ts';

/** Nobody who chats needs any of these: places in code, names of libraries, words of a runtime, codes of the program. */
const INTERNAL = /node_modules|\bat \S+ \(|\.[mc]?[jt]s\b|file:\/\/|\/src\/|\/tmp\/|botbuilder|restify|kysely|pglite|postgres|pg-?boss|\bzod\b|@azure|@aws|\bsdk\b|TypeError|SyntaxError|RangeError|\bundefined\b|\bNaN\b|\[object |ECONN|too_small|invalid_type|\$\{/i;

/** A sentence for a person: something is said, it ends, and nothing internal is in it. */
export function expectPlain(text: string): void {
  expect(text.trim()).not.toBe('');
  expect(text).not.toMatch(INTERNAL);
}

/** Requests that changed one of the clouds, oldest first. */
export function writesOf(world: World): readonly string[] {
  return world.sandbox.world.journal.list().filter((e) => e.accepted).map((e) => `${e.method} ${e.action ?? e.path}`);
}

/** How many events the machine's log has, approvals included; 0 when it is not being migrated. */
export async function eventsOf(world: World, machine: string): Promise<number> {
  const answers = await world.chat.say(OLA, `history ${machine}`);
  const found = /(\d+) events/.exec(answers.map(said).join());
  return found === null ? 0 : Number(found[1]);
}

/** The machine's whole history as people can read it. */
export async function historyOf(world: World, machine: string): Promise<string> {
  // The machine's own cards may be posted at the same moment.
  const newest = (await world.chat.say(OLA, `history ${machine}`)).find((m) => said(m).includes('History of'));
  let text = newest === undefined ? '' : said(newest);
  const older = (): Button | undefined => (newest === undefined ? undefined : buttonsOf(newest).find((b) => b.title === 'Older'));
  // The press turns the page of the same message.
  for (let button = older(); button !== undefined; button = older()) text = `${(await world.chat.press(OLA, button)).text}\n${text}`;
  return text;
}

/** What a check report says about one check, from its mark on; empty when it is not listed by its id. */
export function findingOf(report: string, check: string): string {
  return report.split(/\n(?=[✖?⚠ℹ✔] )/).find((finding) => finding.includes(`(${check})`)) ?? '';
}
