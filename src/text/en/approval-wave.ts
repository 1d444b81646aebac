/** English words of the approval card for a wave; what it shares with that of one machine stands in approval-card.ts. */
import type { ApprovedMachine, Operation } from '../../domain/approval/types.ts';
import { named, quoted } from '../neutral.ts';
import { wavePlanWords } from './wave-plan.ts';

const verbs: { readonly [O in Operation]: string } = { cutover: 'Failover', complete: 'Complete the migration of', rollback: 'Roll back' };
const nouns: { readonly [O in Operation]: string } = { cutover: 'cutover', complete: 'completion', rollback: 'rollback' };

function machines(n: number): string {
  return n === 1 ? '1 machine' : `${n} machines`;
}

const states: { readonly [S in ApprovedMachine['state']]: string } = { in: '', left: 'not part of it any more', failed: 'did not get there', done: 'runs in Azure' };

/** Words of the approval card for a wave. */
export const approvalWave = {
  title: (o: { readonly operation: Operation; readonly wave: string; readonly machines: number; readonly route: string; readonly again: boolean }): string => `${o.again ? 'APPROVE AGAIN?' : 'APPROVE?'} ${verbs[o.operation]} ${named(o.wave)} · ${machines(o.machines)} · ${o.route}`,
  endedTitle: (state: string, o: { readonly operation: Operation; readonly wave: string; readonly machines: number }): string => `${state}: ${nouns[o.operation]} of ${named(o.wave)}, ${machines(o.machines)}`,
  groups: (n: number): string => (n === 1 ? 'all side by side' : `${n} groups, one after the other`),
  onFailure: { stop: 'after a failure nothing more begins until a person decides', 'go-on': 'after a failure the others go on' },
  evidence: (o: { readonly at: string; readonly tested: number; readonly of: number; readonly oldest: string | null; readonly rpo: string; readonly found: string }): string =>
    `Evidence of ${o.at}: ${o.found} · ${o.tested}/${o.of} tested${o.oldest === null ? '' : `, at most ${o.oldest} before`} · worst RPO ${o.rpo}`,
  group: (group: number, count: number, names: string): string => `Group ${group} (${count}): ${names}`,
  needs: (machine: string, needs: readonly string[]): string => `${named(machine)} after ${needs.map(named).join(', ')}`,
  more: (n: number): string => `… and ${n} more`,
  state: (machine: string, state: ApprovedMachine['state'], why: string): string => `${named(machine)}: ${states[state]}${why === '' ? '' : ` (${quoted(why)})`}`,
  worst: 'Evidence by machine, the worst first',
  machine: (o: { readonly rpo: string; readonly health: string; readonly test: string }): string => `RPO ${o.rpo} · ${o.health} · ${o.test}`,
  removals: 'Machines may be taken out later without asking again',
  keepAll: "With 'keep all' behind it you are asked again when a machine is taken out.",
  removalsForbidden: 'An approver wants to be asked again when a machine is taken out.',
  removalsAllowed: 'Machines may be taken out without asking again; adding one always asks again.',
  removalsFact: 'Taking out',
  confirm: (what: string, count: boolean): string => (count ? `Type the number of machines (${named(what)}) to approve` : `Type ${named(what)} to approve`),
  confirmMissing: 'Please type it; it confirms what is meant.',
  ofMachine: (machine: string, line: string): string => `${named(machine)} · ${line}`,
  left: (text: string): string => `⚠ Taken out: ${quoted(text)}`,
  facts: { order: 'Order', drive: 'Started by' },
  byPlan: wavePlanWords.approval,
};
