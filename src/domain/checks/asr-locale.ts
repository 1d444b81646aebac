import { applianceInstance, isJudgement } from './support/appliance.ts';
import { askPerson, BEFORE_REPLICATION, warn } from './support/make-check.ts';
import { LINK, listText, profileText } from './support/words.ts';
import type { CheckInput, Judgement } from './types.ts';

// Systems Manager names the release; the language and the roles inside only a person sees.
function wrongSystem(input: CheckInput): Judgement | null {
  const owner = applianceInstance(input);
  if (isJudgement(owner) || !owner.guest.known || owner.guest.value === null) return null;
  const { platformName } = owner.guest.value;
  const { systems } = input.profile.limits.appliance;
  if (systems.some((s) => platformName.includes(s))) return null;
  return warn({ evidence: `${owner.name} runs ${platformName}.`, remedy: `Deploy an appliance on Windows Server ${listText(systems)}.`, cause: platformName, causeText: `The appliance runs ${platformName}` });
}

/** The appliance's software expects a plain English Windows Server of its own. */
export const asrLocale = askPerson({
  id: 'ASR-LOCALE',
  title: "The appliance's own system",
  topic: 'vault',
  phases: BEFORE_REPLICATION,
  severity: 'warn',
  curer: 'aws',
  needs: ['appliance'],
  expected: ({ profile }) => `Windows Server ${listText(profile.limits.appliance.systems)} in English, without Active Directory, IIS, Hyper-V and FIPS mode, with TCP 443 and 9443 free. ${profileText(profile)}.`,
  link: LINK.appliance,
  question: { text: 'Does the appliance run an English Windows Server that has no Active Directory, IIS or Hyper-V role, no FIPS mode, and nothing else on TCP 443 and 9443?', validDays: 90 },
  judge: wrongSystem,
  remedy: 'Deploy the appliance on a fresh English Windows Server that does nothing else.',
});
