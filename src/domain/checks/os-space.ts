import type { RuleProfile } from '../profiles/types.ts';
import { askPerson, BEFORE_REPLICATION } from './support/make-check.ts';
import { LINK, profileText } from './support/words.ts';

function needed({ limits: { space } }: RuleProfile): string {
  return `on Windows ${space.windowsMb} MB in the installation folder; on Linux ${space.linuxRootMb} MB on / and ${space.linuxInstallMb} MB in the installation folder`;
}

/** The agent needs room for itself, and takes a part of the memory. */
export const osSpace = askPerson({
  id: 'OS-SPACE',
  title: 'Free space for the mobility service',
  topic: 'system',
  phases: BEFORE_REPLICATION,
  severity: 'block',
  curer: 'guest',
  needs: [],
  expected: ({ profile }) => `Free space for the agent: ${needed(profile)}; its driver takes ${profile.limits.space.memoryPercent} % of the memory. ${profileText(profile)}.`,
  link: LINK.matrix,
  question: { text: 'Is there enough free space for the mobility service, in its installation folder and, on Linux, on / as well?', validDays: 14 },
  exactly: (profile) => `Is there enough free space for the mobility service: ${needed(profile)}?`,
  remedy: 'Free the space or enlarge the volume, then answer again.',
  judge: () => null,
});
