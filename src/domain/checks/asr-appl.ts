import type { Infrastructure } from '../infrastructure.ts';
import { MINUTE } from '../time.ts';
import { ALWAYS, block, makeCheck, pass, unreadable, unsure, warn } from './support/make-check.ts';
import { LINK, minutesText, SOURCE } from './support/words.ts';
import type { CheckInput, Judgement } from './types.ts';

const RESTART = "Look at the appliance's own configuration manager: restart the services it names and make sure that it reaches Azure on TCP 443.";

/** A server that is well reports every minute. */
const QUIET = 2 * MINUTE;

type Appliance = NonNullable<Infrastructure['appliance']>;

function wait({ profile }: CheckInput): string {
  return `Wait: up to ${profile.limits.registrationMinutes} minutes are normal. Then check again.`;
}

// Whether silence is still normal depends on how long the machine that runs the appliance exists.
function notRegistered(input: CheckInput): Judgement {
  const { appliance, now, profile } = input;
  if (!appliance.facts.known) return unreadable("The appliance's instance", appliance.facts.why);
  const launchedAt = appliance.facts.value?.launchedAt ?? null;
  const none = { cause: 'none', causeText: 'The vault shows no appliance' };
  if (launchedAt === null) return unsure({ evidence: 'The vault shows no appliance, and the scope names no instance that could be on its way.', remedy: 'Deploy the appliance and register it with the vault.', ...none });
  const age = `The vault shows no appliance; its instance was started ${minutesText(now - launchedAt)} ago.`;
  if (now - launchedAt < profile.limits.registrationMinutes * MINUTE) return warn({ evidence: `Waiting. ${age}`, remedy: wait(input), cause: 'waiting', causeText: 'The appliance is on its way' });
  return block({ evidence: age, remedy: 'Finish the registration of the appliance with this vault.', ...none });
}

function silent(input: CheckInput, appliance: Appliance): Judgement | null {
  const { profile, infrastructureAsOf: asOf } = input;
  const registeredFor = appliance.registeredAt === null ? null : asOf - appliance.registeredAt;
  const beat = appliance.lastHeartbeatAt;
  if (registeredFor !== null && registeredFor < profile.limits.registrationMinutes * MINUTE) {
    const registered = `${appliance.name} was registered ${minutesText(registeredFor)} ago`;
    return warn({ evidence: `Waiting. ${registered}.`, remedy: wait(input), cause: `waiting:${appliance.name}`, causeText: `${registered}: waiting, up to ${profile.limits.registrationMinutes} minutes are normal` });
  }
  const quiet = { remedy: RESTART, cause: `silent:${appliance.name}` };
  if (beat === null) return unsure({ evidence: `The vault has no heartbeat of ${appliance.name}.`, ...quiet, causeText: `The vault has no heartbeat of ${appliance.name}` });
  if (asOf - beat <= profile.limits.heartbeatMinutes * MINUTE) return null;
  return block({ evidence: `${appliance.name} was last heard of ${minutesText(asOf - beat)} ago.`, ...quiet, causeText: `${appliance.name} has fallen silent` });
}

// The vault does not tell when a server was registered; one that is new has reported once and then says nothing for a while.
function onItsWay(input: CheckInput, seen: string, name: string): Judgement {
  const { registrationMinutes } = input.profile.limits;
  return warn({ evidence: `Waiting. ${seen}; a new one takes up to ${registrationMinutes} minutes.`, remedy: `${wait(input)} If it is not new: ${RESTART.charAt(0).toLowerCase()}${RESTART.slice(1)}`, cause: `waiting:${name}`, causeText: `${name} is waited for: up to ${registrationMinutes} minutes are normal` });
}

function troublesOf({ troubles }: Appliance): string {
  return troubles.length === 0 ? '' : ` (${troubles.join('; ')})`;
}

function critical(appliance: Appliance, asOf: number): Judgement {
  const { name, lastHeartbeatAt: beat } = appliance;
  const seen = `${name} is critical${troublesOf(appliance)}`;
  const last = beat === null ? '' : ` It was last heard of ${minutesText(asOf - beat)} ago.`;
  return block({ evidence: `${seen}.${last}`, remedy: RESTART, cause: `critical:${name}`, causeText: seen });
}

/** An appliance that was heard of lately. */
function heardOf(input: CheckInput, appliance: Appliance): Judgement {
  const { name, health } = appliance;
  const silence = input.infrastructureAsOf - (appliance.lastHeartbeatAt ?? input.infrastructureAsOf);
  const heard = `${name} was heard of ${minutesText(silence)} ago`;
  const troubles = troublesOf(appliance);
  if (health === 'normal') return pass(`${heard} and is healthy.`);
  if (silence >= QUIET) return onItsWay(input, `${heard} and ${health === 'warning' ? 'warns' : 'does not say how it is'}${troubles}`, name);
  if (health === 'warning') return warn({ evidence: `${heard} and warns${troubles}.`, remedy: RESTART, cause: `warning:${name}`, causeText: `${name} warns${troubles}` });
  return unsure({ evidence: `${heard}, but the vault does not say whether it is healthy.`, remedy: 'Wait a few minutes, then check again.', cause: `unhealthy:${name}`, causeText: `The vault does not say whether ${name} is healthy` });
}

function judge(input: CheckInput): Judgement {
  const { infrastructure } = input;
  if (!infrastructure.known) return unreadable('The vault', infrastructure.why);
  const { appliance } = infrastructure.value;
  if (appliance === null) return notRegistered(input);
  if (appliance.health === 'critical') return critical(appliance, input.infrastructureAsOf);
  return silent(input, appliance) ?? heardOf(input, appliance);
}

/** Everything goes through the appliance; ages are taken on the vault's own clock. */
export const asrAppl = makeCheck({
  id: 'ASR-APPL',
  title: 'Appliance health',
  topic: 'vault',
  phases: ALWAYS,
  severity: 'block',
  curer: 'aws',
  needs: ['infrastructure', 'appliance'],
  expected: ({ profile }) => `A healthy appliance or configuration server, heard of within ${profile.limits.heartbeatMinutes} minutes; a new one takes up to ${profile.limits.registrationMinutes} minutes to show. ${SOURCE.health}; ${SOURCE.guide}; figures of ${profile.id}, ${profile.dated}.`,
  link: LINK.health,
  judge,
});
