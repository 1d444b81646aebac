import { costOf } from '../domain/cost/cost.ts';
import { dossierIdOf } from '../domain/dossier/types.ts';
import type { Migration } from '../domain/migration/types.ts';
import { by } from '../domain/person.ts';
import { ok } from '../domain/result.ts';
import { DAY, type Instant } from '../domain/time.ts';
import { waveKey } from '../domain/waves.ts';
import type { Deps } from './deps.ts';
import { changeDossier } from './dossiers.ts';
import { makeForecaster } from './forecast.ts';
import type { CostRow, Costs, ForecastUseCases } from './forecast-types.ts';
import { newestOf } from './inventory.ts';
import { reject } from './rejections.ts';
import { ownWaves } from './waves.ts';

/** Whoever wants a test machine longer says so again after that. */
const LONGEST_MS = 14 * DAY;

/** The use cases that tell what is to be expected: of windows, and of costs. */
export function makeOutlook(d: Deps): ForecastUseCases {
  return {
    windowDoubt: makeForecaster(d).doubt,
    costs: (wave) => costs(d, wave),
    extendTest: (o) => extend(d, o),
  };
}

/** What the costs of a machine are told from, besides itself: whether the vault still has it, and how long somebody wants its test machine. */
export async function costReads(d: Pick<Deps, 'store'>): Promise<(m: Migration) => { readonly isReplicated: boolean; readonly testUntil: Instant | null }> {
  const [dossiers, inventory] = await Promise.all([d.store.dossiers(), d.store.inventory()]);
  const items = new Set(inventory.flatMap((r) => (r.item === null ? [] : [r.item.name.toLowerCase()])));
  return (m) => ({ isReplicated: items.has(m.itemName.toLowerCase()), testUntil: dossiers.get(dossierIdOf(m.instanceId))?.state.testUntil?.until ?? null });
}

async function costs(d: Deps, wanted: string | null): Promise<Costs | null> {
  const [stored, waves, readsOf] = await Promise.all([d.store.migrations({ open: false }), ownWaves(d), costReads(d)]);
  const key = wanted === null ? null : waveKey(wanted.replace(/^wave\s+/i, ''));
  const only = key === null ? null : (waves.find((w) => waveKey(w.name) === key) ?? null);
  if (key !== null && only === null) return null;
  const now = d.clock.now();
  const price = d.policy.price ?? null;
  const waveOf = new Map(waves.flatMap((w) => w.members.map((m) => [m.instanceId, w.name] as const)));
  const rows = newestOf(stored).flatMap((migration): readonly CostRow[] => {
    const wave = waveOf.get(migration.instanceId) ?? null;
    if (only !== null && wave !== only.name) return [];
    const cost = costOf({ migration, ...readsOf(migration), price, now });
    return cost === null ? [] : [{ migration, wave, cost }];
  });
  return { title: only?.name ?? null, rows: rows.toSorted((a, b) => a.migration.startedAt - b.migration.startedAt), price, now };
}

async function extend(d: Deps, o: Parameters<ForecastUseCases['extendTest']>[0]): ReturnType<ForecastUseCases['extendTest']> {
  const m = (await d.store.migration(o.id))?.state ?? null;
  if (m === null) return reject('no-migration', { machine: o.id });
  if (m.position.phase !== 'test-review') return reject('no-test-up', { machine: m.name });
  const now = d.clock.now();
  if (o.until <= now || o.until - now > LONGEST_MS) return reject('figure-out-of-range', { field: 'The end', range: 'from now to 14 days from now' });
  const kept = await changeDossier(d, { subject: m.instanceId, actor: by(o.who), decide: () => ok([{ type: 'TestKeptLonger', until: o.until, reason: o.reason.trim() }]) });
  if (!kept.ok) return kept;
  await d.store.commit({ at: now, changes: [], jobs: [{ queue: 'notify', key: m.id }] });
  return ok(o.until);
}
