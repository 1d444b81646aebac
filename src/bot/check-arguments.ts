/** Takes apart what people type about prerequisites: a machine or a wave, perhaps one check or one part of the list. */
import { z } from 'zod';
import { CHECKS } from '../domain/checks/index.ts';
import { TOPICS, type Topic } from '../domain/checks/types.ts';
import { machineIn } from './arguments.ts';
import { nearest } from './nearest.ts';

/** The id of a check that Ferry has, in any case. */
export const CheckId = z.string().trim().toUpperCase().refine((id) => CHECKS.some((c) => c.id === id));

/** A part of the list. */
export const TopicName = z.enum(TOPICS);

const TOPIC_WORDS: ReadonlyMap<string, Topic> = new Map([
  ...TOPICS.map((topic) => [topic, topic] as const),
  ['os', 'system'], ['drivers', 'system'], ['disks', 'storage'], ['disk', 'storage'], ['appliance', 'vault'], ['azure', 'target'], ['sizes', 'target'], ['failover', 'replication'],
]);

/** What a line names. `target` is still a text: only the inventory knows whether it is a machine or a wave. */
export type Named = { readonly target: string | undefined; readonly only: string | null; readonly topic: Topic | null; readonly csv: boolean };

const CSV = /^(?:--?|as-?)?csv$/i;

/** The words that name a machine or a wave, where no part of the list is named. */
export function targetIn(words: readonly string[]): readonly string[] {
  return words.filter((word) => !CSV.test(word) && !CheckId.safeParse(word).success);
}

/** The parts of a typed line: `web-01 NET-SG-OUT`, `web-01 network`, `W07 --csv`. */
export function namedIn(words: readonly string[]): Named {
  const csv = words.some((word) => CSV.test(word));
  const rest = words.filter((word) => !/^(?:(?:--?|as-?)?csv|as)$/i.test(word) || !csv);
  const last = rest.length > 1 ? (rest.at(-1) ?? '') : '';
  const only = CheckId.safeParse(last);
  if (only.success) return { target: machineIn(rest.slice(0, -1)), only: only.data, topic: null, csv };
  const topic = TOPIC_WORDS.get(last.toLowerCase()) ?? null;
  return { target: machineIn(topic === null ? rest : rest.slice(0, -1)), only: null, topic, csv };
}

/** The part of the list that a word means; null for another word. */
export function topicIn(word: string): Topic | null {
  return TOPIC_WORDS.get(word.toLowerCase()) ?? null;
}

/** Checks with a similar id, for somebody who mistyped one. */
export function similarChecks(text: string): readonly string[] {
  return nearest(text, CHECKS.map((c) => c.id));
}
