/** Words around waves: their card, what people change about them, and the way to a new one. */
import type { Approval } from '../../domain/approval/types.ts';
import type { FailurePolicy, WaveMember } from '../../domain/wave/types.ts';
import { named, quoted } from '../neutral.ts';
import { waveDialogWords } from './wave-dialog.ts';
import { wavePlanWords } from './wave-plan.ts';

type Counts = { readonly all: number; readonly rungs: { readonly [R in 'idle' | 'copying' | 'ready' | 'tested' | 'moving' | 'azure' | 'completed']: number }; readonly trouble: number; readonly needed: number };
type State = (azure: number, all: number) => string;

const RUNGS = { idle: 'not replicated', copying: 'first copy', ready: 'to be tested', tested: 'tested', moving: 'in cutover', azure: 'in Azure', completed: 'completed' } as const;
const ORDER = ['idle', 'copying', 'ready', 'tested', 'moving', 'azure', 'completed'] as const;

const plural = (n: number): string => `${n} machine${n === 1 ? '' : 's'}`;

function some(names: readonly string[], most = 4): string {
  return names.length > most ? `${names.slice(0, most).join(', ')} and ${names.length - most} more` : names.join(', ');
}

type Unknown = { readonly text: string; readonly similar: readonly string[] };

/** Somebody may have meant another one; nothing is done about it. */
function meant(all: readonly Unknown[]): string {
  const near = all.filter((u) => u.similar.length > 0);
  const [first] = near;
  if (first === undefined) return '';
  if (all.length === 1) return ` Did you mean ${or(first.similar.map(named))}?`;
  return ` Did you mean ${near.slice(0, 8).map((u) => `${or(u.similar.map(named))} for ${quoted(u.text)}`).join('; ')}?`;
}

