/** Asks for the test of a whole wave that is driven by its recovery plan: all of its machines in one commit, or none. */
import type { MigrationId } from '../domain/ids.ts';
import { decide } from '../domain/migration/decide.ts';
import type { MigrationEvent } from '../domain/migration/types.ts';
import { by, type Person } from '../domain/person.ts';
import { testedTogether } from '../domain/wave/plan-run.ts';
import type { BulkDone } from './bulk-types.ts';
import type { Deps } from './deps.ts';
import { holdAllOf } from './holds.ts';
import { migrationChange, wakes } from './record.ts';
import { newestOf } from './wave-plan-turn.ts';
import { ownWaves } from './waves.ts';

type TestDeps = Pick<Deps, 'store' | 'clock' | 'scope'>;

type Asked = { readonly machines: readonly MigrationId[]; readonly who: Person };

/** See {@link testTogether}. */
export type TestTogether = (o: Asked) => Promise<BulkDone | null>;

/** The name of the wave whose plan would test exactly these machines in one job. */
export async function testedByPlan(d: TestDeps, machines: readonly MigrationId[]): Promise<string | null> {
  return testedTogether(await ownWaves(d), newestOf(await d.store.migrations({ open: false })), machines)?.name ?? null;
}

/** Null where each machine is tested by itself: it is not all of one wave, not driven by its plan, or one of them cannot be tested now. */
export async function testTogether(d: TestDeps, o: Asked): Promise<BulkDone | null> {
  const stored = await d.store.migrations({ open: false });
  const wave = testedTogether(await ownWaves(d), newestOf(stored), o.machines);
  if (wave === null) return null;
  const now = d.clock.now();
  const plan = { wave: wave.id, run: `${wave.id}:${now}` };
  const asked = { who: o.who, now, standsIn: false, holdAll: await holdAllOf(d) };
  const members = stored.filter((s) => o.machines.includes(s.state.id));
  if (members.some((s) => !decide(s.state, { type: 'request-test' }, asked).ok)) return null;
  const events: readonly MigrationEvent[] = [{ type: 'TestRequested', plan }];
  const basis = [{ id: wave.id, version: (await d.store.wave(wave.id))?.version ?? 0 }];
  const changes = members.map((s) => migrationChange(s, events, { at: now, actor: by(o.who) }));
  const saved = await d.store.commit({ at: now, changes, jobs: members.flatMap((s) => wakes(s.state.id)).slice(0, 100), basis });
  return saved === 'conflict' ? null : { begun: members.map((s) => ({ machine: s.state.name, migrationId: s.state.id })), refused: [], goesOn: [] };
}
