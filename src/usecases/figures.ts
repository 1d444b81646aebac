import { isHeld } from '../domain/migration/held.ts';
import type { Migration } from '../domain/migration/types.ts';
import { SECOND } from '../domain/time.ts';
import type { Jobs } from '../ports/jobs.ts';
import type { Figure } from '../ports/telemetry.ts';
import type { Deps } from './deps.ts';

/** What is read of the store whenever somebody asks for figures: small lists only, for it may be every few seconds. */
export async function readFigures(d: Pick<Deps, 'store'> & { readonly jobs: Pick<Jobs, 'depths'> }): Promise<readonly Figure[]> {
  const [open, lives, approvals, depths] = await Promise.all([d.store.migrations({ open: true }), d.store.lives(), d.store.openApprovals(), d.jobs.depths()]);
  const migrations = open.map((s) => s.state);
  const rpos = migrations.flatMap((m) => lives.get(m.id)?.rpoSeconds ?? []);
  return [
    ...byPhase(migrations),
    one('migrations_held', 'Open migrations that a person has put on hold', migrations.filter(isHeld).length),
    one('migrations_stuck', 'Open migrations that wait for help: stuck, or changed outside Ferry', migrations.filter((m) => m.stuck !== null || m.drift !== null).length),
    one('rpo_seconds_worst', 'Age of the newest recovery point of the machine that is furthest behind', rpos.length === 0 ? 0 : Math.max(...rpos)),
    one('approvals_open', 'Requests for approval that nobody has decided', approvals.length),
    ...depths.flatMap(({ queue, due, running, failing, oldestMs }) => [
      { ...one('jobs_due', 'Jobs that could run and wait, over all replicas', due), labels: { queue } },
      { ...one('jobs_running', 'Jobs that run, over all replicas', running), labels: { queue } },
      { ...one('jobs_failing', 'Jobs that failed and wait for another try', failing), labels: { queue } },
      { ...one('jobs_oldest_seconds', 'How long the oldest due job has waited', oldestMs / SECOND), labels: { queue } },
    ]),
  ];
}

function byPhase(migrations: readonly Migration[]): readonly Figure[] {
  const counts = new Map<string, number>();
  for (const { position: { phase } } of migrations) counts.set(phase, (counts.get(phase) ?? 0) + 1);
  return [...counts].map(([phase, value]) => ({ ...one('migrations_open', 'Migrations that have not ended, by phase', value), labels: { phase } }));
}

function one(name: string, help: string, value: number): Figure {
  return { name, help, labels: {}, value };
}
