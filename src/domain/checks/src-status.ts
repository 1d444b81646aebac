import type { InstanceStatus } from '../machine.ts';
import { ALWAYS, info, makeCheck, pass, unreadable, unsure, warn } from './support/make-check.ts';
import { listText, LINK, SOURCE, timeText } from './support/words.ts';
import type { Judgement } from './types.ts';

const SETTLED: ReadonlySet<string> = new Set(['ok', 'not-applicable']);

function eventText(event: InstanceStatus['events'][number]): string {
  return `${event.code}${event.notBefore === null ? '' : ` not before ${timeText(event.notBefore)}`}${event.description === '' ? '' : ` (${event.description})`}`;
}

function judgeStatus(status: InstanceStatus): Judgement {
  const parts = [['system', status.system], ['instance', status.instance], ['attached EBS', status.ebs]] as const;
  const seen = parts.map(([name, word]) => `${name} status ${word ?? 'not told'}`);
  const bad = parts.filter(([, word]) => word === 'impaired');
  if (bad.length > 0) return warn({ evidence: `AWS reports: ${listText(seen)}.`, remedy: 'Cure what AWS reports as impaired before replicating: look at the status checks of the instance in the EC2 console, and reboot or stop and start it when the system status is impaired.' });
  const events = status.events.filter((e) => !/^\[(?:Completed|Canceled)\]/i.test(e.description));
  if (events.length > 0) return warn({ evidence: `AWS has scheduled: ${events.map(eventText).join('; ')}.`, remedy: 'Move the machine before that date, or let AWS do its work first and check again afterwards.' });
  const open = parts.filter(([, word]) => word !== null && !SETTLED.has(word));
  if (open.length > 0) return unsure({ evidence: `AWS reports: ${listText(seen)}. That is not settled yet.`, remedy: 'Look again in a few minutes.' });
  return pass(`AWS reports: ${listText(seen)}; nothing is scheduled.`);
}

/** A machine that AWS itself finds ill, or is about to retire, is a bad one to copy. */
export const srcStatus = makeCheck({
  id: 'SRC-STATUS',
  title: 'Status checks and scheduled events',
  topic: 'source',
  phases: ALWAYS,
  severity: 'warn',
  curer: 'aws',
  needs: ['status'],
  expected: `No impaired status check and no scheduled event. ${SOURCE.ec2}.`,
  link: LINK.statusChecks,
  judge: ({ facts }) => {
    if (!facts.status.known) return unreadable('The status checks', facts.status.why);
    if (facts.status.value === null) return info('AWS gives no status checks for this instance; it gives them for running ones.');
    return judgeStatus(facts.status.value);
  },
});
