import { createHash } from 'node:crypto';
import type { BrokenRecord } from '../../ports/audit.ts';
import { canonicalJson } from './canonical-json.ts';

/** A link of the chain as the database has it; actor and event are JSON text. */
export type Link = { readonly seq: number; readonly at: number; readonly actor: string; readonly event: string; readonly hash: string };

/** What the hash of a link covers. */
type Covered = { readonly seq: number; readonly at: number; readonly actor: unknown; readonly event: unknown };

/** SHA-256, as hex. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** What stands before a stream's first event: bound to its id, so that a chain cannot be moved to another stream. */
export function genesisHash(stream: string): string {
  return sha256(`ferry-stream:${stream}`);
}

/** The hash of one event, over the hash before it and everything recorded of it. */
export function linkHash(previous: string, link: Covered): string {
  return sha256(`${previous}\n${canonicalJson({ seq: link.seq, at: link.at, actor: link.actor, event: link.event })}`);
}

/** The first record that is missing, is not as it was written, or is one too many; null when all `expected` links are there and whole. */
export function firstBroken(o: { readonly stream: string; readonly expected: number; readonly links: readonly Link[] }): BrokenRecord | null {
  let previous = genesisHash(o.stream);
  let next = 1;
  for (const link of o.links) {
    if (link.seq > next) return { seq: next, at: null, what: 'missing' };
    if (next > o.expected || link.seq < next) return { seq: next, at: link.at, what: 'extra' };
    if (!isWhole(link, previous)) return { seq: next, at: link.at, what: 'changed' };
    previous = link.hash;
    next += 1;
  }
  return next > o.expected ? null : { seq: next, at: null, what: 'cut-off' };
}

function isWhole(link: Link, previous: string): boolean {
  const actor = parsed(link.actor);
  const event = parsed(link.event);
  return actor !== null && event !== null && linkHash(previous, { ...link, actor: actor.value, event: event.value }) === link.hash;
}

/** Only the exact text that was written counts: other spellings of the same JSON have the same hash, but somebody wrote them. */
function parsed(text: string): { readonly value: unknown } | null {
  try {
    const value: unknown = JSON.parse(text);
    return canonicalJson(value) === text ? { value } : null;
  } catch {
    return null;
  }
}
