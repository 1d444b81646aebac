/** What must be true of the log and of the clouds' own journal, whatever happened. Written anew: nothing of Ferry's own counting is used. */
import { replay } from '../../../src/domain/migration/evolve.ts';
import { governanceIdOf, type GovernanceEvent } from '../../../src/domain/governance/types.ts';
import type { ApprovalEvent } from '../../../src/domain/approval/types.ts';
import type { ApprovalId } from '../../../src/domain/ids.ts';
import { DESTRUCTIVE, type ActKind, type MigrationEvent } from '../../../src/domain/migration/types.ts';
import type { AnyEvent, Recorded, StreamId } from '../../../src/ports/changes.ts';
import { makeBallots, type Ballots } from './ballots.ts';
import type { SourceStopKind } from '../../../src/domain/source-stop.ts';
import { MARGIN_MS, type Field } from './field.ts';
import type { Played } from './play.ts';

/** Everything that was violated; empty when all is well. */
export async function violationsOf(f: Field, p: Played): Promise<readonly string[]> {
  const own = await f.eye.events(p.ready.id);
  const ids = [...new Set(own.flatMap((e) => ('approvalId' in e.event && e.event.approvalId ? [e.event.approvalId] : [])))];
  const scope = governanceIdOf(f.deps.scope.name);
  const streams: readonly StreamId[] = [p.ready.id, ...ids, scope];
  const log = (await Promise.all(streams.map((s) => f.eye.events(s)))).flat().toSorted((a, b) => a.position - b.position);
  return [...p.violations, ...lawsOfTheLog(log, p), ...lawsOfTheJournal(f, p), ...(await wholeness(f, { own, streams, p }))];
}

/** Walks the log in the order in which it was written. */
function lawsOfTheLog(log: readonly Recorded[], p: Played): readonly string[] {
  const w = { violations: [] as string[], ballots: makeBallots(p.members), freezes: new Map<number, { from: number; to: number }>(), heldAll: false, held: false, cutover: null as ApprovalId | null, stop: 'ferry' as SourceStopKind, atRest: false, lost: false, inDoubt: new Set<ActKind>() };
  for (const r of log) {
    if (r.stream.startsWith('A-')) w.violations.push(...w.ballots.see(r as Recorded & { event: ApprovalEvent }));
    else if (r.stream.startsWith('g-')) seeGovernance(w, r.event as GovernanceEvent, r.at);
    else w.violations.push(...seeMachine(w, r, r.event as MigrationEvent));
  }
  return w.violations;
}

type Walk = { readonly ballots: Ballots; readonly freezes: Map<number, { from: number; to: number }>; heldAll: boolean; held: boolean; cutover: ApprovalId | null; /** How the source is to come to rest, and whether it has. */ stop: SourceStopKind; atRest: boolean; /** The source is gone for good: later requests have nothing to stop either. */ lost: boolean; /** Destructive acts of which nobody knows that they did nothing. */ readonly inDoubt: Set<ActKind> };

function seeGovernance(w: Walk, e: GovernanceEvent, at: number): void {
  if (e.type === 'FreezeAdded') w.freezes.set(e.freeze.number, { from: e.freeze.from, to: e.freeze.to });
  if (e.type === 'FreezeEnded') w.freezes.set(e.number, { from: w.freezes.get(e.number)?.from ?? 0, to: at });
  if (e.type === 'DelegationGranted') w.ballots.lend(e.delegation);
  if (e.type === 'DelegationEnded') w.ballots.takeBack(e.from, at);
  if (e.type === 'AllHeld') w.heldAll = true;
  if (e.type === 'AllReleased') w.heldAll = false;
}

function seeMachine(w: Walk, r: Recorded, e: MigrationEvent): readonly string[] {
  if (e.type === 'MachineHeld') w.held = true;
  if (e.type === 'MachineReleased') w.held = false;
  if (e.type === 'CutoverRequested') Object.assign(w, { cutover: e.approvalId, stop: e.sourceStop?.kind ?? 'ferry', atRest: w.lost });
  if (e.type === 'CutoverRenewed') w.cutover = e.approvalId;
  if (e.type === 'SourceLost') w.lost = true;
  // Of what is gone nothing has to be stopped.
  if (e.type === 'SourceStopped' || e.type === 'SourceLost') w.atRest = true;
  if (e.type === 'CompletionRequested' || e.type === 'RollbackRequested') return begun(w, r, e);
  clearDoubt(w, e);
  return e.type === 'ActIntended' ? intended(w, r, e) : [];
}

/** It was refused, not even taken, or ended as failed; or a person has looked. */
function clearDoubt(w: Walk, e: MigrationEvent): void {
  if (e.type === 'RetryAsked') w.inDoubt.clear();
  if (e.type === 'ActRefused' || e.type === 'JobFailed' || (e.type === 'ActDropped' && e.notBefore !== undefined)) w.inDoubt.delete(e.act);
}

