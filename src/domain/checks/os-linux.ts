import { guestOf } from '../os.ts';
import { GUEST_NEEDS, unlessLinux } from './support/guest.ts';
import { lookUp, SEED_PROFILE } from './support/listed.ts';
import { BEFORE_REPLICATION, doesNotApply, makeCheck } from './support/make-check.ts';
import { profileText } from './support/words.ts';

const REMEDY = 'Upgrade the machine to a listed version, or rebuild it in Azure.';

/** The agent and Azure support this Linux, by the list that the vault follows. */
export const osLinux = makeCheck({
  id: 'OS-LINUX',
  title: 'Linux distribution support',
  topic: 'system',
  phases: BEFORE_REPLICATION,
  severity: 'block',
  curer: 'owner',
  needs: GUEST_NEEDS,
  expected: ({ profile }) => `A distribution and version that this list names: ${profileText(profile)}.`,
  link: ({ profile }) => profile.link,
  judge: (input) => {
    const os = guestOf(input);
    if (input.profile.id === SEED_PROFILE) return doesNotApply('OS-SEED judges the system by the first guide.');
    if (os.family === 'amazon') return doesNotApply('Amazon Linux is judged by OS-AMZN.');
    return unlessLinux(os) ?? lookUp(input.profile, os, REMEDY);
  },
});