function or(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1) ?? ''}`;
}

function rungs(c: Counts): string {
  return ORDER.filter((r) => c.rungs[r] > 0).map((r) => `${c.rungs[r]} ${RUNGS[r]}`).join(' · ');
}

const states: { readonly [S in 'closed' | 'empty' | 'completed' | 'in-azure' | 'moving' | 'asked' | 'approved' | 'tested' | 'replicating' | 'planned']: State } = {
  closed: () => 'closed',
  empty: () => 'no machines yet',
  completed: (_, all) => `all ${all} completed`,
  'in-azure': (_, all) => `all ${all} in Azure`,
  moving: (azure, all) => `cutover runs, ${azure} of ${all} in Azure`,
  asked: () => 'waits for approval',
  approved: () => 'approved, waits for its time',
  tested: () => 'tested, ready to ask for cutover',
  replicating: (azure, all) => (azure > 0 ? `${azure} of ${all} in Azure` : 'replicating'),
  planned: () => 'planned, nothing replicates yet',
};

const policy: { readonly [P in FailurePolicy]: string } = { stop: 'after a failure nothing more begins', 'go-on': 'after a failure the others go on' };

const ANSWERS: Readonly<Record<string, string>> = { requested: 'waits for an answer', approved: 'is approved', running: 'is being carried out' };

function approvalLine(a: Approval): string {
  const ask = a.status === 'requested' ? ` (${a.approvals.length} of ${a.quorum} approvals)` : '';
  return `${a.id} (${a.operation}) ${ANSWERS[a.status] ?? a.status}${ask}.`;
}

function memberLine(m: WaveMember): string {
  return `${named(m.name)} (group ${m.group})`;
}

export const waveWords = {
  card: {
    title: (name: string, state: string): string => `${name}: ${state}`,
    states,
    counts: (c: Counts): string => `${plural(c.all)}${c.all === 0 ? '' : `: ${rungs(c)}`}${c.trouble > 0 ? ` · ${c.trouble} in trouble` : ''}`,
    noWindow: 'No window: each request says when it may run.',
    group: (n: number, c: Counts): string => `Group ${n}: ${c.rungs.azure + c.rungs.completed}/${c.all} in Azure (${rungs(c)})`,
    approval: approvalLine,
    next: {
      replicate: (n: number): string => (n === 1 ? 'Replicate 1 machine' : `Replicate ${n} machines`),
      test: (n: number): string => (n === 1 ? 'Test 1 machine' : `Test ${n} machines`),
      cutover: (n: number): string => (n === 1 ? 'Request the cutover of 1' : `Request the cutover of ${n}`),
      complete: (n: number): string => (n === 1 ? 'Complete 1 migration' : `Complete ${n} migrations`),
    },
    waits: (waves: readonly string[]): string => `Waits for ${some(waves)}: not all of their machines are in Azure.`,
    needed: (names: readonly string[], next: string): string => `Needs a person: ${some(names)}. ${next}`,
    closed: (by: string, reason: string): string => `Closed by ${by}${reason === '' ? '' : `: ${reason}`}.`,
    machines: plural,
    unseen: 'AWS does not list it',
    approvers: (n: number): string => `${n} of the scope's approvers`,
    facts: { owner: 'Owner', after: 'After', policy: 'Policy', target: 'Target', approvers: 'Approvers', plan: 'Recovery plan', note: 'Note' },
    policy,
  },
  list: {
    none: "There are no waves yet. 'wave new' makes one, 'plan import' many.",
    own: (waves: readonly { readonly name: string; readonly machines: number }[]): string => `Waves: ${waves.map((w) => `${named(w.name)} (${w.machines})`).join(', ')}. 'wave ${named(waves[0]?.name ?? 'W07')}' shows one.`,
    tags: (waves: readonly { readonly name: string; readonly machines: number }[], tag: string): string => `Only tags name: ${waves.map((w) => `${named(w.name)} (${w.machines})`).join(', ')}. 'wave new ${named(waves[0]?.name ?? 'W07')} from tag:${named(tag)}=${named(waves[0]?.name ?? '7')}' takes one over.`,
    tagOnly: (wave: string, machines: number): string => `${wave} is a wave by tag only, with ${plural(machines)}: it can be checked, and 'wave new ${wave} from tag' makes it a wave that can be moved.`,
  },
  edits: {
    question: {
      add: (wave: string, members: readonly WaveMember[]) => ({ title: `Add ${plural(members.length)} to ${wave}?`, lines: [some(members.map(memberLine), 12)] }),
      remove: (wave: string, names: readonly string[]) => ({ title: `Take ${plural(names.length)} out of ${wave}?`, lines: [some(names.map(named), 12)] }),
      move: (wave: string, o: { readonly to: string; readonly names: readonly string[] }) => ({ title: `Move ${plural(o.names.length)} from ${wave} to ${o.to}?`, lines: [some(o.names.map(named), 12)] }),
      regroup: (wave: string, members: readonly WaveMember[], nameOf: (id: string) => string) => ({ title: `Change the order in ${wave}?`, lines: members.slice(0, 15).map((m) => `${memberLine(m)}${m.needs.length === 0 ? '' : `, after ${some(m.needs.map((n) => named(nameOf(n))), 8)}`}`) }),
      window: (wave: string, window: string | null) => ({ title: `Set the window of ${wave}?`, lines: [window ?? 'No window: each request says when it may run.'] }),
      after: (wave: string, after: readonly string[]) => ({ title: `Change what ${wave} comes after?`, lines: [after.length === 0 ? 'It waits for no other wave.' : `After ${after.map(named).join(', ')}: all of their machines must be in Azure before.`] }),
      change: (wave: string, lines: readonly string[]) => ({ title: `Change ${wave}?`, lines }),
      close: (wave: string, reason: string) => ({ title: `Close ${wave}?`, lines: [quoted(reason), 'Its machines are free for other waves. Nothing is deleted; it can be opened again.'] }),
      reopen: (wave: string, reason: string) => ({ title: `Open ${wave} again?`, lines: [quoted(reason)] }),
    },
    changed: {
      owner: (name: string): string => `Owner: ${named(name)}.`,
      approvers: (names: readonly string[] | null): string => (names === null ? "Approvers: the scope's." : `Approvers: ${names.map(named).join(', ')}.`),
      policy: (p: FailurePolicy): string => `Policy: ${policy[p]}.`,
      drive: wavePlanWords.driven,
      note: (text: string): string => (text === '' ? 'No note.' : `Note: ${quoted(text)}`),
      target: (parts: readonly string[]): string => (parts.length === 0 ? "Target: the scope's defaults." : `Target: ${parts.map(named).join(' · ')}.`),
    },
    nothing: 'Nothing in AWS or Azure changes.',
    loses: (machine: string, needs: readonly string[]): string => `${named(machine)} does not wait for ${needs.map(named).join(', ')} any more.`,
    voids: (id: string): string => `${id} becomes void: what it asks for is another thing then, and has to be asked for anew.`,
    settles: (id: string, names: readonly string[]): string => `${id} goes on without ${some(names.map(named))}.`,
    same: (wave: string): string => `${wave} is like that already. Nothing was changed.`,
    done: (wave: string): string => `${wave} is changed. Nothing in AWS or Azure changed.`,
    buttons: { add: 'Add', remove: 'Take out', move: 'Move', regroup: 'Change the order', window: 'Keep the window', after: 'Change', change: 'Change', close: 'Close the wave', reopen: 'Open it again' },
    usage: "Write for example 'wave W07 add app01 app02 group 2', 'wave W07 move web01 to W08', 'wave W07 group 2 app01 app02', 'wave W07 needs app01 db01', 'wave W07 window sat 22:00..02:00 Europe/Rome', 'wave W07 after W06', 'wave W07 policy stop', 'wave W07 drive plan' (or 'machines', or 'machines with plan'), 'wave W07 owner NAME', 'wave W07 close because REASON'.",
  },
  pick: {
    unknown: (all: readonly Unknown[]): string => (all.length === 1 ? `I know no machine ${quoted(all[0]?.text ?? '')}.` : `I know no machines of these ${all.length} names: ${some(all.map((u) => quoted(u.text)), 8)}.`) + ` Nothing was changed.${meant(all)}`,
    many: (text: string, n: number): string => `${n} machines are called ${quoted(text)}. Nothing was changed. Give the instance id.`,
    none: (text: string, taken: number): string => (taken === 0 ? `No machine fits ${quoted(text)}. Nothing was changed.` : `${taken === 1 ? 'The only machine that fits' : `All ${taken} machines that fit`} ${quoted(text)} ${taken === 1 ? 'is' : 'are'} in a wave already. Nothing was changed. 'wave WAVE move MACHINE to WAVE' moves one.`),
  },
  dialog: waveDialogWords,
  recoveryPlan: wavePlanWords,
};
