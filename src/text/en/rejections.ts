/** One English sentence or two for every refusal: what happened, what it means, what to do. */
import type { Phase } from '../../domain/migration/types.ts';
import type { Rejection } from '../../usecases/types.ts';
import { clip, neutral, quoted } from '../neutral.ts';
import { zonedText } from '../window.ts';
import { stateWords } from './state.ts';
import { stopWords } from './stops.ts';
import { selectorRejections } from './selector-rejections.ts';
import { waveRejections } from './wave-rejections.ts';

type Detail = Rejection['detail'];

/** A detail in harmless form, or what stands in for it when it was not given. */
function part(d: Detail, key: string, otherwise: string): string {
  const value = d[key];
  return value === undefined || value === '' ? otherwise : quoted(value);
}

/** A detail with the words around it, or nothing. */
function also(d: Detail, key: string, say: (text: string) => string): string {
  const value = d[key];
  return value === undefined || value === '' ? '' : ` ${say(quoted(value))}`;
}

const machine = (d: Detail): string => part(d, 'machine', part(d, 'name', 'This machine'));
const approval = (d: Detail): string => part(d, 'approval', part(d, 'id', 'This approval'));

function isPhase(text: string): text is Phase {
  return Object.hasOwn(stateWords.phases, text);
}

function at(d: Detail): string {
  const phase = d['phase'] ?? '';
  return isPhase(phase) ? `: it is at "${phase === 'source-stopped' && d['stop'] === 'none' ? stopWords.phases.leftOn : phase === 'stopping-source' && d['stop'] === 'person' ? stopWords.phases.asked : stateWords.phases[phase]}"` : '';
}

const notATime: Readonly<Record<string, string>> = {
  'no-such-date': 'The calendar has no such day.',
  'no-such-time': 'There is no such time of day.',
  'no-end': 'A freeze needs its beginning and its end.',
  dash: "A hyphen between two times could also be an offset: write '..' between them.",
};

/** A moment in the zone that people spoke of. */
function when(d: Detail, key: string): string {
  const at = Date.parse(d[key] ?? '');
  return Number.isNaN(at) ? 'its end' : zonedText(at, d['zone'] ?? 'UTC');
}

