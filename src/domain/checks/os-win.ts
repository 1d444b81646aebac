import { guestOf } from '../os.ts';
import { GUEST_NEEDS, unlessWindows } from './support/guest.ts';
import { lookUp, SEED_PROFILE } from './support/listed.ts';
import { BEFORE_REPLICATION, doesNotApply, makeCheck } from './support/make-check.ts';
import { profileText } from './support/words.ts';

const REMEDY = 'Upgrade the machine in place to a listed long-term release, or rebuild it in Azure.';

/** The agent and Azure support this Windows, by the list that the vault follows. */
export const osWin = makeCheck({
  id: 'OS-WIN',
  title: 'Windows version support',
  topic: 'system',
  phases: BEFORE_REPLICATION,
  severity: 'block',
  curer: 'owner',
  needs: GUEST_NEEDS,
  expected: ({ profile }) => `A long-term release of Windows that this list names: ${profileText(profile)}.`,
  link: ({ profile }) => profile.link,
  judge: (input) => {
    const os = guestOf(input);
    if (input.profile.id === SEED_PROFILE) return doesNotApply('OS-SEED judges the system by the first guide.');
    return unlessWindows(os) ?? lookUp(input.profile, os, REMEDY);
  },
});
