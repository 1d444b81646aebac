// The ARM ids below the physical site of the appliance.
import { guidOf, homeGroup, resourceId } from '../ids.ts';

export const siteName = 'rsv-mig-weuphysicalsite';
export const siteType = 'Microsoft.OffAzure/ServerSites';

/** The id of the site. */
export const siteId = resourceId(homeGroup, siteType, siteName);

/** The id of a run-as account. */
export function accountPath(accountId: string): string {
  return `${siteId}/runAsAccounts/${accountId}`;
}

/** The name under which the site knows an instance. */
export function machineNameOf(instanceId: string): string {
  return guidOf(`site/${instanceId}`);
}
