/** English words for what is done to several machines in one command. */
import type { Price } from '../../domain/cost/cost.ts';
import { clip, named, quoted } from '../neutral.ts';
import { money } from './costs.ts';

type Question = { readonly title: string; readonly lines: readonly string[]; readonly button: string };
type Verb = 'test' | 'works' | 'fails' | 'quiesce' | 'accept' | 'refuse' | 'retry' | 'hold' | 'resume';

const machines = (n: number): string => (n === 1 ? '1 machine' : `${n} machines`);
const them = (n: number): string => (n === 1 ? 'it' : 'them');

/** What is asked before it is done; `n` can do it now. */
const questions: { readonly [V in Verb]: (n: number, what: string) => Question } = {
  test: (n, what) => ({ title: `Start ${n === 1 ? 'a test failover' : `${n} test failovers`} of ${named(what)}?`, lines: ['Copies are started in the isolated test network. The EC2 machines and their replication go on unchanged.', 'A card asks for the verdicts when they are up. The copies cost money in Azure until they are removed.'], button: 'Start the test failovers' }),
  works: (n, what) => ({ title: `Do the test machines of ${named(what)} work (${machines(n)})?`, lines: [`The verdict counts for each of ${them(n)}, in your name. The test machines are removed after it.`], button: n === 1 ? 'It works' : 'All of them work' }),
  fails: (n, what) => ({ title: `Do the test machines of ${named(what)} not work (${machines(n)})?`, lines: [`The verdict counts for each of ${them(n)}, in your name. The test machines are removed after it, and a cutover is refused until a new test works.`], button: n === 1 ? 'It does not work' : 'None of them works' }),
  quiesce: (n, what) => ({ title: `Is the application stopped on ${named(what)} (${machines(n)})?`, lines: ['After your yes Ferry copies the last changes and goes on with each cutover as it was approved. A failover cannot be cancelled.'], button: 'Yes, it is stopped' }),
  accept: (n, what) => ({ title: `Accept ${named(what)} in Azure (${machines(n)})?`, lines: ['The owner says by this that the application works there. Replication stays on until it is completed.'], button: 'Accept' }),
  refuse: (n, what) => ({ title: `Refuse ${named(what)} in Azure (${machines(n)})?`, lines: ["Nothing is undone by this. Cure it in Azure, or go back with 'rollback MACHINE'."], button: 'Refuse' }),
  retry: (n, what) => ({ title: `Try the stuck step of ${named(what)} again (${machines(n)})?`, lines: ['Ferry reads both clouds first, for each machine. A job that runs already is adopted; nothing is sent twice. Machines that are not stuck are left alone.'], button: 'Try again' }),
  hold: (n, what) => ({ title: `Hold ${named(what)} (${machines(n)})?`, lines: [], button: 'Hold' }),
  resume: (n, what) => ({ title: `Let ${named(what)} go on (${machines(n)})?`, lines: ['Ferry looks at the clouds and goes on with the next step of each.'], button: 'Let them go on' }),
};

const done: { readonly [V in Verb]: (n: number) => string } = {
  test: (n) => (n === 1 ? '1 test failover is starting' : `${n} test failovers are starting`),
  works: (n) => `Recorded for ${machines(n)}: the test machine works. It is being removed now`,
  fails: (n) => `Recorded for ${machines(n)}: the test machine does not work. It is being removed now`,
  quiesce: (n) => `Recorded for ${machines(n)}: the application is stopped. The last changes are copied, then each cutover goes on as it was approved`,
  accept: (n) => `${machines(n)} accepted in Azure`,
  refuse: (n) => `${machines(n)} refused in Azure`,
  retry: (n) => (n === 1 ? '1 attempted: the clouds are read first' : `${n} attempted: the clouds are read first, for each of them`),
  hold: (n) => `${machines(n)} held: no new step starts, approvals stay`,
  resume: (n) => `${machines(n)} not held any more`,
};

/** What keeps a place among those that copy, and what does not. */
function stillRule(batch: number): string {
  return batch === 1 ? 'One copies at a time; one that stands still for an hour does not count.' : `${batch} may copy at once; one that stands still for an hour does not count. Where ${batch} stand still, the others begin one at a time.`;
}

