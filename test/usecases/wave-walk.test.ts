/** A wave of six machines in three groups, over the real core, store and clouds, while jobs fail, machines are held, and Ferry is killed at any write. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Approval } from '../../src/domain/approval/types.ts';
import { waveIdOf, type MigrationId, type WaveId } from '../../src/domain/ids.ts';
import type { Migration } from '../../src/domain/migration/types.ts';
import type { Wave } from '../../src/domain/wave/types.ts';
import { by } from '../../src/domain/person.ts';
import type { Recorded } from '../../src/ports/changes.ts';
import { waveChange } from '../../src/usecases/record.ts';
import { PEOPLE, startField, type Field, type Ready } from '../schedules/support/field.ts';
import { Killed, makeReplica, type Replica } from '../schedules/support/replica.ts';

const WAVES = 2;
const SIZE = 6;
const MINUTE = 60_000;
const IN_AZURE: readonly string[] = ['in-azure', 'accepted', 'completing', 'migrated'];
let f: Field;
beforeAll(async () => {
  f = await startField({ machines: WAVES * SIZE });
}, 60_000);
afterAll(() => f.close());

type Case = { readonly name: string; readonly id: WaveId; readonly machines: readonly Ready[]; readonly groupOf: ReadonlyMap<MigrationId, number> };

/** Two machines in each of three groups; the second of group 2 needs the first of group 1. */
async function makeWave(n: number): Promise<Case> {
  const machines = Array.from({ length: SIZE }, () => f.take()!);
  const name = `W${n}`;
  const id = waveIdOf(f.deps.scope.name, String(n));
  const at = f.deps.clock.now();
  const members = machines.map((m, i) => ({ instanceId: m.instanceId, name: m.name, group: Math.floor(i / 2) + 1, needs: i === 3 ? [machines[0]!.instanceId] : [] }));
  const wave: Wave = { id, scope: f.deps.scope.name, name, owner: PEOPLE.ola, members, window: null, target: { resourceGroupId: null, networkId: null, subnet: null, size: null }, approvers: null, after: [], channel: null, policy: { onFailure: 'stop', drive: 'machines' }, note: '', createdAt: at, edited: { by: PEOPLE.ola, at }, plan: null, closed: null };
  await f.eye.commit({ at, changes: [waveChange(null, [{ type: 'WaveCreated', wave }], { at, actor: by(PEOPLE.ola) })] });
  return { name, id, machines, groupOf: new Map(machines.map((m, i) => [m.id, Math.floor(i / 2) + 1])) };
}

async function ask(r: Replica, c: Case, onFailure: 'stop' | 'go-on'): Promise<Approval> {
  const asked = await r.usecases.requestWave({ id: c.id, operation: 'cutover', machines: c.machines.map((m) => m.id), note: '', who: PEOPLE.ola, onFailure });
  if (!asked.ok) throw new Error(JSON.stringify(asked.error));
  for (const who of [PEOPLE.ana, PEOPLE.bob]) {
    const given = await r.usecases.approve({ id: asked.value.id, who, comment: '', typed: c.name });
    if (!given.ok) throw new Error(JSON.stringify(given.error));
  }
  return asked.value;
}

const migrationOf = async (m: Ready): Promise<Migration> => (await f.eye.migration(m.id))!.state;

/** What its people are asked for next, by whichever machine asks. */
async function people(r: Replica, m: Ready): Promise<void> {
  const { position: p } = await migrationOf(m);
  if (p.phase === 'quiescing') await r.usecases.confirmQuiesce(m.id, PEOPLE.ola);
}

type Move = { readonly do: 'work' | 'hold' | 'release' | 'retry' | 'job-fails' | 'pass' | 'timer'; readonly who: number; readonly kill: { readonly at: number; readonly when: 'before' | 'after' } | null };
const move = fc.record<Move>({
  do: fc.constantFrom<Move['do'][]>('work', 'work', 'work', 'work', 'work', 'work', 'pass', 'timer', 'hold', 'release', 'retry', 'job-fails'),
  who: fc.nat({ max: SIZE - 1 }),
  kill: fc.option(fc.record({ at: fc.integer({ min: 1, max: 3 }), when: fc.constantFrom<('before' | 'after')[]>('before', 'after') }), { nil: null, freq: 5 }),
});

