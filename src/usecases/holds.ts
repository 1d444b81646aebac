import { decideGovernance, type GovernanceCommand } from '../domain/governance/decide.ts';
import type { Hold } from '../domain/governance/types.ts';
import type { Migration } from '../domain/migration/types.ts';
import { by, type Person } from '../domain/person.ts';
import { ok } from '../domain/result.ts';
import type { JobRequest } from '../ports/jobs.ts';
import type { Deps } from './deps.ts';
import { governanceOf } from './freezes.ts';
import type { Outcome } from './outcome.ts';
import { governanceChange, wakes } from './record.ts';
import { reject } from './rejections.ts';
import { command } from './requests.ts';
import type { HoldUseCases, Underway } from './hold-types.ts';

const RACES = 4;
/** Jobs are asked for in portions: one transaction with hundreds of rows keeps every other one waiting. */
const PORTION = 100;

/** The use cases around holds. */
export function makeHolds(d: Deps): HoldUseCases {
  return {
    hold: async ({ id, reason, who }) => {
      const held = await command(d, { id, who, command: { type: 'hold', reason } });
      return held.ok ? ok(await underwayOf(d, held.value)) : held;
    },
    resume: (id, who) => command(d, { id, who, command: { type: 'resume' } }),
    holdAll: async ({ reason, who }) => {
      const saved = await change(d, who, { type: 'hold-all', reason });
      if (!saved.ok) return saved;
      const open = await openMachines(d);
      await wakeInPortions(d, open.map((m) => ({ queue: 'notify', key: m.id })));
      return ok((await Promise.all(open.map((m) => underwayOf(d, m)))).flat());
    },
    resumeAll: async (who) => {
      const saved = await change(d, who, { type: 'release-all' });
      if (!saved.ok) return saved;
      const open = await openMachines(d);
      await wakeInPortions(d, open.flatMap((m) => wakes(m.id)));
      return ok(open.filter((m) => (m.hold ?? null) !== null).map((m) => m.name));
    },
  };
}

/** The hold of the whole scope, as it stands now; null for none. */
export async function holdAllOf(d: Parameters<typeof governanceOf>[0]): Promise<Hold | null> {
  return (await governanceOf(d)).state.holdAll ?? null;
}

async function change(d: Deps, who: Person, wanted: GovernanceCommand): Outcome<null> {
  for (let race = 0; race < RACES; race++) {
    const before = await governanceOf(d);
    const now = d.clock.now();
    const decided = decideGovernance(before.state, wanted, { who, now });
    if (!decided.ok) return decided;
    const next = governanceChange(before, decided.value, { at: now, actor: by(who) });
    if ((await d.store.commit({ at: now, changes: [next] })) === 'saved') return ok(null);
  }
  return reject('changed-meanwhile');
}

async function openMachines(d: Deps): Promise<readonly Migration[]> {
  return (await d.store.migrations({ open: true })).map((s) => s.state);
}

async function wakeInPortions(d: Deps, jobs: readonly JobRequest[]): Promise<void> {
  for (let from = 0; from < jobs.length; from += PORTION) await d.store.commit({ at: d.clock.now(), changes: [], jobs: jobs.slice(from, from + PORTION) });
}

async function underwayOf(d: Deps, m: Migration): Promise<readonly Underway[]> {
  if (m.pending !== null) return [{ machine: m.name, act: m.pending.kind, scenario: null }];
  const job = (await d.store.live(m.id))?.job ?? null;
  return job?.state === 'inProgress' ? [{ machine: m.name, act: null, scenario: job.scenario }] : [];
}
