import type { CheckReport } from '../../domain/finding.ts';
import type { Store } from '../../ports/store.ts';
import type { Database } from './database.ts';

/** Check reports and small durable facts: one row per key, the last writer wins. */
export function makeRecords(db: Database): Pick<Store, 'report' | 'putReport' | 'note' | 'putNote' | 'firstNote'> {
  return {
    report: async (instanceId) => {
      const row = await db.read.selectFrom('report').select('report').where('instance_id', '=', instanceId).executeTakeFirst();
      return row === undefined ? null : (JSON.parse(row.report) as CheckReport);
    },
    putReport: async (report) => {
      const columns = { at: report.at, report: JSON.stringify(report) };
      await db.read.insertInto('report').values({ instance_id: report.instanceId, ...columns }).onConflict((c) => c.column('instance_id').doUpdateSet(columns)).execute();
    },
    note: async (key) => {
      const row = await db.read.selectFrom('note').select('value').where('key', '=', key).executeTakeFirst();
      return row?.value ?? null;
    },
    firstNote: async (key, value) => {
      await db.read.insertInto('note').values({ key, value }).onConflict((c) => c.doNothing()).execute();
      const row = await db.read.selectFrom('note').select('value').where('key', '=', key).executeTakeFirstOrThrow();
      return row.value;
    },
    putNote: async (key, value) => {
      await db.read.insertInto('note').values({ key, value }).onConflict((c) => c.column('key').doUpdateSet({ value }).where('note.value', '<>', value)).execute();
    },
  };
}