export const bulkWords = {
  questions,
  done,
  nobody: (what: string): string => `None of ${named(what)} can do that now. Nothing was changed.`,
  resultTitle: (what: string, begun: number, refused: number): string => `${named(what)}: ${begun} done${refused === 0 ? '' : `, ${refused} refused`}`,
  left: (n: number): string => `${machines(n)} cannot now and will be left out:`,
  refused: (n: number): string => `Refused for ${machines(n)}, nothing was changed there:`,
  /** Names, and how many more there are. */
  names: (names: readonly string[], more: number): string => `${names.map(named).join(', ')}${more === 0 ? '' : ` and ${more} more`}`,
  because: (names: string, why: string): string => `${names}: ${why}`,
  showNames: (n: number): string => `Names of the ${n}`,
  reason: (text: string): string => `Reason: ${quoted(text)}`,
  sayWhich: "Say which, for example 'verdict W07 works' or 'verdict W07 fails because …'. Nothing was recorded.",
  cleanFollows: (what: string): string => `Test machines are removed once their verdict is given: 'verdict ${named(what)} works' or 'verdict ${named(what)} fails because …'. Nothing was done.`,
  dependants: (names: readonly string[]): string => `These need it and wait as well: ${names.slice(0, 15).map(named).join(', ')}${names.length > 15 ? ` and ${names.length - 15} more` : ''}.`,
  calledOff: (names: readonly string[]): string => `Taken out of the queue, not replicated: ${names.slice(0, 15).map(named).join(', ')}${names.length > 15 ? ` and ${names.length - 15} more` : ''}.`,
  notHeld: (names: readonly string[]): string => `Not held, they have changed meanwhile: ${names.slice(0, 15).map(named).join(', ')}. 'status' shows where they stand.`,
  /** On the card of a wave, while machines wait for their turn. */
  inQueue: (names: readonly string[], o: { readonly of: number; readonly batch: number }): string => `Waiting for their turn to be replicated, ${names.length} of ${o.of}: ${names.slice(0, 5).map(named).join(', ')}${names.length > 5 ? ` and ${names.length - 5} more` : ''}. ${stillRule(o.batch)}`,
  status: 'Status',
  replicate: {
    title: (what: string): string => `Turn replication of ${named(what)} on`,
    noneTitle: (what: string): string => `${named(what)}: nothing can be replicated now`,
    ready: (ready: number, all: number): string => (ready === all ? `All ${machines(ready)} are ready.` : `${ready} of ${machines(all)} are ready.`),
    barred: (n: number): string => `${machines(n)} ${n === 1 ? 'is' : 'are'} not, and stay${n === 1 ? 's' : ''} out:`,
    under: (names: readonly string[]): string => `Already with Ferry, or waiting for their turn: ${names.slice(0, 10).map(named).join(', ')}${names.length > 10 ? ` and ${names.length - 10} more` : ''}.`,
    short: (text: string): string => `Short over all of them: ${quoted(text)}`,
    label: (most: number): string => `How many may copy at once, 1 to ${most}`,
    batchMissing: 'Please give a number.',
    batchWrong: (most: number): string => `Please give a whole number from 1 to ${most}.`,
    goOn: (n: number): string => (n === 1 ? 'Go on with the one that is ready' : `Go on with the ${n} that are ready`),
    check: 'Show what is in the way',
    answer: 'Answer the questions',
    confirmTitle: (n: number, what: string): string => `Turn replication of ${machines(n)} on (${named(what)})?`,
    batchLine: (batch: number, n: number): string => (batch >= n ? 'All of them begin at once.' : `${batch} begin now; the others wait and begin as soon as fewer than ${batch} machines are at their first copy. One that stands still for an hour does not count.`),
    vault: (vault: string, policy: string): string => `Vault ${named(vault)}, replication policy ${named(policy)}.`,
    place: (places: readonly string[]): string => `Target: ${places.map((p) => quoted(p)).join(' · ')}.`,
    cost: (n: number): string => `The EC2 machines run on while they are copied; nothing is cut over. Site Recovery is free for the first 31 days of each machine, then each of the ${n} is billed; the copied disks cost money from the start.`,
    monthly: (n: number, p: Price): string => `After the free days, at ${money(p.amount, p)} for a machine and month: ${money(n * p.amount, p)} a month as long as ${n === 1 ? 'it replicates' : `all ${n} replicate`}.`,
    again: 'Each machine is checked once more when its turn comes. One that is not ready then is left out and told; it keeps no other back.',
    button: (n: number): string => `Replicate ${machines(n)}`,
    queued: (n: number, batch: number, what: string): string => `Recorded: replication of ${machines(n)}${batch >= n ? ' begins now' : ` begins, ${batch} at a time`}. 'status${what === '' ? '' : ` ${named(what)}`}' shows who copies and who waits.`,
  },
  clipName: (text: string): string => clip(text, 40),
};
