/** What of a wave could be asked for now: every machine is measured, and whatever is in the way is told for all of them together. */
import { sumOf } from '../domain/approval/wave-evidence.ts';
import type { ApprovedMachine } from '../domain/approval/types.ts';
import type { Evidence } from '../domain/evidence.ts';
import { approvalIdOf, type ApprovalId, type InstanceId, type MigrationId } from '../domain/ids.ts';
import { cutoverContent, requestContent } from '../domain/migration/content.ts';
import { decide, mayRenew, type MigrationCommand } from '../domain/migration/decide.ts';
import { requestEvidence } from '../domain/migration/request-evidence.ts';
import type { Migration, MigrationEvent, Phase } from '../domain/migration/types.ts';
import type { Person } from '../domain/person.ts';
import { no, ok, type Result } from '../domain/result.ts';
import { keptStop, stopWarnings, type SourceStop } from '../domain/source-stop.ts';
import { isInAzure } from '../domain/wave/gate.ts';
import type { Wave, WaveMember } from '../domain/wave/types.ts';
import type { Window } from '../domain/window/types.ts';
import type { Stored } from '../ports/changes.ts';
import { keepReports } from './check.ts';
import type { Deps } from './deps.ts';
import { holdAllOf } from './holds.ts';
import { measureMany } from './measure.ts';
import type { Rejection } from './outcome.ts';
import type { PreparedWave } from './wave-types.ts';

export type Wanted = { readonly wave: Wave; readonly operation: 'cutover' | 'complete'; readonly machines: readonly MigrationId[]; readonly window: Window | null; readonly stop: SourceStop; readonly release: boolean; readonly who: Person | null };

/** A machine that is asked for, as it is stored; `as` is how it would be with what was asked. */
export type Candidate = { readonly member: WaveMember; readonly stored: Stored<Migration>; readonly as: Migration };

/** `candidates` are those of {@link PreparedWave}'s `ready`, in the same order. */
export type Prepared = PreparedWave & { readonly candidates: readonly Candidate[] };

type Refused = { readonly machine: string; readonly id: MigrationId; readonly why: Rejection };
const NAMES = new Intl.Collator('en', { numeric: true });

/** Throws {@link CloudError} when the clouds cannot be read at all. */
export async function prepare(d: Deps, w: Wanted): Promise<Prepared> {
  const all = await candidatesOf(d, w);
  const barred = await barredIn(d, w, all);
  const free = all.filter((c) => !barred.some((b) => b.id === c.stored.state.id));
  const evidence = w.operation === 'cutover' ? await evidenceOf(d, free) : new Map(free.map((c) => [c.as.id, requestEvidence(c.as, 'complete', d.clock.now())]));
  const blocked = free.flatMap((c) => whyBlocked(c, evidence.get(c.as.id) ?? null));
  const first = [...barred, ...blocked];
  const needing = w.operation === 'cutover' ? await needingIn(d, { all, refused: first }) : [];
  const refused = [...first, ...needing];
  const candidates = all.filter((c) => !refused.some((r) => r.id === c.stored.state.id));
  const ready = candidates.map((c) => lineOf(d, { w, c, candidates }, evidence.get(c.as.id) as Evidence));
  return { wave: w.wave, ready, candidates, refused: refused.map(({ machine, why }) => ({ machine, why })), evidence: sumOf(ready, d.clock.now()) };
}

async function candidatesOf(d: Deps, w: Wanted): Promise<readonly Candidate[]> {
  const wanted = new Set(w.machines);
  const members = new Map<InstanceId, WaveMember>(w.wave.members.map((m) => [m.instanceId, m]));
  const stored = (await d.store.migrations({ open: false })).filter((s) => wanted.has(s.state.id));
  const found = stored.flatMap((s): readonly Candidate[] => {
    const member = members.get(s.state.instanceId);
    return member === undefined ? [] : [{ member, stored: s, as: asAsked(s.state, w) }];
  });
  return found.toSorted((a, b) => a.member.group - b.member.group || NAMES.compare(a.as.name, b.as.name));
}

/** Where the source is gone, or stopped already, there is nothing to choose. */
function asAsked(m: Migration, w: Wanted): Migration {
  const free = w.release && (m.hold ?? null) !== null ? { ...m, hold: null } : m;
  if (w.operation !== 'cutover' || mayRenew(m) || m.sourceLost !== undefined) return free;
  const { sourceStop: _former, ...rest } = free;
  return { ...rest, ...keptStop(w.stop) };
}

const UNMEASURED: Evidence = { at: 0, rpoSeconds: null, replicationHealth: 'none', backlogMb: null, test: null, warnings: [], blocks: [] };

/** What a machine goes through when it is asked for, or why it cannot be: decided by its own state machine. */
export function decided(c: Candidate, w: Wanted, o: { readonly approvalId: ApprovalId; readonly line: { readonly content: string; readonly evidence: Evidence }; readonly holdAll: Parameters<typeof decide>[2]['holdAll']; readonly now: number; readonly reason: string }): Result<readonly MigrationEvent[], Rejection> {
  const m = c.stored.state;
  const released = w.release && (m.hold ?? null) !== null;
  const { approvalId, line } = o;
  const command: MigrationCommand =
    w.operation === 'cutover'
      ? { type: 'request-cutover', approvalId, evidence: line.evidence, contentHash: line.content, window: w.window, ...(mayRenew(m) ? {} : { sourceStop: w.stop }) }
      : { type: 'request-completion', approvalId, contentHash: line.content, reason: o.reason };
  const answer = decide(released ? { ...m, hold: null } : m, command, { who: w.who ?? m.owner, now: o.now, standsIn: false, holdAll: o.holdAll ?? null });
  if (!answer.ok) return answer;
  return ok(released ? [{ type: 'MachineReleased' }, ...answer.value] : answer.value);
}

