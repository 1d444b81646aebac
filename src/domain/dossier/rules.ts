import type { MissingRule } from '../finding.ts';

/** True when both let the same packets through; the description that goes on the rule makes no difference. */
export function sameRule(a: MissingRule, b: MissingRule): boolean {
  return keyOf(a) === keyOf(b);
}

function keyOf(r: MissingRule): string {
  const ports = [...r.ports].sort((x, y) => x - y);
  const peer = r.peer.kind === 'cidr' ? r.peer.cidr : r.peer.groupId;
  return JSON.stringify([r.groupId, r.direction, ports, r.peer.kind, peer]);
}