async function play(c: Case, o: { readonly onFailure: 'stop' | 'go-on'; readonly moves: readonly Move[] }): Promise<{ readonly approval: Approval; readonly log: readonly Recorded[] }> {
  const fresh = (): Replica => makeReplica(f.deps, f.eye, () => Promise.resolve());
  let r = fresh();
  const asked = await ask(r, c, o.onFailure);

  async function act(m: Move): Promise<void> {
    const machine = c.machines[m.who]!;
    r.prepare({ kill: m.kill, storeBreaks: 0, meanwhile: null });
    try {
      await DOES[m.do](machine);
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
    }
    if (r.isDead()) r = fresh();
    else r.prepare({ kill: null, storeBreaks: 0, meanwhile: null });
  }

  const DOES: { readonly [D in Move['do']]: (m: Ready) => Promise<unknown> } = {
    work: async (m) => {
      await people(r, m);
      await r.executor.step(m.id, new AbortController().signal);
    },
    hold: (m) => r.usecases.hold({ id: m.id, reason: 'agent', who: PEOPLE.ola }),
    release: (m) => r.usecases.resume(m.id, PEOPLE.ola),
    retry: (m) => r.usecases.retry(m.id, PEOPLE.ola),
    'job-fails': async (m) => (await fetch(`${f.estate.sandbox.azureUrl}/_sandbox/machines/${m.instanceId}`, { method: 'POST', body: JSON.stringify({ failNextJob: { scenario: 'UnplannedFailover', code: '' } }) })).text(),
    pass: () => {
      f.pass(3 * MINUTE);
      return Promise.resolve();
    },
    timer: () => r.timers.fire(`run:${asked.id}`),
  };

  for (const m of o.moves) await act(m);
  // Everybody is released and tried again, and everything takes its course.
  for (let round = 0; round < 45; round++) {
    f.pass(8 * MINUTE);
    for (const m of c.machines) {
      const { hold, stuck } = await migrationOf(m);
      if ((hold ?? null) !== null) await r.usecases.resume(m.id, PEOPLE.ola);
      if (stuck !== null && stuck.code !== 'approval-lapsed') await r.usecases.retry(m.id, PEOPLE.ola);
      await people(r, m);
      await r.executor.step(m.id, new AbortController().signal);
    }
    await r.timers.fire(`run:${asked.id}`);
    if (!['approved', 'running'].includes((await f.eye.approval(asked.id))!.state.status)) break;
  }
  const streams = [asked.id, ...c.machines.map((m) => m.id)];
  const log = (await Promise.all(streams.map((s) => f.eye.events(s)))).flat().toSorted((a, b) => a.position - b.position);
  return { approval: (await f.eye.approval(asked.id))!.state, log };
}

type Seen = { readonly arrived: Set<string>; readonly out: Set<string>; readonly begun: Set<string>; readonly inFlight: Set<string>; readonly failed: Set<string> };

/** Read off the log alone, in the order in which it was written. */
function violations(c: Case, log: readonly Recorded[]): readonly string[] {
  const seen: Seen = { arrived: new Set(), out: new Set(), begun: new Set(), inFlight: new Set(), failed: new Set() };
  return log.flatMap(({ stream, event: e }) => {
    if (e.type === 'MachineSettled' && e.state !== 'done') seen.out.add(e.migrationId);
    if (e.type === 'MachineReturned') seen.out.delete(e.migrationId);
    if (e.type === 'FailoverFinished') seen.arrived.add(stream);
    if (e.type === 'JobFailed' || e.type === 'ActRefused') seen.inFlight.delete(stream);
    if (e.type === 'JobFailed' || e.type === 'BecameStuck') seen.failed.add(stream);
    if (e.type === 'CutoverApproved') return begins(c, seen, stream);
    if (e.type !== 'ActIntended' || e.act !== 'startFailover') return [];
    const twice = seen.inFlight.has(stream);
    seen.inFlight.add(stream);
    return twice ? [`${stream} was failed over twice`] : [];
  });
}

function begins(c: Case, seen: Seen, stream: string): readonly string[] {
  const group = c.groupOf.get(stream as MigrationId) ?? 0;
  seen.begun.add(stream);
  // Without its need a machine of an earlier group may stay behind.
  const isBehind = (other: string): boolean => other === c.machines[3]!.id && !seen.arrived.has(c.machines[0]!.id);
  const early = [...c.groupOf].filter(([other, of]) => of < group && !seen.arrived.has(other) && !seen.out.has(other) && !seen.failed.has(other) && !isBehind(other));
  const late = [...c.groupOf].filter(([other, of]) => of > group && seen.begun.has(other) && !seen.out.has(other));
  return [...(seen.out.has(stream) ? [`${stream} began although it had left`] : []), ...early.map(([other]) => `${stream} began before ${other}`), ...late.map(([other]) => `${stream} slipped in after ${other}`)];
}

let n = 0;
test('groups go in order, what left stays out, nobody is failed over twice, and the run ends', async () => {
  const approvals: Approval[] = [];
  await fc.assert(
    fc.asyncProperty(fc.constantFrom('stop' as const, 'go-on' as const), fc.array(move, { minLength: 25, maxLength: 60 }), async (onFailure, moves) => {
      const c = await makeWave(++n);
      const { approval, log } = await play(c, { onFailure, moves });
      approvals.push(approval);
      expect(violations(c, log)).toEqual([]);
      const journal = f.estate.sandbox.world.journal.list();
      for (const m of c.machines) {
        const accepted = journal.filter((e) => e.accepted && new RegExp(`/${m.itemName}/unplannedFailover$`, 'i').test(e.path)).length;
        const failedJobs = log.filter((e) => e.stream === m.id && e.event.type === 'JobFailed').length;
        expect(accepted - failedJobs).toBeLessThanOrEqual(1);
        const line = approval.wave!.machines.find((l) => l.migrationId === m.id)!;
        const { phase } = (await migrationOf(m)).position;
        expect([line.machine, line.state === 'done']).toEqual([line.machine, IN_AZURE.includes(phase)]);
        // Whoever is out of a run that is over can be asked for anew.
        if (line.state === 'left') expect(['tested', 'source-stopped', 'stopping-source']).toContain(phase);
        expect(await f.eye.verify(m.id)).toBeNull();
      }
      expect(['done', 'failed']).toContain(approval.status);
      expect(log.filter((e) => e.event.type === 'RunStarted' || e.event.type === 'RunEnded')).toHaveLength(2);
    }),
    { numRuns: WAVES, endOnFailure: true, ...(process.env['FERRY_SEED'] === undefined ? {} : { seed: Number(process.env['FERRY_SEED']) }) },
  );
  expect(approvals).toHaveLength(WAVES);
}, 90_000);
