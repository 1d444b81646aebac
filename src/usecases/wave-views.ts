/** Looks at waves; reads the store only, so that it answers at once. */
import { isOfWave } from '../domain/wave/approval-effects.ts';
import { dossierIdOf } from '../domain/dossier/types.ts';
import { waveIdOf, type InstanceId, type WaveId } from '../domain/ids.ts';
import type { Phase } from '../domain/migration/types.ts';
import { PLAN_PROGRESS, readProgress, type PlanProgress } from '../domain/wave/plan-progress.ts';
import type { Wave } from '../domain/wave/types.ts';
import { waveKey } from '../domain/waves.ts';
import type { Deps } from './deps.ts';
import { hoursOf, makeForecaster, type Forecaster } from './forecast.ts';
import type { WaveOutlook } from './forecast-types.ts';
import { INVENTORY_READ_AT } from './inventory.ts';
import { makeStatus } from './status.ts';
import type { MachineStatus } from './types.ts';
import type { WaveRow, WaveUseCases, WaveView } from './wave-types.ts';
import { ownWaves } from './waves.ts';

const NAMES = new Intl.Collator('en', { numeric: true });
const IN_AZURE: ReadonlySet<Phase> = new Set(['in-azure', 'accepted', 'completing', 'migrated']);

/** The use cases that only look at waves. */
export function makeWaveViews(d: Deps): Pick<WaveUseCases, 'waveByName' | 'waveNamedAny' | 'waveList' | 'waveView' | 'waveOfMachine'> {
  const forecaster = makeForecaster(d);
  return {
    waveByName: async (text) => {
      const key = keyIn(text);
      return (await ownWaves(d)).find((w) => waveKey(w.name) === key) ?? null;
    },
    waveNamedAny: async (text) => (await d.store.wave(waveIdOf(d.scope.name, keyIn(text))))?.state ?? null,
    waveList: async () => (await ownWaves(d)).toSorted((a, b) => NAMES.compare(a.name, b.name)),
    waveView: (id) => view(d, id, forecaster),
    waveOfMachine: async (instanceId) => (await ownWaves(d)).find((w) => w.members.some((m) => m.instanceId === instanceId)) ?? null,
  };
}

function keyIn(text: string): string {
  return waveKey(text.replace(/^wave\s+/i, ''));
}

async function view(d: Deps, id: WaveId, forecaster: Forecaster): Promise<WaveView | null> {
  const stored = await d.store.wave(id);
  if (stored === null) return null;
  const wave = stored.state;
  const [rows, approvals, after, readAt] = await Promise.all([rowsOf(d, wave), d.store.approvals(), afterOf(d, wave), d.store.note(INVENTORY_READ_AT)]);
  const now = d.clock.now();
  const approval = approvals.find((a) => isOfWave(a.state, id))?.state ?? null;
  return { wave, rows, approval, after, planProgress: await progressOf(d, wave), queued: await queuedOf(d, wave), outlook: await outlookOf(d, { wave, rows }, forecaster), now, asOf: Math.min(Number(readAt ?? now), ...rows.flatMap((r) => r.status?.live?.seenAt ?? [])) };
}

/** Only of a job that runs. */
async function progressOf(d: Deps, wave: Wave): Promise<PlanProgress | null> {
  const run = wave.planRun ?? null;
  return run?.status === 'accepted' ? readProgress(await d.store.note(`${PLAN_PROGRESS}${wave.id}`), run.id) : null;
}

/** Their replication is confirmed and waits for its turn. */
async function queuedOf(d: Deps, wave: Wave): Promise<NonNullable<WaveView['queued']>> {
  const dossiers = await d.store.dossiers();
  return wave.members.flatMap((m) => {
    const queued = dossiers.get(dossierIdOf(m.instanceId))?.state.queued ?? null;
    return queued === null ? [] : [{ name: m.name, batch: queued.batch }];
  });
}

/** Of a wave that was closed nothing is expected any more. */
async function outlookOf(d: Deps, { wave, rows }: Pick<WaveView, 'wave' | 'rows'>, forecaster: Forecaster): Promise<WaveOutlook> {
  const own = rows.flatMap((r) => (r.status === null ? [] : [r.status]));
  const [stored, lives] = await Promise.all([d.store.migrations({ open: false }), d.store.lives()]);
  const found = await forecaster.waves([wave], { migrations: new Map(own.map((s) => [s.migration.instanceId, s.migration])), stored, lives });
  const forecast = found.get(wave.id) ?? { copies: null, unknown: [], stalled: [], fit: null, risks: [] };
  return { forecast: wave.closed === null ? forecast : { ...forecast, fit: null, risks: [] }, hours: await hoursOf(d, own.map((s) => s.migration)) };
}

async function rowsOf(d: Deps, wave: Wave): Promise<readonly WaveRow[]> {
  const [inventory, board] = await Promise.all([d.store.inventory(), statuses(d)]);
  const machines = new Map(inventory.map((r) => [r.machine.instanceId, r.machine]));
  const rows = wave.members.map((member) => ({ member, machine: machines.get(member.instanceId) ?? null, status: board.get(member.instanceId) ?? null }));
  return rows.toSorted((a, b) => a.member.group - b.member.group || NAMES.compare(a.member.name, b.member.name));
}

/** The newest migration of each machine. */
async function statuses(d: Deps): Promise<ReadonlyMap<InstanceId, MachineStatus>> {
  const found = new Map<InstanceId, MachineStatus>();
  for (const s of await makeStatus(d).board()) {
    const { instanceId, startedAt } = s.migration;
    if (startedAt >= (found.get(instanceId)?.migration.startedAt ?? 0)) found.set(instanceId, s);
  }
  return found;
}

/** A wave that was closed is looked at as well: what it moved is moved. */
async function afterOf(d: Deps, wave: Wave): Promise<WaveView['after']> {
  if (wave.after.length === 0) return [];
  const board = await statuses(d);
  const others = await Promise.all(wave.after.map((key) => d.store.wave(waveIdOf(d.scope.name, key))));
  return others.map((other, n) => ({ name: other?.state.name ?? wave.after[n] ?? '', done: other !== null && other.state.members.every((m) => isInAzure(board.get(m.instanceId))) }));
}

function isInAzure(s: MachineStatus | undefined): boolean {
  return s !== undefined && IN_AZURE.has(s.migration.position.phase);
}
