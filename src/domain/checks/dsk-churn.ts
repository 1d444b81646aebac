import { attestedChurn } from '../capacity/attested.ts';
import type { Attested } from '../finding.ts';
import type { RuleProfile } from '../profiles/types.ts';
import { ALWAYS, askPerson, pass, saidBy, warn } from './support/make-check.ts';
import { LINK, profileText } from './support/words.ts';
import type { CheckInput, Judgement } from './types.ts';

const REMEDY = 'Choose premium disks, or larger ones, for the target, spread the writes over more disks, and split the machines over several process servers.';
const GB = 1_000_000_000;

function limitsText({ limits: { churn } }: RuleProfile): string {
  const [standard] = churn.standard.rates;
  const premium = churn.premium.map((p) => `${p.rates.map((r) => `${r.mbPerSecond} MB/s for writes of ${r.writeKb} KB`).join(', ')} up to ${p.tier}`).join('; ');
  return `per disk ${standard?.mbPerSecond ?? 0} MB/s on standard storage, on premium ${premium}; at most ${churn.machineMbPerSecond} MB/s for the machine`;
}

// A figure in the note is worth more than the yes beside it: it is compared with what one process server takes for all its machines.
function weighed({ profile }: CheckInput, answer: Attested): Judgement | null {
  const bytes = attestedChurn(answer);
  if (bytes === null) return null;
  const most = profile.limits.processServer.churnGbPerDay;
  const said = `Attested, not seen: ${(bytes / GB).toFixed(1)} GB change a day. ${saidBy(answer)}`;
  if (bytes > most * GB) return warn({ evidence: `${said} One process server takes ${most} GB a day for all its machines together.`, remedy: REMEDY, cause: 'too-much', causeText: `more than ${most} GB of changes a day` });
  return answer.answer === 'yes' ? pass(said) : null;
}

/** What changes faster than it can be copied never becomes protected. */
export const dskChurn = askPerson({
  id: 'DSK-CHURN',
  title: 'Data change rate',
  topic: 'storage',
  phases: ALWAYS,
  severity: 'warn',
  curer: 'owner',
  needs: [],
  expected: ({ profile }) => `Changes within what is copied: ${limitsText(profile)}. ${profileText(profile)}.`,
  link: LINK.matrix,
  question: { text: 'Does the machine change its data slowly enough to be copied? If you know how much changes a day, write it into the note, for example "40 GB".', validDays: 30 },
  exactly: ({ limits: { churn } }) => `Does every disk change less than ${churn.standard.rates[0]?.mbPerSecond ?? 0} MB/s on average (more on premium disks), and the machine less than ${churn.machineMbPerSecond} MB/s at its peak? If you know how much changes a day, write it into the note, for example "40 GB".`,
  remedy: REMEDY,
  judge: () => null,
  weigh: weighed,
});
