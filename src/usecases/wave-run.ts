/** Asks for one approval for the machines of a wave. */
import { machinesOf } from '../domain/approval/subject.ts';
import type { Approval } from '../domain/approval/types.ts';
import type { Evidence } from '../domain/evidence.ts';
import { freezeAt } from '../domain/governance/freezes.ts';
import type { Migration } from '../domain/migration/types.ts';
import { by } from '../domain/person.ts';
import { no, ok, type Result } from '../domain/result.ts';
import type { SourceStop } from '../domain/source-stop.ts';
import type { Wave } from '../domain/wave/types.ts';
import type { Window } from '../domain/window/types.ts';
import type { MigrationChange, Stored } from '../ports/changes.ts';
import { wakesOf } from './approval-leads.ts';
import { newApproval, waitingTimers, whyUnreachable } from './approval-request.ts';
import { whyShut } from './approvals.ts';
import type { Deps } from './deps.ts';
import { frozenBy } from './freezes.ts';
import { makeForecaster } from './forecast.ts';
import { holdAllOf } from './holds.ts';
import type { Outcome, Rejection } from './outcome.ts';
import { approvalChange, migrationChange } from './record.ts';
import { reject, withCloud } from './rejections.ts';
import { calendarOf } from './runs.ts';
import { decided, driveOf, prepare, waveContent, whyNotAll, type Prepared, type Wanted } from './wave-prepare.ts';
import { standingOf } from './wave-stand.ts';
import type { WaveRunUseCases } from './wave-types.ts';

type Asked = Parameters<WaveRunUseCases['requestWave']>[0];

/** The use cases that ask for a run over a wave. */
export function makeWaveRun(d: Deps): WaveRunUseCases {
  return {
    requestWave: (o) => withCloud(() => requestWave(d, o)),
    prepareWave: ({ id, operation, machines, release = false }) =>
      withCloud(async () => {
        const wave = (await d.store.wave(id))?.state ?? null;
        if (wave === null) return reject('no-such-wave', { wave: id });
        return ok(await prepare(d, { wave, operation, machines, release, window: null, stop: { kind: 'ferry' }, who: null }));
      }),
  };
}

async function requestWave(d: Deps, o: Asked): Outcome<Approval> {
  const stored = await d.store.wave(o.id);
  if (stored === null) return reject('no-such-wave', { wave: o.id });
  const w = wantedOf(stored.state, o, d.clock.now());
  const first = (await d.store.migrations({ open: false })).find((s) => w.machines.includes(s.state.id))?.state;
  const refused = stopOf(o) ?? (first === undefined ? { code: 'selector-nothing' as const, detail: {} } : await whyNobody(d, w, { m: first, who: o.who }));
  if (refused !== null) return no(refused);
  const prepared = await prepare(d, w);
  return whyNotAll(prepared) ?? save(d, { o, w, prepared, stored });
}

function wantedOf(wave: Wave, o: Asked, now: number): Wanted {
  const stop: SourceStop = o.source === undefined || o.source === 'ferry' ? { kind: 'ferry' } : o.source === 'person' ? { kind: 'person' } : { kind: 'none', reason: (o.sourceReason ?? '').trim() };
  return { wave, operation: o.operation, machines: o.machines, window: o.operation === 'cutover' ? windowFor(wave, o, now) : null, stop, release: o.release ?? false, who: o.who };
}

/** The window that was asked for; else the wave's own, unless that is over. */
function windowFor(wave: Wave, { window }: Asked, now: number): Window | null {
  if (window !== undefined) return window;
  return wave.window !== null && wave.window.to > now ? wave.window : null;
}

function stopOf(o: Asked): Rejection | null {
  return o.source === 'none' && (o.sourceReason ?? '').trim() === '' ? { code: 'reason-needed', detail: {} } : null;
}

