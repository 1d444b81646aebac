// What one kind of facts looks like to the reader of them all.
import type { Instance } from '@aws-sdk/client-ec2';
import type { MachineFacts, Read, SourcePart, Unread } from '../../../domain/machine.ts';
import type { Answers, Reading } from '../batch.ts';

/** What a part of the facts is when it could be read. */
export type Value<K extends SourcePart> = Extract<MachineFacts[K], { readonly known: true }>['value'];

/** Reads one kind for all machines at once, and then tells each machine's share. */
export type PartReader<K extends SourcePart> = (reading: Reading, instances: readonly Instance[]) => Promise<(instance: Instance) => Read<Value<K>>>;

/** A fact that is known. */
export function known<T>(value: T): Read<T> {
  return { known: true, value };
}

/** Why any of a machine's keys could not be read; null when all could. */
export function failureOf(answers: Answers<unknown>, keys: readonly string[]): Unread | null {
  for (const key of keys) {
    const why = answers.failed.get(key);
    if (why !== undefined) return why;
  }
  return null;
}

/** What was read, listed under a key of each; what has no key is left out. */
export function groupBy<T>(all: readonly T[], keyOf: (one: T) => string | undefined): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return groups;
}

/** The ids of the machines. */
export function idsOf(instances: readonly Instance[]): readonly string[] {
  return instances.map((instance) => instance.InstanceId ?? '').filter((id) => id !== '');
}
