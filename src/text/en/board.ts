/** English words of the board and of the inbox. */
import type { Progress, Tally } from '../../domain/board/tally.ts';
import type { WaitKind } from '../../domain/board/inbox.ts';
import { FREE_DAYS } from '../../domain/cost/cost.ts';
import { duration } from '../format.ts';
import { named, quoted } from '../neutral.ts';

const stages: { readonly [S in Progress['stage']]: string } = { replicating: 'replicating', ready: 'ready', 'in-azure': 'in Azure', migrated: 'migrated' };

const plural = (n: number, one: string, many: string): string => (n === 1 ? `1 ${one}` : `${n} ${many}`);

/** What stands out in a wave, the worst first; what rests says nothing. */
function notable(t: Tally, approvals: number): readonly string[] {
  const parts: readonly (readonly [number, string])[] = [
    [t.failed, `${t.failed} failed`], [t.drifted, `${t.drifted} changed outside`], [t.stalled, `${t.stalled} stalled`], [t.held, `${t.held} held`],
    [approvals, `needs ${plural(approvals, 'approval', 'approvals')}`], [t.review, `needs ${plural(t.review, 'verdict', 'verdicts')}`], [t.quiescing, `${t.quiescing} to be quiesced`], [t.inAzure, `${t.inAzure} to be accepted`], [t.accepted, `${t.accepted} to be completed`],
    [t.copying - t.stalled, `${t.copying - t.stalled} copying`], [t.queued, `${t.queued} waiting for their turn`], [t.testing, `${t.testing} testing`], [t.cutover, `${t.cutover} cutting over`], [t.completing, `${t.completing} completing`],
    [t.waiting, `${t.waiting} not begun`], [t.ended, `${t.ended} rolled back or given up`],
  ];
  return parts.filter(([n]) => n > 0).map(([, text]) => text);
}

const kinds: { readonly [K in WaitKind]: (n: number) => string } = {
  approval: (n) => plural(n, 'approval', 'approvals'), verdict: (n) => plural(n, 'verdict', 'verdicts'), quiesce: (n) => plural(n, 'application to stop', 'applications to stop'), manual: (n) => plural(n, 'manual step', 'manual steps'),
  accept: (n) => plural(n, 'acceptance', 'acceptances'), complete: (n) => plural(n, 'completion', 'completions'), failed: (n) => `${n} failed`, drift: (n) => `${n} changed outside`, gone: (n) => plural(n, 'lost EC2 machine', 'lost EC2 machines'), held: (n) => `${n} held`,
  'not-started': (n) => `${n} not replicated`, check: (n) => plural(n, 'failed check', 'failed checks'), review: (n) => plural(n, 'review', 'reviews'), billing: (n) => `${n} near the end of the free days, or past it`, 'test-up': (n) => plural(n, 'test machine left up', 'test machines left up'), 'left-on': (n) => `${n} replicated for nothing`,
};

type Line = { readonly what: string; readonly n: number; readonly ref: string; readonly about: string; readonly days: number | null; /** What is asked for, in words. */ readonly asked: string };

/** What waits, in one line. */
const lines: { readonly [K in WaitKind]: (l: Line) => string } = {
  approval: (l) => `Approve or reject ${l.ref}: ${l.asked}`,
  verdict: (l) => `${l.n === 1 ? 'Verdict on the test machine' : `Verdicts on ${l.n} test machines`}: ${l.what}${l.days === null ? '' : `. Up for ${plural(l.days, 'day', 'days')}, and costing`}`,
  quiesce: (l) => `Stop the application, then confirm: ${l.what}`,
  manual: (l) => `Azure waits for a manual step: ${l.what}`,
  accept: (l) => `Accept or refuse in Azure: ${l.what}`,
  complete: (l) => `Accepted, replication still on; complete: ${l.what}`,
  failed: (l) => `Failed, needs a decision: ${l.what}`,
  drift: (l) => `Changed outside Ferry: ${l.what}`,
  gone: (l) => `The EC2 machine is gone: ${l.what}`,
  held: (l) => `Held: ${l.what}`,
  'not-started': (l) => `Could not be replicated when their turn came: ${l.what}`,
  check: (l) => `Last check of ${named(l.ref)}: ${named(l.about)} machines are not ready`,
  review: (l) => `Review the break-glass of ${l.ref} (${named(l.about)})`,
  billing: (l) => ((l.days ?? 0) < FREE_DAYS ? `Day ${l.days ?? 0} of the free ${FREE_DAYS} days: ${l.what}` : `Day ${l.days ?? 0}, the free ${FREE_DAYS} days are over: ${l.what}`),
  'test-up': (l) => `${l.n === 1 ? 'Test machine' : `${l.n} test machines`} up for ${plural(l.days ?? 0, 'day', 'days')}, and costing: ${l.what}`,
  'left-on': (l) => `Replication left on for ${plural(l.days ?? 0, 'day', 'days')}, though it is not needed any more; disable it in the vault, or replicate again: ${l.what}`,
};

