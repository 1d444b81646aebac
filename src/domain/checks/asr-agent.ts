import type { MobilityAgent } from '../observation.ts';
import { DAY, MINUTE } from '../time.ts';
import { ALWAYS, block, info, makeCheck, pass, unreadable, unsure, warn } from './support/make-check.ts';
import { counted, LINK, minutesText, SOURCE, timeText } from './support/words.ts';
import type { CheckInput, Judgement } from './types.ts';

/** How long before its end a support is spoken of. */
const NOTICE = 30 * DAY;
const UPGRADE = 'Upgrade the mobility service: in the vault, on the replicated item, choose "Update agent"; the machine may have to restart.';

/** How many versions lie between two of the same series; null when that cannot be told. */
function versionsBehind({ version, latestVersion }: MobilityAgent): number | null {
  const [major, minor] = (version ?? '').split('.').map(Number);
  const [latestMajor, latestMinor] = (latestVersion ?? '').split('.').map(Number);
  if (minor === undefined || latestMinor === undefined || major !== latestMajor) return null;
  return Math.max(0, latestMinor - minor);
}

function expiry(agent: MobilityAgent, asOf: number): Judgement | null {
  if (agent.expiresAt === null || agent.expiresAt - asOf > NOTICE) return null;
  const version = agent.version ?? 'of an unknown version';
  if (agent.expiresAt <= asOf) return block({ evidence: `The mobility service ${version} is out of support since ${timeText(agent.expiresAt)}.`, remedy: UPGRADE, cause: `expired:${version}`, causeText: `The mobility service ${version} is out of support` });
  return warn({ evidence: `The mobility service ${version} is supported only until ${timeText(agent.expiresAt)}.`, remedy: UPGRADE, cause: `expires:${version}`, causeText: `The support of the mobility service ${version} ends soon` });
}

function age(agent: MobilityAgent, back: number): Judgement | null {
  const behind = versionsBehind(agent) ?? 0;
  const version = agent.version ?? 'of an unknown version';
  const latest = agent.latestVersion ?? 'the latest one';
  if (behind > back) return block({ evidence: `The mobility service ${version} is ${behind} versions behind ${latest}.`, remedy: UPGRADE, cause: `old:${version}`, causeText: `The mobility service ${version} is too old` });
  if (agent.rebootPending) return warn({ evidence: 'The mobility service waits for a restart of the machine.', remedy: 'Restart the machine before the failover.' });
  if (!agent.upgradeable && behind === 0) return null;
  return warn({ evidence: `The mobility service ${version} can be upgraded to ${latest}.`, remedy: UPGRADE, cause: `upgrade:${version}`, causeText: `The mobility service ${version} can be upgraded` });
}

function silence(agent: MobilityAgent, asOf: number, minutes: number): Judgement | null {
  if (agent.heartbeatAt === null) return unsure({ evidence: 'The vault has no heartbeat of the mobility service.', remedy: 'Look whether the service runs on the machine, and whether the machine reaches the appliance on TCP 443 and 9443.' });
  if (asOf - agent.heartbeatAt <= minutes * MINUTE) return null;
  return warn({ evidence: `The mobility service was last heard of ${minutesText(asOf - agent.heartbeatAt)} ago.`, remedy: 'Look whether the service runs on the machine, and whether the machine reaches the appliance on TCP 443 and 9443.' });
}

function judge({ item, itemAsOf, profile }: CheckInput): Judgement {
  if (!item.known) return unreadable('The replicated item', item.why);
  if (item.value === null) return info('The mobility service is installed when the replication starts.');
  const { agent } = item.value;
  const { agentVersionsBack, heartbeatMinutes } = profile.limits;
  const found = [expiry(agent, itemAsOf), age(agent, agentVersionsBack), silence(agent, itemAsOf, heartbeatMinutes)].filter((j) => j !== null);
  const worst = found.find((j) => j.verdict === 'block') ?? found.find((j) => j.verdict === 'unknown') ?? found[0];
  return worst ?? pass(`The mobility service ${agent.version ?? 'of an unknown version'} was heard of ${minutesText(itemAsOf - (agent.heartbeatAt ?? itemAsOf))} ago${agent.expiresAt === null ? '' : ` and is supported until ${timeText(agent.expiresAt)}`}.`);
}

/** An agent out of support may stop at any time, and Azure may refuse the failover. */
export const asrAgent = makeCheck({
  id: 'ASR-AGENT',
  title: 'Mobility service',
  topic: 'vault',
  phases: ALWAYS,
  severity: 'block',
  curer: 'azure',
  needs: ['item'],
  expected: ({ profile }) => `The mobility service is heard of within ${profile.limits.heartbeatMinutes} minutes, in support, and at most ${counted(profile.limits.agentVersionsBack, 'version')} back. ${SOURCE.faq}; figures of ${profile.id}, ${profile.dated}.`,
  link: LINK.faq,
  judge,
});