function intended(w: Walk, r: Recorded, e: Extract<MigrationEvent, { type: 'ActIntended' }>): readonly string[] {
  const again = w.inDoubt.has(e.act) ? [`${e.act} was begun again although nobody knows what came of it, and nobody asked (#${r.position})`] : [];
  if (DESTRUCTIVE.has(e.act)) w.inDoubt.add(e.act);
  const held = [...again, ...(w.held || w.heldAll ? [`${e.act} was begun while it is held (#${r.position})`] : [])];
  if (e.act !== 'stopSource' && e.act !== 'startFailover') return held;
  const frozen = isFrozen(w, r.at) ? [`${e.act} was begun in a freeze (#${r.position})`] : [];
  const runs = e.act === 'startFailover' && w.stop !== 'none' && !w.atRest ? [`the failover was begun although the source has not come to rest (#${r.position})`] : [];
  const first = e.act === 'stopSource' || w.stop === 'none';
  return [...held, ...frozen, ...runs, ...w.ballots.mayRun(w.cutover, r, first ? MARGIN_MS : 0).map((why) => `${e.act}: ${why}`)];
}

function isFrozen(w: Walk, at: number): boolean {
  return [...w.freezes.values()].some((f) => f.from <= at && at < f.to);
}

/** A completion and a rollback have approvals of their own. */
function begun(w: Walk, r: Recorded, e: Extract<MigrationEvent, { type: 'CompletionRequested' | 'RollbackRequested' }>): readonly string[] {
  const held = w.held || w.heldAll ? [`${e.type} while it is held (#${r.position})`] : [];
  const frozen = e.type === 'CompletionRequested' && isFrozen(w, r.at) ? [`${e.type} in a freeze (#${r.position})`] : [];
  return [...held, ...frozen, ...w.ballots.mayRun(e.approvalId ?? null, r).map((why) => `${e.type}: ${why}`)];
}

/** One machine is failed over once; it may be tried again when Site Recovery itself says that the job failed. */
function lawsOfTheJournal(f: Field, p: Played): readonly string[] {
  const { jobs } = f.estate.sandbox.azure.snapshot() as { jobs: readonly { scenario: string; target: string; state: string }[] };
  const failed = jobs.filter((j) => j.scenario === 'UnplannedFailover' && j.state === 'Failed' && [p.ready.itemName, p.ready.name].includes(j.target)).length;
  const of = (path: RegExp) => f.estate.sandbox.world.journal.list().filter((e) => e.server === 'azure' && e.method === 'POST' && e.path.includes(`/${p.ready.itemName}/`) && path.test(e.path));
  const accepted = of(/\/unplannedFailover$/i).filter((e) => e.accepted).length;
  const sent = of(/\/unplannedFailover$/i).length;
  const asked = p.sent.filter((kind) => kind === 'startFailover').length;
  return [
    ...(accepted > 1 + failed ? [`${accepted} failovers were accepted and only ${failed} of their jobs failed`] : []),
    ...(sent > asked ? [`Site Recovery was asked ${sent} times for a failover, by ${asked} intents`] : []),
    ...(of(/\/remove$/i).filter((e) => e.accepted).length > 1 + jobs.filter((j) => j.state === 'Failed').length ? ['it was completed twice'] : []),
  ];
}

type Whole = { readonly own: readonly Recorded[]; readonly streams: readonly StreamId[]; readonly p: Played };

/** The log folds to what is stored, and its chain is whole. */
async function wholeness(f: Field, { own, streams, p }: Whole): Promise<readonly string[]> {
  const broken = (await Promise.all(streams.map(async (s) => ((await f.eye.verify(s)) === null ? [] : [`the chain of ${s} is broken`])))).flat();
  const stored = (await f.eye.migration(p.ready.id))?.state;
  const folded = replay(own.map((e) => ({ event: e.event as MigrationEvent, at: e.at, actor: e.actor })));
  return [...broken, ...(same(stored, folded) ? [] : ['the log does not fold to what is stored'])];
}

/** As it is stored: without what is undefined, whatever the order of the keys. */
function same(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, v: unknown) => (typeof v === 'object' && v !== null && !Array.isArray(v) ? Object.fromEntries(Object.entries(v).toSorted(([x], [y]) => x.localeCompare(y))) : v));
}

/** For whoever has to understand a violation. */
export async function storyOf(f: Field, p: Played): Promise<string> {
  const own = await f.eye.events(p.ready.id);
  const ids = [...new Set(own.flatMap((e) => ('approvalId' in e.event && e.event.approvalId ? [e.event.approvalId] : [])))];
  const all = (await Promise.all([p.ready.id, ...ids, governanceIdOf(f.deps.scope.name)].map((s) => f.eye.events(s)))).flat().toSorted((a, b) => a.position - b.position);
  const line = (r: Recorded): string => `#${r.position} ${new Date(r.at).toISOString()} ${r.stream} ${inShort(r.event)} by ${r.actor.kind === 'person' ? r.actor.person.name : 'Ferry'}`;
  const since = own[0]?.position ?? 0;
  return [...p.trace, '', ...all.filter((r) => r.position >= since).map(line)].join('\n');
}

function inShort(e: AnyEvent): string {
  return e.type === 'MigrationStarted' || e.type === 'ApprovalRequested' ? e.type : JSON.stringify(e).slice(0, 220);
}
