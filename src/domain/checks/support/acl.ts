/** Whether network ACLs let TCP through: of the entries that match, the one with the lowest number decides, and nothing is remembered of the way there. */
import type { AclEntry } from '../../machine.ts';
import { cidrHolds } from './addresses.ts';
import { tcpPorts } from './reach.ts';
import { without, type Span } from './spans.ts';

/** One way through one subnet's ACL. */
export type Way = { readonly direction: 'in' | 'out'; readonly span: Span; readonly ip: string };

/** True when every port of the way is let through. */
export function aclLets(entries: readonly AclEntry[], way: Way): boolean {
  let rest: readonly Span[] = [way.span];
  for (const entry of inOrder(entries, way)) {
    const ports = tcpPorts(entry);
    const left = ports === null ? rest : rest.flatMap((s) => without(s, ports));
    const touched = left.length !== rest.length || left.some((s, i) => s !== rest[i]);
    if (touched && !entry.allow) return false;
    rest = left;
    if (rest.length === 0) return true;
  }
  return false;
}

function inOrder(entries: readonly AclEntry[], way: Way): readonly AclEntry[] {
  return entries.filter((e) => e.direction === way.direction && cidrHolds(e.cidr, way.ip)).sort((a, b) => a.number - b.number);
}

/** Numbers for new entries that come before all others of their direction; fewer than asked for when there is no room. */
export function numbersBefore(entries: readonly AclEntry[], direction: 'in' | 'out', wanted: number): readonly number[] {
  const first = Math.min(101, ...entries.filter((e) => e.direction === direction).map((e) => e.number));
  return Array.from({ length: Math.min(wanted, first - 1) }, (_, i) => first - 1 - i);
}
