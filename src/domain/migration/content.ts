import type { Migration } from './types.ts';

/** What an approval of a cutover is bound to, as one canonical text; its hash is what approvers sign. */
export function cutoverContent(m: Migration): string {
  const t = m.target;
  return JSON.stringify(['cutover', 1, m.id, m.instanceId, m.itemName, t.resourceGroupId, t.networkId, t.subnet, t.vmName, t.size, t.licence, t.provider, 'recoveryPoint=latest', 'source=ferry-stops-ec2']);
}
