import { detectOs } from '../os.ts';
import { osTitle } from '../os/names.ts';
import { BEFORE_REPLICATION, info, makeCheck, pass, unsure, warn } from './support/make-check.ts';
import { SOURCE } from './support/words.ts';

/** Everything else about the guest depends on knowing what it is. */
export const osKnown = makeCheck({
  id: 'OS-KNOWN',
  title: 'Operating system identity',
  phases: BEFORE_REPLICATION,
  expected: `Family and version from the guest itself, at least from its image, without contradiction. ${SOURCE.ferry}.`,
  judge: ({ facts }) => {
    const os = detectOs(facts);
    const seen = [`It is ${osTitle(os)}.`, ...os.evidence].join(' ');
    const [first, ...others] = os.conflicts;
    if (first !== undefined) return warn({ evidence: [first, ...others].join(' '), remedy: 'Log on and look: if the more reliable source is wrong, cure its cause before going on.' });
    if (os.confidence === 'family' || os.confidence === 'none') {
      return unsure({ evidence: `${seen} No source gives a version.`, remedy: 'Attach a role with the policy AmazonSSMManagedInstanceCore to the instance, so that its SSM agent can report the version.' });
    }
    return os.confidence === 'medium' ? info(`${seen} An upgrade since the launch would not show.`, 'Let the SSM agent of the machine report, or look at the machine.') : pass(seen);
  },
});