/** What is typed to answer it; `target` is a machine or a selector. */
const typed: { readonly [K in WaitKind]: (target: string, ref: string) => string } = {
  approval: (t, ref) => `approve ${ref} ${t}' or 'reject ${ref} because …`, verdict: (t) => `verdict ${t} works' or 'verdict ${t} fails because …`, quiesce: (t) => `quiesce ${t}`, manual: (t) => `status ${t}`, accept: (t) => `accept ${t}' or 'refuse ${t} because …`,
  complete: (t) => `complete ${t}`, failed: (t) => `retry ${t}`, drift: (t) => `adopt ${t}' or 'keep ${t}`, gone: (t) => `status ${t}`, held: (t) => `resume ${t}`, 'not-started': (t) => `check ${t}`, check: (t) => `check ${t}`, review: (_t, ref) => `breakglass ${ref} reviewed because …`, billing: (t) => `status ${t}`, 'test-up': (t) => `status ${t}`, 'left-on': (t) => `status ${t}`,
};

const buttons: { readonly [K in WaitKind]: string } = {
  approval: 'Answer', verdict: 'Give verdict', quiesce: 'Confirm', manual: 'Look at it', accept: 'Accept', complete: 'Complete', failed: 'Try again', drift: 'Look at it', gone: 'Look at it', held: 'Let go on', 'not-started': 'Show why', check: 'Show', review: 'Look at it', billing: 'Look at it', 'test-up': 'Look at it', 'left-on': 'Look at it',
};

export const boardWords = {
  title: (waves: number, lone: number): string => [...(waves > 0 ? [plural(waves, 'wave', 'waves')] : []), ...(lone > 0 || waves === 0 ? [waves > 0 ? plural(lone, 'machine of no wave', 'machines of no wave') : plural(lone, 'migration', 'migrations')] : [])].join(' · '),
  counts: (o: { readonly person: number; readonly working: number; readonly ended: number; readonly unmanaged: number }): string => `✋ ${o.person} need a person · ⏳ ${o.working} working · ✔ ${o.ended} ended · ${o.unmanaged} EC2 machines not with Ferry`,
  progress: (p: Progress): string => `${p.done}/${p.of} ${stages[p.stage]}`,
  notable,
  window: (text: string): string => `window ${text}`,
  windowOver: (text: string): string => `its window ${text} is over`,
  noMachines: 'no machine yet',
  mineNone: "No wave and no machine is yours. 'status' shows all of them.",
  none: "No machine is being migrated yet. Start with 'discover', then 'check' a machine.",
  hint: "'status W07' shows one wave, 'status' with a name one machine, 'next' what waits for you.",
  late: (n: number): string => `⚠ ${n === 1 ? '1 urgent message is' : `${n} urgent messages are`} not known to have arrived. What waits for people: 'next all'.`,
  dead: (names: readonly string[]): string => `⚠ Messages do not arrive any more in: ${names.slice(0, 5).map(named).join(', ')}${names.length > 5 ? ` and ${names.length - 5} more` : ''}. Add Ferry there again, or choose another channel.`,
  neverRead: 'The clouds have not been read yet',
  waits: 'What waits for me',
  next: (text: string): string => `Next: ${text}`,
  refresh: 'Refresh',
  lone: 'Machines of no wave',
};

export const nextWords = {
  title: (n: number, all: boolean): string => (n === 0 ? (all ? 'Nothing waits for anybody' : 'Nothing waits for you') : `${plural(n, 'thing waits', 'things wait')}${all ? '' : ' for you'}`),
  counts: (by: readonly { readonly kind: WaitKind; readonly n: number }[]): string => by.map(({ kind, n }) => kinds[kind](n)).join(' · '),
  others: (n: number): string => `${plural(n, 'thing waits', 'things wait')} for others: 'next all' shows ${n === 1 ? 'it' : 'them'}.`,
  line: (kind: WaitKind, l: Line): string => lines[kind](l),
  machines: (wave: string | null, names: readonly string[]): string => {
    const shown = `${names.slice(0, 3).map(named).join(', ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''}`;
    return wave === null ? shown : `${named(wave)}: ${shown}`;
  },
  /** An approval's subject with its size. */
  asked: (what: string, machines: number): string => (machines === 1 ? what : `${what}, ${machines} machines`),
  until: (at: string): string => `to be answered until ${at}`,
  since: (ms: number): string => `waits for ${duration(ms)}`,
  who: (name: string): string => `for ${quoted(name)}`,
  type: (kind: WaitKind, target: string, ref: string): string => `Or type '${typed[kind](named(target), ref)}'`,
  button: (kind: WaitKind): string => buttons[kind],
  all: 'Also for others',
  board: 'Board',
};
