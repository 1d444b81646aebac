/** A plan as a file: read and compared first, stored when somebody has seen what would change. */
import { z } from 'zod';
import { waveIdOf } from '../domain/ids.ts';
import type { Person } from '../domain/person.ts';
import { comparePlan, type Compared } from '../domain/plan-file/compare.ts';
import type { RequestEffect } from '../domain/plan-file/difference.ts';
import { readPlan, waveKeysIn } from '../domain/plan-file/read.ts';
import type { TableRow } from '../domain/plan-file/types.ts';
import { ok, type Result } from '../domain/result.ts';
import type { WaveEvent } from '../domain/wave/types.ts';
import type { Deps } from './deps.ts';
import type { Outcome, Rejection } from './outcome.ts';
import { lookupsFor } from './plan-lookups.ts';
import type { PlanReading, PlanUseCases } from './plan-types.ts';
import { reject } from './rejections.ts';
import { changeWaves, readWorld, requestEffects, type ReadWorld } from './wave-world.ts';

const Upload = z.object({ hash: z.string(), text: z.string() });

type Given = Parameters<PlanUseCases['readPlan']>[0];
type Read = Compared & { readonly reading: PlanReading };

/** The use cases around the plan file. */
export function makePlanFiles(d: Deps): PlanUseCases {
  return {
    async readPlan(o) {
      const read = await readText(d, o);
      if (read.ok) await d.store.putNote(uploadKey(o.who), JSON.stringify({ hash: read.value.hash, text: o.text }));
      return read;
    },
    applyPlan: (o) => apply(d, o),
  };
}

/** What somebody gave last; null when it is another file by now. The beginning of a hash is enough to name it. */
export async function uploadOf(d: Pick<Deps, 'store'>, who: Pick<Person, 'id'>, hash: string): Promise<string | null> {
  const kept = Upload.safeParse(JSON.parse((await d.store.note(uploadKey(who))) ?? 'null'));
  return kept.success && kept.data.hash.startsWith(hash) ? kept.data.text : null;
}

/** Reads a text against the waves as they are now. */
export async function readText(d: Deps, o: Given): Outcome<PlanReading> {
  const table = tableOf(d, o.text);
  if (!table.ok) return table;
  return ok((await readTable(d, { given: o, table: table.value, world: await readWorld(d) })).reading);
}

/** One row a person: the next file takes the place of the last. */
function uploadKey(who: Pick<Person, 'id'>): string {
  return `plan.upload:${who.id.toLowerCase()}`;
}

function tableOf(d: Pick<Deps, 'tables'>, text: string): Result<readonly TableRow[], Rejection> {
  const read = d.tables.read(text);
  if (read.ok) return read;
  const { why, line, most } = read.error;
  if (why === 'too-large') return reject('file-too-large', { most: String(Math.round(most / 1024 / 1024)) });
  return why === 'too-many-rows' ? reject('file-rows', { most: String(most) }) : reject('file-unreadable', line === 0 ? {} : { line: String(line) });
}

async function readTable(d: Deps, o: { readonly given: Given; readonly table: readonly TableRow[]; readonly world: ReadWorld }): Promise<Read> {
  const { given, table, world } = o;
  const [look, closed] = await Promise.all([lookupsFor(d, { table, waves: world.waves, who: given.who }), closedAmong(d, table, world)]);
  const read = readPlan(table, { open: world.waves, closed, who: given.who, look });
  const compared = comparePlan(read.waves, { world, scope: d.scope.name, who: given.who, now: d.clock.now(), channel: given.channel });
  const problems = [...read.problems, ...compared.problems].toSorted((a, b) => a.line - b.line);
  const requests = effectsOf(compared, world);
  const reading = { hash: d.digest(given.text), seal: d.digest(sealed(compared, { world, requests })), rows: read.rows, problems, diff: compared.diff, requests };
  return { ...compared, reading };
}

/** Names of waves that were closed, of those that the table speaks of. */
async function closedAmong(d: Deps, table: readonly TableRow[], world: ReadWorld): Promise<ReadonlyMap<string, string>> {
  const keys = waveKeysIn(table).filter((key) => !world.stored.has(waveIdOf(d.scope.name, key)));
  const found = await Promise.all(keys.map(async (key) => [key, (await d.store.wave(waveIdOf(d.scope.name, key)))?.state ?? null] as const));
  return new Map(found.flatMap(([key, wave]) => (wave?.closed ? [[key, wave.name] as const] : [])));
}

/** What becomes of requests for the waves that would change. */
function effectsOf(c: Compared, world: ReadWorld): readonly RequestEffect[] {
  return requestEffects(world, c.edited).map(({ request, events }) => ({ id: request.state.id, voided: events.some((e) => e.type === 'ApprovalVoided'), without: events.flatMap((e) => (e.type === 'MachineSettled' ? [e.machine] : [])) }));
}

/** All that would be stored, without the moment at which it would be; what becomes of requests; and the versions that it rests on. A request that somebody makes after the plan was shown is not ended by it unseen. */
function sealed(c: Compared, { world, requests }: { readonly world: ReadWorld; readonly requests: readonly RequestEffect[] }): string {
  const timeless = (e: WaveEvent): WaveEvent => (e.type === 'WaveCreated' ? { ...e, wave: { ...e.wave, createdAt: 0, edited: { ...e.wave.edited, at: 0 } } } : e);
  return JSON.stringify([requests, c.edited.map(({ wave, events }) => [wave.id, world.stored.get(wave.id)?.version ?? 0, events.map(timeless)])]);
}

async function apply(d: Deps, o: Parameters<PlanUseCases['applyPlan']>[0]): ReturnType<PlanUseCases['applyPlan']> {
  const text = await uploadOf(d, o.who, o.hash);
  const table = text === null ? null : tableOf(d, text);
  if (text === null || table === null) return reject('file-gone');
  if (!table.ok) return table;
  const given = { text, who: o.who, channel: o.channel };
  const last: { reading: PlanReading | null } = { reading: null };
  const saved = await changeWaves(d, o.who, async (world) => {
    const read = await readTable(d, { given, table: table.value, world });
    last.reading = read.reading;
    // Shown was something else: nothing is stored, and what would be stored now is shown.
    const isAsShown = read.reading.problems.length === 0 && read.reading.seal === o.seal;
    return isAsShown ? ok(read.edited) : reject('changed-meanwhile');
  });
  if (last.reading === null) return reject('changed-meanwhile');
  if (saved.ok) await d.store.putNote(uploadKey(o.who), 'null');
  return ok({ kind: saved.ok ? 'applied' : 'stale', reading: last.reading });
}
