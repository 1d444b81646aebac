import { detectOs } from '../os.ts';
import { osTitle } from '../os/names.ts';
import type { Os } from '../os/types.ts';
import { supportOf, versionsOf } from '../profiles/support.ts';
import type { RuleProfile } from '../profiles/types.ts';
import { BEFORE_REPLICATION, block, makeCheck, pass, unsure, type Judgement } from './support/make-check.ts';
import { profileText } from './support/words.ts';

function refused(os: Os, profile: RuleProfile): Judgement {
  const title = osTitle(os);
  if (os.family === 'amazon') return block({ evidence: 'It is Amazon Linux, which runs on AWS only.', remedy: 'Rebuild the workload on a listed Linux and move that.', cause: 'amazon' });
  const versions = versionsOf(profile, os.family);
  const evidence = versions === '' ? `It is ${title}, which the list does not name.` : `It is ${title}; the list takes ${versions}.`;
  return block({ evidence, remedy: `Upgrade the machine to a listed version, or rebuild it in Azure. The list: ${profile.link}`, cause: title });
}

/** The agent and Azure support the guest system, by the list that the vault follows. */
export const osSupported = makeCheck({
  id: 'OS-SUPPORTED',
  title: 'Operating system support',
  phases: BEFORE_REPLICATION,
  expected: ({ profile }) => `A system that this list names: ${profileText(profile)}.`,
  judge: ({ facts, profile }) => {
    const os = detectOs(facts);
    const { answer, rule } = supportOf(profile, os);
    if (answer === 'no') return refused(os, profile);
    if (answer === 'yes') return pass(`It is ${osTitle(os)}, which the list names${rule?.note === undefined ? '' : ` (${rule.note})`}.`);
    return unsure({
      evidence: `It is ${osTitle(os)}, and the list takes only some versions: ${versionsOf(profile, os.family) || 'it depends on the distribution'}.`,
      remedy: 'Attach a role with the policy AmazonSSMManagedInstanceCore to the instance, so that its SSM agent can report the version.',
    });
  },
});
