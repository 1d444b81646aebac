import { sql } from 'kysely';
import { z } from 'zod';
import type { CheckRun } from '../../domain/check-run.ts';
import type { CheckReport } from '../../domain/finding.ts';
import type { Store } from '../../ports/store.ts';
import type { Database } from './database.ts';
import { parseRows } from './rows.ts';
import { chunksOf } from './versioned-list.ts';

/** A report has a finding for each check, some 60 KB of text: fifty at a time hold the process up for a few milliseconds only. */
const CHUNK = 50;
/** Longer than anybody goes on working with the card of a run. */
const KEPT_MS = 90 * 24 * 3_600_000;

const reportRow = z.object({ instance_id: z.string(), report: z.string() });
const runRow = z.object({ run: z.string() });

/** Checks of many machines. The row of a run has no reports: they are those of its machines, so that an answer or a re-check is seen on the run's card as well. */
export function makeCheckRuns(db: Database): Pick<Store, 'checkRun' | 'checkRuns' | 'putCheckRun' | 'reportsOf' | 'putReports'> {
  return {
    checkRun: async (id) => {
      const row = await db.read.selectFrom('check_run').select('run').where('id', '=', id).executeTakeFirst();
      return row === undefined ? null : withReports(db, JSON.parse(row.run) as CheckRun);
    },
    checkRuns: async () => parseRows(runRow, await db.read.selectFrom('check_run').select('run').orderBy('at', 'desc').execute()).map((row) => JSON.parse(row.run) as CheckRun),
    putCheckRun: async (run) => {
      const row = { id: run.id, turn: run.turn, at: run.askedAt, run: JSON.stringify({ ...run, reports: [] }) };
      const { id: _key, ...columns } = row;
      const written = await db.read.insertInto('check_run').values(row).onConflict((c) => c.column('id').doUpdateSet(columns).where('check_run.turn', '<=', run.turn)).returning('id').execute();
      await db.read.deleteFrom('check_run').where('at', '<', run.askedAt - KEPT_MS).execute();
      return written.length === 1;
    },
    reportsOf: (ids) => reports(db, ids),
    putReports: async (all) => {
      for (const chunk of chunksOf(all, CHUNK)) {
        const values = chunk.map((report) => ({ instance_id: report.instanceId, at: report.at, report: JSON.stringify(report) }));
        await db.read.insertInto('report').values(values).onConflict((c) => c.column('instance_id').doUpdateSet({ at: sql`excluded.at`, report: sql`excluded.report` })).execute();
      }
    },
  };
}

/** What was found before the run was asked for is another look, and not shown as this one's. */
async function withReports(db: Database, run: CheckRun): Promise<CheckRun> {
  const found = await reports(db, run.machines);
  return { ...run, reports: found.filter((r) => r.at >= run.askedAt) };
}

/** Reports in the order of the ids. */
async function reports(db: Database, ids: readonly string[]): Promise<readonly CheckReport[]> {
  const found = new Map<string, CheckReport>();
  for (const chunk of chunksOf(ids, CHUNK)) {
    const rows = parseRows(reportRow, await db.read.selectFrom('report').select(['instance_id', 'report']).where('instance_id', 'in', chunk).execute());
    for (const row of rows) found.set(row.instance_id, JSON.parse(row.report) as CheckReport);
  }
  return ids.flatMap((id) => found.get(id) ?? []);
}