const sentences: { readonly [C in Rejection['code']]: (d: Detail) => string } = {
  ...waveRejections,
  ...selectorRejections,
  'not-allowed-here': (d) => `You may not do that here${also(d, 'role', (r) => `(it needs the role ${r})`)}. Nothing was changed.${also(d, 'unread', (w) => `The group that gives this role could not be read just now: ${w}. Until it can, nobody has the role by it; try again in a minute.`)} Ask the people who run Ferry for access.`,
  'no-such-machine': (d) => `I know no such machine. Nothing was changed. 'discover' lists what I can see.${also(d, 'similar', (s) => `Similar: ${s}.`)}`,
  'no-migration': (d) => `${machine(d)} is not being migrated, so there is nothing to act on. Start with 'check', then 'replicate'.`,
  'already-migrating': (d) => `${machine(d)} is being migrated already. Nothing was started a second time. 'status' shows where it stands.`,
  'already-migrated': (d) => `${machine(d)} was migrated already. Nothing was changed. 'history' tells when and by whom.`,
  'not-ready': (d) => `${machine(d)} is not ready: at least one check blocks or could not be read.${also(d, 'blocks', (b) => `In the way: ${b.replace(/[.]$/, '')}.`)} Nothing was changed. Cure it and run 'check' again.`,
  'wrong-phase': (d) => `That is not possible now${at(d)}. Nothing was changed.${also(d, 'next', (n) => `Next step: ${n}`)}`,
  busy: (d) => `Something is still under way for this machine${also(d, 'act', (a) => `(${a})`)}. Nothing was started beside it. Wait for its end; 'status' shows it.`,
  stuck: (d) => `${machine(d)} is stuck and waits for a person. Nothing was changed. 'status' shows why; then 'retry' or 'rollback'.`,
  drifted: (d) => `Something was done to this machine outside Ferry${also(d, 'code', (c) => `(${c})`)}. It is paused until somebody looks at it and presses Adopt.`,
  held: (d) => `${d['what'] === 'all' ? 'Everything' : machine(d)} is held${also(d, 'by', (b) => `by ${b}`)}: no new step starts.${also(d, 'reason', (r) => `Reason: ${r}`)} Nothing was changed. ${d['what'] === 'all' ? "An admin can lift it: 'resume all'." : `'resume ${part(d, 'machine', 'MACHINE')}' lets it go on.`}`,
  'source-not-stopped': (d) => `AWS still shows the EC2 machine of ${machine(d)} as ${part(d, 'power', 'running')}. Nothing was recorded and nothing is failed over. Stop it, wait until AWS shows it as stopped, then confirm.`,
  'window-too-short': (d) => `That window leaves no time: in its last ${part(d, 'minutes', 'few')} minutes no EC2 machine is stopped any more. Nothing was requested. Give a longer one.`,
  'no-manual-action': (d) => `No Azure job of ${machine(d)} waits for a person, so there is nothing to answer. Nothing was changed. 'status' shows where it stands.`,
  'nothing-to-undo': (d) => `Nothing of ${machine(d)} was stopped or failed over, so there is nothing to roll back. Nothing was changed.`,
  'request-open': (d) => `${part(d, 'id', 'A request')}${d['operation'] === 'rollback' ? ' (rollback)' : d['operation'] === 'complete' ? ' (completion)' : ''} is open for ${machine(d)}. Nothing was changed. It must be answered first; whoever asked can type 'withdraw ${part(d, 'id', 'A-1042')}'.`,
  'no-test-up': (d) => `${machine(d)} has no test machine up that waits for its verdict, so there is nothing to keep longer. Nothing was changed.`,
  'not-held': (d) => `${part(d, 'machine', 'Everything')} is not held, so there is nothing to resume. Nothing was changed. 'status' shows where it stands.`,
  ended: (d) => `The migration of ${machine(d)} has ended. Nothing was changed.`,
  'verdict-needed': () => 'There is no good test verdict for this machine, so a cutover is refused. Run a test failover and give the verdict first.',
  'reason-needed': () => 'A reason is needed; it is kept for the audit. Nothing was changed. Please write one and send it again.',
  'unknown-choice': (d) => `One answer is not among what Azure offers now${also(d, 'field', (f) => `(${f})`)}. Nothing was started. Please choose again.`,
  'no-approvers': () => 'Nobody may approve this: the list of approvers is empty (or holds only you). Nothing was requested. The people who run Ferry must name approvers.',
  'glass-reason-short': (d) => `A break-glass needs a reason of at least ${part(d, 'least', '20')} letters: somebody will review it. Nothing was changed. Write 'breakglass ${approval(d)} because …'.`,
  'glass-asked': (d) => `${part(d, 'by', 'An admin')} has asked for this break-glass already. Another admin must confirm it: 'breakglass ${approval(d)} confirm'. Nothing was changed.`,
  'glass-not-asked': (d) => `There is no break-glass for ${approval(d)} that waits for a second admin, or the 30 minutes for it are over. Nothing was changed. Begin with 'breakglass ${approval(d)} because …'.`,
  'glass-second-person': () => 'You asked for this break-glass, so another admin must confirm it. Nothing was changed, and your attempt was noted for the audit.',
  'glass-no-review': (d) => `There is nothing to review at ${approval(d)}: no break-glass was used for it, or it was reviewed already. Nothing was changed.`,
  'glass-not-you': () => 'You used this break-glass, or it was used for your request, so somebody else must review it: an auditor or another admin. Nothing was changed.',
  'approvers-unreadable': (d) => `The approver group could not be read${also(d, 'why', (w) => `(${w})`)}; nobody can approve now. Nothing was changed, and what was approved already stands. Try again in a minute; if it lasts, the people who run Ferry must look at it.`,
  'requester-cannot-approve': (d) => `You asked for this, so somebody else must approve it.${also(d, 'able', (n) => `${n} can.`)} Your answer does not count and was noted for the audit.`,
  'not-an-approver': (d) => `You are not among the approvers of this request.${also(d, 'able', (n) => `${n} can answer it.`)} Your answer does not count and was noted for the audit.`,
  'already-decided': (d) => `${approval(d)} is decided already${also(d, 'status', (s) => `(${s})`)}${also(d, 'by', (b) => `by ${b}`)}. Your answer changed nothing.`,
  expired: (d) => `${approval(d)} has expired. Nothing ran and nothing will. Ask for the cutover again if it is still wanted.`,
  'no-such-approval': () => "I know no such approval. Nothing was changed. 'status' of the machine shows the open one.",
  'confirmation-needed': (d) => `To approve ${approval(d)}, type the machine's name with it: 'approve ${part(d, 'id', 'A-1042')} ${part(d, 'machine', 'NAME')}', or fill it in on the card. Nothing was recorded.`,
  'asked-again': (d) => `${approval(d)} is asked anew: something changed since that card, or since you looked. Nothing was recorded. Look at the newest card; or, when you know what is worse, type 'approve ${part(d, 'id', 'A-1042')} again ${part(d, 'machine', 'NAME')}'.`,
  'question-needed': (d) => `What do you want to know? Write for example 'ask ${part(d, 'id', 'A-1042')} is the backup done?'. Nothing was posted.`,
  'quorum-met': (d) => `${approval(d)} has enough approvals already, so yours cannot be taken back any more. Nothing was changed. 'hold ${part(d, 'machine', 'MACHINE')}' stops what has not begun.`,
  'rejection-stands': (d) => `${part(d, 'by', 'Somebody')} has rejected ${approval(d)}, and that counts once. Your answer changed nothing. Only ${part(d, 'by', 'whoever rejected')} can take it back: 'withdraw ${part(d, 'id', 'A-1042')}', or approve instead.`,
  'too-few-approvers': (d) => `Too few people may approve this: ${part(d, 'need', 'more')} are needed beside you${also(d, 'have', (h) => `(there are ${h})`)}, not only whoever changed the plan last. Nothing was requested. The people who run Ferry must name approvers.`,
  'approval-void': (d) => `${approval(d)} is void, so nothing may begin: ${part(d, 'reason', 'it does not hold any more').replace(/[.]$/, '')}. Nothing was stopped or failed over. Keep the application running and ask again.`,
  'approval-waits': (d) => `${approval(d)} is asked anew, so nothing may begin. Nothing was changed. Keep the application running until it is approved again.`,
  'no-such-person': () => "I cannot tell who that is. Nothing was changed. Give the Entra object id, or the exact name of somebody who has talked to me in a personal chat.",
  'nothing-to-follow': () => "I know no wave and no migration of that name. Nothing was changed. 'status' lists them.",
  'not-followed': () => "This conversation does not follow that. Nothing was changed. 'subscriptions' lists what it is told of; a thread that has its home here always tells what needs somebody.",
  'not-a-daily-time': () => "Please give times of the day, such as 'quiet 22:00..07:00 Europe/Rome' or 'digest 08:30 weekdays', or 'off'. Nothing was changed.",
  'delegate-without-role': (d) => `${part(d, 'person', 'That person')} has no role here, so I would not take an answer from there. Nothing was changed.${also(d, 'unread', (w) => `A group could not be read just now: ${w}; try again in a minute.`)} Name somebody who has one ('who' shows the roles), or ask the people who run Ferry to give one.`,
  'delegate-self': () => 'You cannot stand in for yourself. Nothing was changed. Name somebody else.',
  'delegation-too-long': (d) => `That is too long: at most ${part(d, 'days', '60')} days. Nothing was changed.`,
  'no-delegation': () => 'Nobody stands in for you, so there is nothing to end. Nothing was changed.',
  'not-the-requester': () => 'Only the person who asked can withdraw the request. Nothing was changed; an approver can reject it.',
  'not-the-owner': (d) => `Only the owner${also(d, 'owner', (o) => `(${o})`)} can answer that. Nothing was changed.`,
  'source-gone': (d) => `The EC2 machine of ${machine(d)} is gone: it cannot be started again, and what Azure has may be the only copy. Nothing was changed. To complete all the same, say why: 'complete ${part(d, 'machine', 'MACHINE')} because …'.`,
  'nothing-outside': (d) => `Nothing that was done outside Ferry is open for ${machine(d)}. Nothing was changed. 'status' shows where it stands.`,
  'point-of-no-return': () => 'There is no way back through Ferry any more: replication is removed or being removed. The EC2 machine stays as it is and is not terminated; starting or stopping it is a manual step in AWS.',
  'no-cancel': () => "A failover cannot be cancelled: replication has stopped for it and would not resume. Nothing was changed. Wait for its result; a rollback is possible afterwards. 'hold MACHINE because …' keeps what has not begun from starting.",
  'evidence-worse': (d) => `What was measured now does not allow the cutover.${also(d, 'why', (w) => `It is: ${w}.`)}${also(d, 'blocks', (b) => `It is: ${b}.`)} Nothing was changed. Cure it and ask again.`,
  'nothing-to-retry': () => "Nothing is stuck here, so there is nothing to retry. 'status' shows where the machine stands.",
  'ip-not-unique': (d) => `Another machine has the same private IP${also(d, 'ip', (i) => `(${i})`)}. Site Recovery finds machines by private IP, so Ferry does not guess. Nothing was started.`,
  'cloud-unreadable': (d) => `A cloud could not be read just now${also(d, 'operation', (o) => `(${o})`)}${also(d, 'why', (w) => `: ${w}`)}. What cannot be read cannot be confirmed, so nothing was started. Try again in a minute.`,
  'no-such-wave': (d) => `I know no such wave. Nothing was started.${also(d, 'known', (k) => `Waves that I know: ${k}.`)} 'discover' lists the machines.`,
  'file-too-large': (d) => `That file is larger than ${part(d, 'most', '5')} MB, so I did not read it. Nothing was changed. Leave out what is no plan, or give the waves in several files.`,
  'file-rows': (d) => `That file has more than ${part(d, 'most', '5000')} rows, so I did not read it. Nothing was changed. Give the waves in several files: waves that a file does not name stay as they are.`,
  'file-unreadable': (d) => `I cannot read that as a table${also(d, 'line', (l) => `(line ${l})`)}. Nothing was changed. Usually a quotation mark was opened and not closed. 'plan template' gives a file that is right.`,
  'file-gone': () => "I do not have that file any more: another one came after it, or it was applied. Nothing was changed. Give it again with 'plan import'.",
  'file-refused': (d) => `I could not take that file: ${part(d, 'why', 'it did not arrive')}. Nothing was changed. Paste its lines below 'plan import' instead.`,
  'not-overridable': (d) => `${part(d, 'check', 'This check')} cannot be let pass by anybody: without it the migration would not work. Nothing was changed. Cure the cause, then check again.`,
  'nothing-to-override': (d) => `${part(d, 'check', 'This check')} keeps nobody from going on now, or was not let pass. Nothing was changed. 'check' shows what is in the way.`,
  'nothing-missing': (d) => `No rule is missing now for ${part(d, 'check', 'this check')} that Ferry could add. Nothing was changed. 'check' shows what is in the way.`,
  'figure-out-of-range': (d) => `${part(d, 'field', 'One figure')} is not possible: ${part(d, 'range', 'it is out of range')}. Nothing was created. Please give another one.`,
  'policy-exists': (d) => `The vault has a policy called ${part(d, 'name', 'that')} already. Nothing was created. 'policy' shows it; take another name, or use it.`,
  'no-such-policy': (d) => `The vault has no policy called ${part(d, 'name', 'that')}. Nothing was changed.${also(d, 'known', (k) => `It has: ${k}.`)}`,
  'not-a-window': (d) => `${notATime[d['why'] ?? ''] ?? 'I cannot read that as a time.'} Nothing was changed. Write for example 'sat 22:00..02:00 Europe/Rome', 'at 22:00' or 'now'.`,
  'no-such-zone': (d) => `I know no time zone ${part(d, 'zone', 'of that name')}. Nothing was changed. Write it as in 'Europe/Rome' or 'America/New_York', or UTC; short names such as CET or EST are not clear enough.`,
  'time-missing': (d) => `There is no ${part(d, 'time', 'such time')} on ${part(d, 'date', 'that day')} in ${part(d, 'zone', 'that zone')}: clocks are put forward then. Nothing was changed. The nearest times are ${part(d, 'before', 'the one before')} and ${part(d, 'after', 'the one after')}.`,
  'time-doubled': (d) => `${part(d, 'time', 'That time')} comes twice on ${part(d, 'date', 'that day')} in ${part(d, 'zone', 'that zone')}: clocks are put back then. Nothing was changed. Which one? Write ${part(d, 'first', 'it with its offset')} for the first or ${part(d, 'second', 'the other offset')} for the second.`,
  'offset-not-in-use': (d) => `${part(d, 'zone', 'That zone')} does not use ${part(d, 'offset', 'that offset')} at ${part(d, 'time', 'that time')} on ${part(d, 'date', 'that day')}; it uses ${part(d, 'known', 'another one')}. Nothing was changed.`,
  'window-over': (d) => `That time is over, or ends before it begins${also(d, 'to', (t) => `(it ends ${t})`)}. Nothing was changed. Give one that lies ahead.`,
  'window-too-long': (d) => `That is not possible: ${part(d, 'limit', 'it is too long')}. Nothing was changed.`,
  frozen: (d) => `A freeze holds until ${when(d, 'until')}${also(d, 'reason', (r) => `(${r})`)}. Nothing is cut over before that, and nothing was changed. 'freeze' lists them.`,
  'outside-window': (d) => `${machine(d)} may be cut over only from ${when(d, 'from')} to ${when(d, 'to')}. ${d['margin'] === undefined ? 'Now is not that time' : `In the last ${part(d, 'margin', 'few')} minutes of it nothing is stopped any more`}, so nothing was changed. Keep the application running.`,
  'no-such-freeze': (d) => `There is no freeze ${part(d, 'number', 'of that number')} that holds or is planned. Nothing was changed. 'freeze' lists them.`,
  'changed-meanwhile': () => "Somebody or something changed this in the meantime. Nothing was overwritten. Look at 'status' and try again.",
};

/** The words for a refusal, safe to post as they are. */
export function rejection(r: Rejection): string {
  return tidy(sentences[r.code](r.detail));
}

function tidy(text: string): string {
  return neutral(clip(text, 900)).replace(/ :/g, ':');
}
