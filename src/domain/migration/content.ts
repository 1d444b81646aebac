import { stopOf, type SourceStopKind } from '../source-stop.ts';
import type { Migration } from './types.ts';

/** Part of what was hashed for years: never reworded. */
const SOURCE: { readonly [K in SourceStopKind]: string } = { ferry: 'source=ferry-stops-ec2', person: 'source=person-stops-ec2', none: 'source=not-stopped' };

/** What an approval of a cutover is bound to, as one canonical text; its hash is what approvers sign. */
export function cutoverContent(m: Migration): string {
  const t = m.target;
  return JSON.stringify(['cutover', 1, m.id, m.instanceId, m.itemName, t.resourceGroupId, t.networkId, t.subnet, t.vmName, t.size, t.licence, t.provider, 'recoveryPoint=latest', m.sourceLost === undefined ? SOURCE[stopOf(m)] : 'source=gone']);
}

/** The same for a completion or a rollback. What a rollback loses depends on when the machine was failed over, so it is part of it. */
export function requestContent(m: Migration, operation: 'complete' | 'rollback'): string {
  const failedOverAt = 'failedOverAt' in m.position ? m.position.failedOverAt : null;
  return JSON.stringify([operation, 1, m.id, m.instanceId, m.itemName, m.target.resourceGroupId, m.target.vmName, failedOverAt, m.sourceLost === undefined ? 'source=there' : 'source=gone']);
}
