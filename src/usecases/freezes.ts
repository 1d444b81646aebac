import { decideGovernance, type GovernanceCommand } from '../domain/governance/decide.ts';
import { emptyGovernance } from '../domain/governance/evolve.ts';
import { endOfFreeze, freezesAhead } from '../domain/governance/freezes.ts';
import { governanceIdOf, type Freeze, type Governance } from '../domain/governance/types.ts';
import type { Migration } from '../domain/migration/types.ts';
import { by, type Person } from '../domain/person.ts';
import { ok, type Result } from '../domain/result.ts';
import type { Instant } from '../domain/time.ts';
import type { Stored } from '../ports/changes.ts';
import type { JobRequest } from '../ports/jobs.ts';
import type { Deps } from './deps.ts';
import { governanceChange, runTimer, wakes } from './record.ts';
import { reject } from './rejections.ts';
import type { Outcome, Rejection } from './types.ts';
import type { AddedFreeze, WindowUseCases } from './window-types.ts';

const RACES = 4;

type Scoped = { readonly store: Pick<Deps['store'], 'governance'>; readonly scope: { readonly name: string } };
type WithPolicy = Scoped & Pick<Deps, 'policy'>;

/** All freezes of the scope, past ones too: those that people added, and those that the settings name. */
export async function freezesOf(d: WithPolicy): Promise<readonly Freeze[]> {
  return freezesIn(d, (await governanceOf(d)).state);
}

/** The same, of a scope that was read already. */
export function freezesIn(d: Pick<Deps, 'policy'>, g: Governance): readonly Freeze[] {
  return [...g.freezes, ...(d.policy.freezes ?? [])];
}

/** What holds for the scope; one in which nothing was decided yet has version 0. */
export async function governanceOf(d: Scoped): Promise<Stored<Governance>> {
  return (await d.store.governance(governanceIdOf(d.scope.name))) ?? { state: emptyGovernance(d.scope.name), version: 0 };
}

/** The refusal of what a freeze does not let begin, with its end. */
export function frozenBy(f: Freeze, machine: string): Rejection {
  return { code: 'frozen', detail: { machine, number: String(f.number), until: new Date(endOfFreeze(f)).toISOString(), zone: f.zone, reason: f.reason } };
}

/** The use cases around the freeze calendar; who may use them is asked before. */
export function makeFreezes(d: Deps): Pick<WindowUseCases, 'freezes' | 'addFreeze' | 'endFreeze'> {
  return {
    freezes: async () => freezesAhead(await freezesOf(d), d.clock.now()),
    addFreeze: (o) => addFreeze(d, o),
    endFreeze: async ({ number, reason, who }) => {
      const saved = await change(d, who, { type: 'end-freeze', number, reason });
      if (!saved.ok) return saved;
      const ended = saved.value.freezes.find((f) => f.number === number);
      return ended === undefined ? reject('no-such-freeze', { number: String(number) }) : ok(ended);
    },
  };
}

async function addFreeze(d: Deps, o: Parameters<WindowUseCases['addFreeze']>[0]): Outcome<AddedFreeze> {
  const saved = await change(d, o.who, { type: 'add-freeze', ...o.window, reason: o.reason });
  if (!saved.ok) return saved;
  const freeze = saved.value.freezes.at(-1);
  if (freeze === undefined) return reject('changed-meanwhile');
  const held = (await underWay(d)).filter((m) => overlaps(m, freeze, d.clock.now()));
  return ok({ freeze, holds: held.map((m) => m.name) });
}

/** Stores what was decided, and has every cutover that is under way looked at: now, and when the freeze begins. */
async function change(d: Deps, who: Person, command: GovernanceCommand): Promise<Result<Governance, Rejection>> {
  for (let race = 0; race < RACES; race++) {
    const before = await governanceOf(d);
    const now = d.clock.now();
    const decided = decideGovernance(before.state, command, { who, now });
    if (!decided.ok) return decided;
    const next = governanceChange(before, decided.value, { at: now, actor: by(who) });
    const begins = command.type === 'add-freeze' ? command.from : now;
    const jobs = (await underWay(d)).flatMap((m) => jobsFor(m, begins - now));
    if ((await d.store.commit({ at: now, changes: [next], jobs })) === 'saved') return ok(next.state);
  }
  return reject('changed-meanwhile');
}

/** Cutovers that were approved and whose failover has not begun. */
async function underWay(d: Deps): Promise<readonly Migration[]> {
  const open = await d.store.migrations({ open: true });
  return open.map((s) => s.state).filter(({ position: p }) => 'approvalId' in p && p.phase !== 'failing-over' && (p.phase !== 'awaiting-approval' || p.approvedAt !== undefined));
}

function jobsFor(m: Migration, inMs: number): readonly JobRequest[] {
  return 'approvalId' in m.position ? [...wakes(m.id), runTimer(m.position.approvalId, inMs)] : [];
}

function overlaps(m: Migration, f: Freeze, now: Instant): boolean {
  const from = Math.max(now, m.window?.from ?? now);
  return f.from < (m.window?.to ?? Infinity) && from < f.to;
}
