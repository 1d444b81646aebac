/** English words of what Ferry tells without being asked: about waves, about what was missed, and about who is told what. */
import type { Phase } from '../../domain/migration/types.ts';
import type { Habit } from '../../domain/notice/follow.ts';
import { isTold, type Lane, type Level } from '../../domain/notice/types.ts';
import { utc } from '../format.ts';
import { handoverWords } from './handover.ts';
import { named } from '../neutral.ts';
import { crowdWords } from './crowds.ts';
import { stateWords } from './state.ts';

const machines = (n: number): string => (n === 1 ? '1 machine' : `${n} machines`);
const list = (names: readonly string[], most = 12): string => `${names.slice(0, most).map((n) => named(n)).join(', ')}${names.length > most ? ` and ${names.length - most} more` : ''}`;

type Ask = { readonly ask: string; readonly lines: (owner: string) => readonly string[]; readonly typed: (selector: string, machine: string) => string; readonly button: (n: number) => string };

const verdict: Ask = {
  ask: 'do the test machines work?',
  lines: () => ['They run in the isolated test network; the EC2 machines run on unchanged. Each verdict is kept, then the test machine is removed.'],
  typed: (selector, machine) => `One by one: 'verdict ${named(machine)} works' or 'verdict ${named(machine)} fails because …'. All that wait: 'verdict ${named(selector)} works'.`,
  button: (n) => (n === 1 ? 'It works' : `All ${n} work`),
};

const quiesce: Ask = {
  ask: 'are the applications stopped?',
  lines: () => ['Please stop the applications, but not the machines. Ferry has stopped nothing yet: after your confirmation it copies the last changes, stops EC2 and fails over. Once begun, a failover cannot be cancelled.'],
  typed: (selector, machine) => `One by one: 'quiesce ${named(machine)}'. All that wait: 'quiesce ${named(selector)}'.`,
  button: (n) => (n === 1 ? 'It is stopped' : `All ${n} are stopped`),
};

const accept: Ask = {
  ask: 'do the machines work in Azure?',
  lines: (owner) => [`${named(owner)} is asked to check each one. Replication stays on until the migration is completed. There is no failback; a rollback starts EC2 again and loses what was written in Azure.`],
  typed: (selector, machine) => `One by one: 'accept ${named(machine)}' or 'refuse ${named(machine)} because …'. All that wait: 'accept ${named(selector)}'.`,
  button: (n) => (n === 1 ? 'Accept it' : `Accept all ${n}`),
};

const asks = {
  verdict,
  quiesce,
  accept,
  title: (o: { readonly ask: string; readonly wave: string; readonly group: number | null; readonly open: number; readonly of: number }): string =>
    `✋ ${named(o.wave)}${o.group === null ? '' : `, group ${o.group}`}: ${o.ask} ${o.open === o.of ? `${machines(o.open)} wait${o.open === 1 ? 's' : ''}` : `${o.open} of ${o.of} still wait`}`,
  row: (r: { readonly machine: string; readonly about: string; readonly answer: string | null }): string => `${r.answer === null ? '☐' : '•'} ${named(r.machine)}${r.about === '' ? '' : ` · ${named(r.about)}`}${r.answer === null ? '' : ` · ${r.answer}`}`,
  more: (n: number, wave: string): string => `… and ${n} more: 'status ${named(wave)}'`,
  answered: (wave: string, group: number | null): string => `${named(wave)}${group === null ? '' : `, group ${group}`}: answered`,
};

type Reached = { readonly wave: string; readonly group: number | null; readonly n: number; readonly of: number; readonly without: readonly string[] };
const reached = (icon: string, what: string, next: string) => (r: Reached): string =>
  `${icon} ${named(r.wave)}${r.group === null ? '' : `, group ${r.group}`}: ${what}, ${r.n === r.of ? `all ${machines(r.n)}` : `${r.n} of ${machines(r.of)}`}.${r.without.length === 0 ? '' : ` Not among them: ${list(r.without)}.`}${next === '' ? '' : ` ${next}`}`;

