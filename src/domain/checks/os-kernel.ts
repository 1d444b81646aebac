import type { Attested } from '../finding.ts';
import { guestOf } from '../os.ts';
import { kernelRules, kernelSupport, parseKernel } from '../os/kernel.ts';
import { osTitle } from '../os/names.ts';
import { ASK_GUEST, GUEST_NEEDS, unlessLinux } from './support/guest.ts';
import { askPerson, BEFORE_REPLICATION, block, pass, saidBy, unsure } from './support/make-check.ts';
import { profileText } from './support/words.ts';
import type { CheckInput, Judgement } from './types.ts';

const REMEDY = 'Install a kernel of the list (on Ubuntu: sudo apt-get install linux-image-generic, and remove linux-image-aws), reboot into it, then answer again with the output of uname -r.';

// Without a kernel in the note a plain yes or no counts as it stands.
function weighed(input: CheckInput, answer: Attested): Judgement | null {
  const kernel = parseKernel(answer.note);
  if (kernel === null || answer.answer === 'skip') return null;
  const os = guestOf(input);
  const said = saidBy(answer);
  if (kernel.flavour === 'aws') return block({ evidence: `The kernel ${kernel.text} is one that AWS makes for itself, and no list takes it. ${said}`, remedy: REMEDY, cause: 'aws-kernel', causeText: "kernels made by AWS (-aws) are in no list" });
  if (os.version === null) return unsure({ evidence: `The kernel ${kernel.text} cannot be compared while the version of the system is not known. ${said}`, remedy: ASK_GUEST, cause: 'unknown-system', causeText: 'the version of the system is not known, so its kernel cannot be compared' });
  const support = kernelSupport(kernelRules(input.profile, os), kernel);
  if (support === 'listed') return pass(`Attested, not seen: the kernel ${kernel.text} is in the list. ${said}`);
  if (support === 'unlisted') return block({ evidence: `The kernel ${kernel.text} is not among those that the list takes for ${osTitle(os)}. ${said}`, remedy: REMEDY, cause: kernel.text, causeText: `kernel ${kernel.text} is not in the list` });
  return null;
}

/** The agent's driver is built for certain kernels, and no other kernel loads it. */
export const osKernel = askPerson({
  id: 'OS-KERNEL',
  title: 'Linux kernel',
  topic: 'system',
  phases: BEFORE_REPLICATION,
  severity: 'block',
  curer: 'guest',
  needs: GUEST_NEEDS,
  expected: (input) => {
    const kernels = kernelRules(input.profile, guestOf(input)).flatMap((r) => r.kernels);
    return `A stock kernel of the release that the agent knows${kernels.length === 0 ? '' : `: ${kernels.join(', ')}`}. ${profileText(input.profile)}; the table changes with every release of the agent.`;
  },
  link: ({ profile }) => profile.link,
  question: { text: 'Linux: does the machine run a stock kernel of its release that the list takes (no -aws kernel, no custom one)? Please write the output of uname -r into the note: Ferry then compares it.', validDays: 14 },
  remedy: REMEDY,
  judge: (input) => unlessLinux(guestOf(input)),
  weigh: weighed,
});