/** Nobody is asked for what too few may approve, or what could not begin. */
async function whyNobody(d: Deps, w: Wanted, { m, who }: { readonly m: Migration; readonly who: Asked['who'] }): Promise<Rejection | null> {
  const unreachable = await whyUnreachable(d, { operation: w.operation, m, who, wave: { wave: w.wave } });
  if (unreachable !== null) return unreachable;
  const calendar = await calendarOf(d);
  if (w.operation === 'cutover') return whyShut({ ...m, name: w.wave.name }, w.window, calendar);
  const freeze = freezeAt(calendar.freezes, calendar.now);
  return freeze === null ? null : frozenBy(freeze, w.wave.name);
}

type Saving = { readonly o: Asked; readonly w: Wanted; readonly prepared: Prepared; readonly stored: Stored<Wave> };

/** The request and all of its machines in one transaction; an edit of the wave in between undoes it. */
async function save(d: Deps, s: Saving): Outcome<Approval> {
  const { o, w, prepared, stored } = s;
  const onFailure = o.onFailure ?? w.wave.policy.onFailure;
  const [lead] = prepared.candidates;
  if (lead === undefined) return reject('selector-nothing');
  const content = waveContent(w, prepared.ready, onFailure);
  const drive = driveOf(w);
  const asked = await newApproval(d, { operation: w.operation, m: lead.as, who: o.who, note: o.note, content, evidence: prepared.evidence, window: w.window, wave: { wave: w.wave, machines: prepared.ready, onFailure, ...(drive === undefined ? {} : { drive }) } });
  const approval = { ...asked, evidence: withPlan(asked, await withOrder(d, await withDoubt(d, asked))) };
  const at = { at: approval.requestedAt, actor: by(o.who) };
  const machines = await changesOf(d, s, approval);
  if (!machines.ok) return machines;
  const changes = [approvalChange(null, [{ type: 'ApprovalRequested', approval }], at), ...machines.value];
  const saved = await d.store.commit({ at: at.at, changes, jobs: [...wakesOf(approval), ...waitingTimers(approval, at.at)], basis: [{ id: stored.state.id, version: stored.version }] });
  return saved === 'saved' ? ok(approval) : reject('changed-meanwhile');
}

/** Approvers are told when its window is too short for what the same steps took before. */
async function withDoubt(d: Deps, a: Approval): Promise<Approval> {
  const doubt = a.operation === 'cutover' ? await makeForecaster(d).doubt({ machines: machinesOf(a), window: a.window ?? null }) : null;
  return doubt === null ? a : { ...a, evidence: { ...a.evidence, warnings: [doubt, ...a.evidence.warnings] } };
}

/** Approvers are told that the longest downtime holds for all. */
function withPlan(a: Approval, e: Evidence): Evidence {
  if (a.wave?.drive !== 'plan') return e;
  return { ...e, warnings: [`By recovery plan: all ${a.wave.machines.length} machines are stopped before the first is failed over, so the longest downtime holds for all`, ...e.warnings] };
}

/** Approvers are told when it comes after another wave. */
async function withOrder(d: Deps, a: Approval): Promise<Evidence> {
  if (a.operation !== 'cutover' || !(await standingOf(d.store, a)).behind) return a.evidence;
  return { ...a.evidence, warnings: ['Order: it begins only when the wave before it runs in Azure', ...a.evidence.warnings] };
}

async function changesOf(d: Deps, { o, w, prepared }: Saving, approval: Approval): Promise<Result<readonly MigrationChange[], Rejection>> {
  const holdAll = await holdAllOf(d);
  const at = { at: approval.requestedAt, actor: by(o.who) };
  const changes: MigrationChange[] = [];
  for (const [n, c] of prepared.candidates.entries()) {
    const line = prepared.ready[n];
    if (line === undefined) continue;
    const answer = decided(c, w, { approvalId: approval.id, line, holdAll, now: at.at, reason: w.operation === 'complete' ? o.note : '' });
    if (!answer.ok) return answer;
    changes.push(migrationChange(c.stored, answer.value, at));
  }
  return ok(changes);
}