const stage = {
  protected: (r: Reached): string => reached('✔', 'the first copies are complete', `Next: 'test ${named(r.wave)}'.`)(r),
  tested: (r: Reached): string => reached('✔', 'tested, the test machines are removed', `Next: 'cutover ${named(r.wave)}'.`)(r),
  'in-azure': reached('✔', 'failed over, running in Azure', 'Please check and accept them. There is no failback.'),
  accepted: (r: Reached): string => reached('✔', 'accepted in Azure', `Replication is still on; next: 'complete ${named(r.wave)}'.`)(r),
  migrated: reached('✅', 'migrated, replication is off', 'The EC2 machines were stopped by Ferry, where it stopped them; none was terminated.'),
};

const level = { all: 'everything', 'needs-me': 'what needs somebody, and failures', failures: 'failures only', milestones: 'milestones and failures' } as const;
const lanes: { readonly [L in Lane]: string } = { N0: 'failure', N1: 'needs somebody', N2: 'milestone', N3: 'progress' };

const two = (n: number): string => String(n).padStart(2, '0');
const clock = (minutes: number): string => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;

function habit(h: Habit): string {
  const quiet = h.quiet === null ? 'no quiet hours' : `quiet from ${clock(h.quiet.from)} to ${clock(h.quiet.to)}`;
  const digest = h.digest === null ? 'no digest' : `a digest at ${clock(h.digest.at)} ${h.digest.days === 'weekdays' ? 'on weekdays' : 'every day'}`;
  return `This conversation has ${quiet} and ${digest} (${h.zone})`;
}

const digest = {
  title: (o: { readonly done: number; readonly atRisk: number; readonly needsYou: number }): string => `Digest: ${o.done} done, ${o.atRisk} at risk, ${o.needsYou} need somebody`,
  done: (phase: Phase, names: readonly string[]): string => `✔ ${stateWords.phases[phase]}: ${list(names)}`,
  atRisk: (names: readonly string[]): string => `⚠ At risk: ${list(names)}`,
  needsYou: (phase: Phase, names: readonly string[]): string => `✋ ${stateWords.phases[phase]}: ${list(names)}`,
  costs: (names: readonly string[]): string => `Replicated for 25 days or more; Site Recovery charges for a machine after 31: ${list(names)}`,
  more: (n: number): string => `… and ${n} more: 'status'`,
  left: (n: number): string => `In quiet hours${n > 10 ? `, the last 10 of ${n}` : ''}:`,
  hint: "Change it: 'digest 08:30 weekdays Europe/Rome', 'digest off'. What waits for you: 'next'.",
};

const subscriptions = {
  title: (n: number): string => `This conversation follows ${n === 0 ? 'nothing' : n === 1 ? '1 thing' : `${n} things`}`,
  home: (name: string): string => `• ${named(name)}: its thread is here`,
  follow: (name: string, l: Level): string => `• ${named(name)}: ${level[l]}`,
  none: 'Nothing is told here without being asked.',
  more: (n: number): string => `… and ${n} more`,
  end: (name: string): string => `Unsubscribe ${named(name)}`,
  hint: "Change it: 'subscribe W07 failures', 'unsubscribe W07', 'quiet 22:00..07:00', 'digest 08:30 weekdays'.",
};

/** What somebody who follows this would get. */
function samples(name: string, l: Level): readonly string[] {
  const of: { readonly [K in Lane]: string } = {
    N0: `⛔ ${named(name)} needs help: the failover failed. (with the card to answer it)`,
    N1: `✋ ${named(name)}: cutover requested, A-1042 waits for an approver. (with its card)`,
    N2: `✔ ${named(name)}: the first copy is complete.`,
    N3: `${named(name)}: one card that is kept up to date, without a sound`,
  };
  return (Object.keys(of) as readonly Lane[]).filter((lane) => isTold(l, lane)).map((lane) => of[lane]);
}

/** Where it should have come; in doubt when Teams did not say whether it took it there. */
type Relayed = { readonly where: string; readonly inDoubt: boolean };
const relayed = (o: Relayed): string => `${o.inDoubt ? 'Teams did not confirm this in' : 'This could not be delivered in'} ${o.where === '' ? 'its channel' : named(o.where)}`;

const listed = (texts: readonly string[], most: number): string => `${texts.slice(0, most).join('\n\n')}${texts.length > most ? `\n\n… and ${texts.length - most} more` : ''}`;

