import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';

/** What a link of the chain covers. */
export type Link = { readonly seq: number; readonly at: number; readonly actor: unknown; readonly event: unknown };

/** SHA-256, as hex. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** What stands before a stream's first event: bound to its id, so that a chain cannot be moved to another stream. */
export function genesisHash(stream: string): string {
  return sha256(`ferry-stream:${stream}`);
}

/** The hash of one event, over the hash before it and everything recorded of it. */
export function linkHash(previous: string, link: Link): string {
  return sha256(`${previous}\n${canonicalJson({ seq: link.seq, at: link.at, actor: link.actor, event: link.event })}`);
}

/** The first sequence number that is missing or does not fit, or null when all `expected` links are there and whole. */
export function firstBroken(o: { readonly stream: string; readonly expected: number; readonly links: readonly (Link & { readonly hash: string })[] }): number | null {
  let previous = genesisHash(o.stream);
  let next = 1;
  for (const link of o.links) {
    if (link.seq !== next || next > o.expected || linkHash(previous, link) !== link.hash) return next;
    previous = link.hash;
    next += 1;
  }
  return next === o.expected + 1 ? null : next;
}
