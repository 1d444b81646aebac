import { guestOf } from '../os.ts';
import { isLinux } from '../os/names.ts';
import { GUEST_NEEDS } from './support/guest.ts';
import { lookUp, SEED_PROFILE } from './support/listed.ts';
import { BEFORE_REPLICATION, block, doesNotApply, makeCheck } from './support/make-check.ts';
import { profileText } from './support/words.ts';

const REMEDY = 'Use a vault with the replication appliance, whose list is longer, or upgrade the machine to a listed system.';

/** The first guide for AWS took four systems, and Linux on HVM only. */
export const osSeed = makeCheck({
  id: 'OS-SEED',
  title: 'Operating system in the first AWS guide',
  topic: 'system',
  phases: BEFORE_REPLICATION,
  severity: 'block',
  curer: 'owner',
  needs: GUEST_NEEDS,
  expected: ({ profile }) => `With the list ${SEED_PROFILE}: Windows Server 2008 R2 SP1, 2012, 2012 R2, or Red Hat Enterprise Linux 6.7 on HVM. In force: ${profileText(profile)}.`,
  link: ({ profile }) => profile.link,
  judge: (input) => {
    const { profile, facts } = input;
    if (profile.id !== SEED_PROFILE) return doesNotApply(`the list in force is ${profile.id}.`);
    const os = guestOf(input);
    const listed = lookUp(profile, os, REMEDY);
    if (listed.verdict !== 'pass' || !isLinux(os.family) || facts.virtualization === 'hvm') return listed;
    return block({ evidence: `It is Linux on ${facts.virtualization} virtualisation; the list takes HVM only.`, remedy: 'Move the workload to an HVM instance first, then replicate that one.', cause: 'not-hvm', causeText: 'Linux that is not on HVM' });
  },
});
