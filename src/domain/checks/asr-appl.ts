import type { Infrastructure } from '../infrastructure.ts';
import { MINUTE } from '../time.ts';
import { ALWAYS, block, makeCheck, pass, unreadable, unsure, warn, type Judgement } from './support/make-check.ts';
import { minutesText, SOURCE } from './support/words.ts';
import type { CheckInput } from './types.ts';

const PATIENCE = 15 * MINUTE;
const WAIT = 'Wait: up to 15 minutes are normal. Then check again.';
const RESTART = "Look at the appliance's own configuration manager: restart the services it names and make sure that it reaches Azure on TCP 443.";

type Appliance = NonNullable<Infrastructure['appliance']>;

// Whether silence is still normal depends on how long the machine that runs the appliance exists.
function notRegistered({ appliance, now }: CheckInput): Judgement {
  if (!appliance.facts.known) return unreadable("The appliance's instance", appliance.facts.why);
  const launchedAt = appliance.facts.value?.launchedAt ?? null;
  if (launchedAt === null) return unsure({ evidence: 'The vault shows no appliance, and the scope names no instance that could be on its way.', remedy: 'Deploy the appliance and register it with the vault.', cause: 'none' });
  const age = `The vault shows no appliance; its instance was started ${minutesText(now - launchedAt)} ago.`;
  if (now - launchedAt < PATIENCE) return warn({ evidence: `Waiting. ${age}`, remedy: WAIT, cause: 'waiting' });
  return block({ evidence: age, remedy: 'Finish the registration of the appliance with this vault.', cause: 'none' });
}

function silent(appliance: Appliance, asOf: number): Judgement | null {
  const registeredFor = appliance.registeredAt === null ? null : asOf - appliance.registeredAt;
  const beat = appliance.lastHeartbeatAt;
  if (registeredFor !== null && registeredFor < PATIENCE) return warn({ evidence: `Waiting. ${appliance.name} was registered ${minutesText(registeredFor)} ago.`, remedy: WAIT, cause: `waiting:${appliance.name}` });
  if (beat === null) return unsure({ evidence: `The vault has no heartbeat of ${appliance.name}.`, remedy: RESTART, cause: `silent:${appliance.name}` });
  if (asOf - beat <= PATIENCE) return null;
  return block({ evidence: `${appliance.name} was last heard of ${minutesText(asOf - beat)} ago.`, remedy: RESTART, cause: `silent:${appliance.name}` });
}

function judge(input: CheckInput): Judgement {
  const { infrastructure, infrastructureAsOf: asOf } = input;
  if (!infrastructure.known) return unreadable('The vault', infrastructure.why);
  const { appliance } = infrastructure.value;
  if (appliance === null) return notRegistered(input);
  const troubles = appliance.troubles.length === 0 ? '' : ` (${appliance.troubles.join('; ')})`;
  if (appliance.health === 'critical') return block({ evidence: `${appliance.name} is critical${troubles}.`, remedy: RESTART, cause: `critical:${appliance.name}` });
  const quiet = silent(appliance, asOf);
  if (quiet !== null) return quiet;
  const heard = `${appliance.name} was heard of ${minutesText(asOf - (appliance.lastHeartbeatAt ?? asOf))} ago`;
  if (appliance.health === 'warning') return warn({ evidence: `${heard} and warns${troubles}.`, remedy: RESTART, cause: `warning:${appliance.name}` });
  if (appliance.health === 'none') return unsure({ evidence: `${heard}, but the vault does not say whether it is healthy.`, remedy: 'Wait a few minutes, then check again.', cause: `unhealthy:${appliance.name}` });
  return pass(`${heard} and is healthy.`);
}

/** Everything goes through the appliance; ages are taken on the vault's own clock. */
export const asrAppl = makeCheck({
  id: 'ASR-APPL',
  title: 'Appliance health',
  phases: ALWAYS,
  expected: `A healthy appliance or configuration server, heard of within 15 minutes; a new one takes up to 15 minutes to show. ${SOURCE.health}; ${SOURCE.guide}.`,
  judge,
});
