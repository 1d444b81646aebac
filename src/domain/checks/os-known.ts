import type { Attested } from '../finding.ts';
import { guestOf } from '../os.ts';
import { OS_NOTE_EXAMPLES, OS_QUESTION, systemInNote } from '../os/from-answer.ts';
import { osTitle } from '../os/names.ts';
import type { Os } from '../os/types.ts';
import { ASK_GUEST, GUEST_NEEDS } from './support/guest.ts';
import { askPerson, BEFORE_REPLICATION, info, pass, saidBy, unsure, warn } from './support/make-check.ts';
import { SOURCE } from './support/words.ts';
import type { CheckInput, Judgement } from './types.ts';

function seenOf(os: Os): string {
  return [`It is ${osTitle(os)}.`, ...os.evidence].join(' ');
}

// What AWS tells outright; null leaves the word to a person.
function told({ os }: { readonly os: Os }): Judgement | null {
  if (os.confidence === 'family' || os.confidence === 'none') return null;
  if (os.conflicts.length > 0) return warn({ evidence: `${seenOf(os)} ${os.conflicts.join(' ')}`, remedy: 'Log on and look: if the more reliable source is wrong, cure its cause before going on.' });
  if (os.confidence === 'attested') return null;
  return os.confidence === 'medium' ? info(`${seenOf(os)} An upgrade since the launch would not show.`, 'Let the SSM agent of the machine report, or look at the machine.') : pass(seenOf(os));
}

function weighed(input: CheckInput, answer: Attested): Judgement | null {
  const os = guestOf(input);
  const seen = seenOf(os);
  if (os.confidence === 'attested') return pass(`Attested, not seen: ${osTitle(os)}. ${saidBy(answer)}`);
  if (answer.answer !== 'yes') return unsure({ evidence: `${seen} No source gives a version. ${saidBy(answer)}`, remedy: ASK_GUEST, cause: 'asked', causeText: 'no source gives the version of the system' });
  const trouble = systemInNote(answer.note) === null ? `The note does not name a family and a version, such as ${OS_NOTE_EXAMPLES}.` : `That contradicts what AWS shows. ${os.conflicts.join(' ')}`;
  return unsure({ evidence: `${seen} ${trouble} ${saidBy(answer)}`, remedy: `Answer again, with a note such as ${OS_NOTE_EXAMPLES}; or let the SSM agent report.`, cause: 'asked', causeText: 'no source gives the version of the system' });
}

/** Everything else about the guest depends on knowing what it is. */
export const osKnown = askPerson({
  id: OS_QUESTION,
  title: 'Operating system identity',
  topic: 'system',
  phases: BEFORE_REPLICATION,
  severity: 'block',
  curer: 'owner',
  needs: GUEST_NEEDS,
  expected: `Family and version from the guest itself, at least from its image or from somebody who knows, without contradiction. ${SOURCE.ferry}.`,
  question: { text: `Do you know family and version of the system? Answer yes and write them into the note, for example ${OS_NOTE_EXAMPLES}.`, validDays: 90 },
  remedy: ASK_GUEST,
  judge: (input) => told({ os: guestOf(input) }),
  weigh: weighed,
});
