/** Codes of failovers, and those that belong to Azure machines but turn up in questions. */
import type { CodeEntry } from '../types.ts';
import { PAGES } from './pages.ts';

const from = PAGES.failover;
const azure = PAGES.azureVms;
const errors = PAGES.azureErrors;
const ELSEWHERE = 'This code belongs to replication between Azure regions.';

export const FAILOVER_CODES: readonly CodeEntry[] = [
  { code: '28031', title: 'The machine could not be created in Azure', cause: 'The quota is used up, the sizes in an availability set do not go together, or a policy of the subscription forbids it.', fix: "'check MACHINE AZ-QUOTA' and 'check MACHINE AZ-POLICY' show which; cure it, then 'retry'.", who: 'azure', ...from },
  { code: '28092', title: 'The network card could not be created in Azure', cause: 'The quota of network cards is used up, or Azure had a passing trouble.', fix: "Look at the quota of the subscription; then 'retry'.", who: 'azure', ...from },
  { code: '70038', title: 'A resource that the machine needs does not exist', cause: 'Most often the virtual network that was chosen is gone.', fix: "Create it again, or choose another one in the settings of the protected item; then 'retry'.", who: 'azure', ...from },
  { code: '170010', title: 'Windows could not be prepared for Azure (hydration)', cause: 'Drivers that Azure needs (atapi, intelide, storflt, vmbus, storvsc) do not start with Windows, and Site Recovery could not change that.', fix: "On the source machine set these drivers to start at boot (Microsoft's no-hydration script does it), wait for a new recovery point, then 'retry'.", who: 'guest', ...from },
  { code: '153007', title: 'No crash-consistent recovery point for 60 minutes', cause: `More is written than is taken, or the way to the cache storage is slow or closed. ${ELSEWHERE}`, fix: 'Look at the changed data, at the connection to the cache storage account, and at 78188.', who: 'owner', ...azure },
  { code: '153006', title: 'No application-consistent recovery point', cause: `VSS failed, or the scripts for Linux are not set up. ${ELSEWHERE}`, fix: 'See 78144: the causes are the same.', who: 'guest', ...azure },
  { code: '150097', title: 'Replication could not be turned on: no size fits', cause: `The subscription may not create that size there, or its quota is used up. ${ELSEWHERE}`, fix: "'check MACHINE AZ-SIZE' and 'AZ-QUOTA' show what is short; ask for more quota or choose another size.", who: 'azure', ...errors },
  { code: '151066', title: 'Root certificates are missing on the machine', cause: `The machine does not trust the certificates of the service. ${ELSEWHERE}`, fix: 'Install the newest root certificates: on Windows with its updates, on Linux as the distributor says.', who: 'guest', ...errors },
  { code: '151195', title: 'The name of the service cannot be resolved', cause: `The DNS server that the machine uses does not answer. ${ELSEWHERE}`, fix: 'Make the DNS server reachable from the network, or use another one.', who: 'guest', ...errors },
  { code: '151196', title: 'The sign-in service cannot be reached', cause: `A rule or a proxy keeps the machine from Microsoft Entra ID. ${ELSEWHERE}`, fix: 'Allow TCP 443 to login.microsoftonline.com (service tag AzureActiveDirectory).', who: 'guest', ...errors },
  { code: '151197', title: 'Site Recovery cannot be reached', cause: `A rule or a proxy keeps the machine from the service. ${ELSEWHERE}`, fix: 'Allow TCP 443 to the addresses of Site Recovery in the region.', who: 'guest', ...errors },
  { code: '151072', title: 'The proxy settings of the agent are not valid', cause: `The agent found no usable proxy; proxies that ask for a sign-in are not supported. ${ELSEWHERE}`, fix: 'Write address and port of the proxy into ProxyInfo.conf of the agent and restart its services.', who: 'guest', ...errors },
  { code: '150039', title: 'A disk was attached but not initialised', cause: `The guest does not show the disk that Azure shows. ${ELSEWHERE}`, fix: 'Initialise the disk in the guest, then retry.', who: 'guest', ...errors },
];
