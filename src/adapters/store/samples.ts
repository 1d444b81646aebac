import { sql } from 'kysely';
import { z } from 'zod';
import { KEPT, type HourPoint, type Sample } from '../../domain/forecast/sample.ts';
import type { MigrationId } from '../../domain/ids.ts';
import { HOUR } from '../../domain/time.ts';
import type { Store } from '../../ports/store.ts';
import type { Database, Tx } from './database.ts';
import { parseRows } from './rows.ts';
import { chunksOf } from './versioned-list.ts';

const CHUNK = 200;
/** Up to where the rows are thinned already, for each span. */
const THINNED = 'samples.thinned';

const whole = z.coerce.number();
const maybe = z.union([z.null(), whole]);
const sampleRow = z.object({ migration: z.string(), at: whole, rpo: maybe, backlog: maybe, percent: maybe, bytes: maybe });
const hourRow = z.object({ hour: whole, rpo: maybe, percent: maybe });

/** Figures of replication over time. */
export function makeSamples(db: Database): Pick<Store, 'putSamples' | 'samples' | 'sampleHours' | 'thinSamples'> {
  return {
    putSamples: async (all) => {
      if (all.length === 0) return;
      const rows = all.map(({ id, sample: s }) => ({ migration: id, at: s.at, rpo: s.rpoSeconds, backlog: s.backlogMb, percent: s.percent, bytes: s.bytes }));
      await db.transaction(async (tx) => {
        for (const values of chunksOf(rows, CHUNK)) await tx.insertInto('sample').values(values).onConflict((c) => c.doNothing()).execute();
      });
    },
    samples: async ({ ids, since, everyMs = 1 }) => {
      const found = new Map<MigrationId, Sample[]>();
      for (const chunk of chunksOf(ids, CHUNK)) {
        const { rows } = await sql`
          select distinct on (migration, at / ${sql.lit(everyMs)}) migration, at, rpo, backlog, percent, bytes from sample
          where migration in (${sql.join(chunk)}) and at >= ${since}::bigint order by migration, at / ${sql.lit(everyMs)}, at desc`.execute(db.read);
        for (const row of parseRows(sampleRow, rows)) push(found, row.migration as MigrationId, { at: row.at, rpoSeconds: row.rpo, backlogMb: row.backlog, percent: row.percent, bytes: row.bytes });
      }
      return found;
    },
    sampleHours: async ({ ids, since }) => {
      if (ids.length === 0) return [];
      const { rows } = await sql`
        select at / ${sql.lit(HOUR)} * ${sql.lit(HOUR)} as hour, max(rpo) as rpo, min(percent) as percent from sample
        where migration in (${sql.join(ids)}) and at >= ${since}::bigint group by 1 order by 1`.execute(db.read);
      return parseRows(hourRow, rows).map((row): HourPoint => ({ hour: row.hour, rpoSeconds: row.rpo, percent: row.percent }));
    },
    thinSamples: (now) => thin(db, now),
  };
}

function push(into: Map<MigrationId, Sample[]>, id: MigrationId, sample: Sample): void {
  const list = into.get(id);
  if (list === undefined) into.set(id, [sample]);
  else list.push(sample);
}

/** Looks only at what has come of age since the last time, in whole spans, so that each is thinned once. Old rows go, those of machines that ended too. */
async function thin(db: Database, now: number): Promise<number> {
  const note = await db.read.selectFrom('note').select('value').where('key', '=', THINNED).executeTakeFirst();
  const before = z.array(z.number()).catch([]).parse(JSON.parse(note?.value ?? '[]'));
  const upTo = KEPT.tiers.map((t) => Math.floor((now - t.fromMs) / t.bucketMs) * t.bucketMs);
  return db.transaction(async (tx) => {
    const { numAffectedRows } = await sql`delete from sample where at < ${now - KEPT.forMs}::bigint`.execute(tx);
    let gone = Number(numAffectedRows ?? 0n);
    for (const [n, tier] of KEPT.tiers.entries()) gone += await thinSpan(tx, { from: before[n] ?? now - KEPT.forMs, to: upTo[n] ?? 0, bucketMs: tier.bucketMs });
    const value = JSON.stringify(upTo);
    await tx.insertInto('note').values({ key: THINNED, value }).onConflict((c) => c.column('key').doUpdateSet({ value })).execute();
    return gone;
  });
}

/** Of each span of each machine the worst recovery point stays; where there was none yet, the last figure. */
async function thinSpan(tx: Tx, o: { readonly from: number; readonly to: number; readonly bucketMs: number }): Promise<number> {
  if (o.from >= o.to) return 0;
  const { numAffectedRows } = await sql`
    delete from sample using (
      select migration, at, row_number() over (partition by migration, at / ${sql.lit(o.bucketMs)} order by rpo desc nulls last, at desc) as place
      from sample where at >= ${o.from}::bigint and at < ${o.to}::bigint) as ranked
    where sample.migration = ranked.migration and sample.at = ranked.at and ranked.place > 1`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}