/** The first line, which is all that a phone shows, tells the newest; it is not told again below. */
const newestFirst = (title: string, texts: readonly string[], most: number): string => `${title}, the newest: ${texts.at(-1) ?? ''}${texts.length < 2 ? '' : `\n\nBefore it:\n\n${listed(texts.slice(0, -1), most)}`}`;

/** Everything about notices. */
export const noticeWords = {
  handover: handoverWords,
  asks,
  stage,
  level,
  lanes,
  habit,
  digest,
  subscriptions,
  habitIs: (h: Habit): string => `${habit(h)}.`,
  quietSet: (h: Habit): string => `${habit(h)}. Failures, and approvals for tonight, come all the same.`,
  digestSet: (h: Habit, next: number | null): string => `${habit(h)}.${next === null ? '' : ` The next one comes ${utc(next)}, if there is something to say.`}`,
  followed: (name: string, l: Level): string => `This conversation is told of ${named(name)} from now on: ${level[l]}. For example:\n\n${samples(name, l).join('\n\n')}`,
  unfollowed: (name: string): string => `This conversation is not told of ${named(name)} any more.`,
  /** More than a few events of one kind, told together: the first line says of what. */
  together: (kind: string, texts: readonly string[]): string => {
    const what = crowdWords(kind);
    return what === null ? newestFirst(`${texts.length} at once`, texts, 15) : `${texts.length} at once: ${what}\n\n${listed(texts, 15)}`;
  },
  /** What happened while nobody was told. */
  missed: (o: { readonly from: string; readonly to: string; readonly texts: readonly string[] }): string => newestFirst(`While I could not post (${o.from} to ${o.to}): ${o.texts.length} messages`, o.texts, 20),
  /** Said on a card when Teams never confirmed a message. */
  unconfirmed: (text: string): string => `ℹ Teams did not confirm this message, so it stands here too: ${text}`,
  unconfirmedMore: (n: number): string => `ℹ Teams did not confirm ${n} more ${n === 1 ? 'message' : 'messages'} either: look at the history.`,
  rootAgain: 'The card that stood here before was deleted; this one takes its place.',
  rootUnconfirmed: 'Teams did not confirm an earlier card. If you see two, only this one is kept up to date.',
  againUnconfirmed: 'ℹ Teams did not confirm an earlier copy of this message. If you see two, either may be answered: it counts once.',
  relayed: (from: Relayed, text: string): string => `${relayed(from)}: ${text}`,
  relayedCard: (from: Relayed): string => `ℹ ${relayed(from)}, so it came here.`,
  dead: (o: { readonly name: string; readonly since: string; readonly about: readonly string[] }): string => `⛔ Ferry cannot post in ${o.name === '' ? 'a channel' : named(o.name)} any more (since ${o.since}): it was removed there, is not allowed to, or the channel is gone. ${o.about.length === 0 ? '' : `That is where ${list(o.about)} ${o.about.length === 1 ? 'is' : 'are'} told. `}Add Ferry there again, or choose another channel.`,
  risk: (o: { readonly name: string; readonly isAlone: boolean; readonly why: string; readonly window: { readonly at: string; readonly isOpen: boolean } | null }): string => `⚠ ${named(o.name)} is at risk: ${o.why}.${o.window === null ? '' : ` Its window ${o.window.isOpen ? 'opened' : 'opens'} ${o.window.at}.`} Nothing was changed. Why: 'status ${named(o.name)}'.${o.window === null ? '' : ` Another window: '${o.isAlone ? `window ${named(o.name)}` : `wave ${named(o.name)} window`} …'.`}`,
  flapping: (machine: string): string => `⚠ ${named(machine)}: replication health keeps changing. Nothing more is said of it until it has been the same for 30 minutes; the card always shows the current state.`,
  health: (machine: string, was: string, is: string): string => `${is === 'normal' ? '✔' : '⚠'} ${named(machine)}: replication health is ${is} (was ${was}).`,
  rpo: (o: { readonly machine: string; readonly rpo: string; readonly limit: string; readonly window: string }): string => `⛔ ${named(o.machine)}: the newest recovery point is ${o.rpo} behind, the limit is ${o.limit}, and the window opens ${o.window}. As it is, the cutover will be refused.`,
};