/** Refused before anything is measured. */
async function barredIn(d: Deps, w: Wanted, all: readonly Candidate[]): Promise<readonly Refused[]> {
  const o = { approvalId: approvalIdOf(0), line: { content: '', evidence: UNMEASURED }, holdAll: await holdAllOf(d), now: d.clock.now(), reason: '' };
  return all.flatMap((c) => {
    const answer = decided(c, w, o);
    return answer.ok ? [] : [{ machine: c.as.name, id: c.as.id, why: stillAsked(c.stored.state, w) ?? answer.error }];
  });
}

const UNTOUCHED: ReadonlySet<Phase> = new Set(['awaiting-approval', 'quiescing', 'draining']);

/** A machine that was held out of a request stays with it until it has ended: released in time it would take part again. */
function stillAsked(m: Migration, w: Wanted): Rejection | null {
  const p = m.position;
  if (!w.release || (m.hold ?? null) === null || !UNTOUCHED.has(p.phase) || !('approvalId' in p)) return null;
  return { code: 'wave-held-asked', detail: { machine: m.name, wave: w.wave.name, id: p.approvalId } };
}

async function evidenceOf(d: Deps, all: readonly Candidate[]): Promise<ReadonlyMap<MigrationId, Evidence>> {
  const measured = await measureMany(d, all.map((c) => c.as));
  // A refusal for a question that nobody has answered would be a dead end without them: reports tell which questions there are.
  await keepReports(d, [...measured.values()].flatMap((m) => m?.report ?? []));
  return new Map([...measured].flatMap(([id, m]) => (m === null ? [] : [[id, withStop(all.find((c) => c.as.id === id), m.evidence)] as const])));
}

/** With what its approvers must not miss about the source. */
function withStop(c: Candidate | undefined, e: Evidence): Evidence {
  return c === undefined || mayRenew(c.stored.state) ? e : { ...e, warnings: [...stopWarnings(c.as.sourceStop), ...e.warnings] };
}

function whyBlocked(c: Candidate, e: Evidence | null): readonly Refused[] {
  const refused = (why: Rejection): readonly Refused[] => [{ machine: c.as.name, id: c.as.id, why }];
  if (e === null) return refused({ code: 'no-such-machine', detail: {} });
  return e.blocks.length === 0 ? [] : refused({ code: 'not-ready', detail: { machine: c.as.name, blocks: e.blocks.join('; ') } });
}

/** A machine whose need neither runs in Azure nor goes with it cannot begin; nor can what needs that one. */
async function needingIn(d: Deps, o: { readonly all: readonly Candidate[]; readonly refused: readonly Refused[] }): Promise<readonly Refused[]> {
  const done = new Set((await d.store.migrations({ open: false })).filter((s) => isInAzure(s.state.position.phase)).map((s) => s.state.instanceId));
  const out = new Set(o.refused.map((r) => r.id));
  const found: Refused[] = [];
  for (let before = -1; before !== found.length; ) {
    before = found.length;
    const going = o.all.filter((c) => !out.has(c.as.id));
    for (const c of going) {
      const need = c.member.needs.find((n) => !done.has(n) && !going.some((g) => g.as.instanceId === n && !out.has(g.as.id)));
      if (need === undefined) continue;
      out.add(c.as.id);
      found.push({ machine: c.as.name, id: c.as.id, why: { code: 'wave-needs', detail: { machine: c.as.name, need: nameOf(o.all, need) } } });
    }
  }
  return found;
}

function nameOf(all: readonly Candidate[], instanceId: InstanceId): string {
  return all.find((c) => c.as.instanceId === instanceId)?.as.name ?? instanceId;
}

/** The machine's own line: what would be done to it alone, and what of the others it waits for. */
function lineOf(d: Deps, o: { readonly w: Wanted; readonly c: Candidate; readonly candidates: readonly Candidate[] }, evidence: Evidence): ApprovedMachine {
  const { c, w } = o;
  const needs = w.operation === 'complete' ? [] : o.candidates.filter((x) => c.member.needs.includes(x.as.instanceId)).map((x) => x.as.id);
  const content = d.digest(w.operation === 'cutover' ? cutoverContent(c.as) : requestContent(c.as, 'complete'));
  return { migrationId: c.as.id, machine: c.as.name, group: c.member.group, needs, content, evidence, state: 'in' };
}

/** How the failovers of a request are begun; left out: each machine by itself. */
export function driveOf(w: Pick<Wanted, 'wave' | 'operation'>): 'plan' | undefined {
  return w.operation === 'cutover' && w.wave.policy.drive === 'plan' ? 'plan' : undefined;
}

/** What approvers of a wave sign: every machine's own content, the order, and what happens after a failure. */
export function waveContent(w: Pick<Wanted, 'wave' | 'operation'>, lines: readonly ApprovedMachine[], onFailure: string): string {
  const drive = driveOf(w) === undefined ? [] : ['plan'];
  return JSON.stringify(['wave', 1, w.operation, w.wave.id, onFailure, lines.map((l) => [l.migrationId, l.group, l.needs, l.content]), ...drive]);
}

/** Nothing is asked for while not every machine that was named is ready. */
export function whyNotAll({ wave, ready, refused }: PreparedWave): Result<never, Rejection> | null {
  if (refused.length === 0 && ready.length > 0) return null;
  const machines = refused.slice(0, 20).map((r) => r.machine).join(', ');
  return no({ code: 'wave-not-ready', detail: { wave: wave.name, ready: String(ready.length), not: String(refused.length), machines } });
}
