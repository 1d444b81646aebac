import { MINUTE } from '../time.ts';
import { askPerson, BEFORE_REPLICATION, info, pass, unreadable } from './support/make-check.ts';
import { LINK, SOURCE } from './support/words.ts';
import type { CheckInput, Judgement } from './types.ts';

const HOSTS = ['login.microsoftonline.com', 'management.azure.com', '*.blob.core.windows.net', '*.hypervrecoverymanager.windowsazure.com', '*.backup.windowsazure.com', '*.discoverysrv.windowsazure.com', '*.prod.migration.windowsazure.com', '*.vault.azure.net'] as const;

// A healthy appliance that reports has reached them; one that does not report may have failed for any reason.
function told({ infrastructure, infrastructureAsOf: asOf, profile: { limits } }: CheckInput): Judgement | null {
  if (!infrastructure.known) return unreadable('The vault', infrastructure.why);
  const { appliance } = infrastructure.value;
  if (appliance === null) return info('No appliance is registered yet, so there is nothing to tell whether it reaches Azure.', `Allow it TCP 443 to ${HOSTS.join(', ')}.`);
  const young = appliance.registeredAt !== null && asOf - appliance.registeredAt < limits.registrationMinutes * MINUTE;
  if (young) return info(`${appliance.name} was registered only just now; its first reports will show what it reaches.`);
  // What a warning is about is told by ASR-APPL; that it arrived at all shows that the way is open.
  const heard = appliance.lastHeartbeatAt !== null && asOf - appliance.lastHeartbeatAt <= limits.heartbeatMinutes * MINUTE;
  if (!heard || appliance.health === 'critical') return null;
  if (appliance.health === 'normal') return pass(`${appliance.name} reports to Azure and is healthy, so it reaches what it needs.`);
  return info(`${appliance.name} reports to Azure, so it reaches the most of it; what it is not well with is told by ASR-APPL.`);
}

/** A proxy that lets some addresses through and others not shows as an appliance that is half alive. */
export const asrUrl = askPerson({
  id: 'ASR-URL',
  title: 'Addresses that the appliance reaches',
  topic: 'vault',
  phases: BEFORE_REPLICATION,
  severity: 'block',
  curer: 'aws',
  needs: ['infrastructure'],
  expected: `The appliance reaches ${HOSTS.join(', ')} on TCP 443, directly or by an HTTP proxy. ${SOURCE.appliance}.`,
  link: LINK.appliance,
  question: { text: `Does the appliance reach Azure on TCP 443 (${HOSTS.slice(0, 3).join(', ')} and the other addresses of the appliance matrix)? Its configuration manager tests it.`, validDays: 7 },
  judge: told,
  remedy: `Let the appliance reach TCP 443 of ${HOSTS.join(', ')}; of proxies it takes HTTP ones only.`,
});
