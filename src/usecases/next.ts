import { may, type AccessPolicy } from '../domain/access.ts';
import { hasAnswered } from '../domain/approval/decide.ts';
import { isInForce } from '../domain/approval/electorate.ts';
import { answerUntil, isAnswerable, isSuspended } from '../domain/approval/open.ts';
import { machinesOf } from '../domain/approval/subject.ts';
import type { Approval } from '../domain/approval/types.ts';
import { oldestFirst, waitsOf, type Wait } from '../domain/board/inbox.ts';
import type { CheckRun } from '../domain/check-run.ts';
import type { Dossier, DossierId, QueueEnd } from '../domain/dossier/types.ts';
import type { Delegation, Review } from '../domain/governance/types.ts';
import type { InstanceId } from '../domain/ids.ts';
import type { Migration } from '../domain/migration/types.ts';
import { samePerson, type Person } from '../domain/person.ts';
import { DAY, type Instant } from '../domain/time.ts';
import type { Wave } from '../domain/wave/types.ts';
import { waveKey } from '../domain/waves.ts';
import type { Stored } from '../ports/changes.ts';
import type { BoardUseCases, Inbox } from './board-types.ts';
import { readAt } from './board.ts';
import { costReads } from './costs.ts';
import { delegationsOf } from './delegations.ts';
import type { Deps } from './deps.ts';
import { governanceOf } from './freezes.ts';
import { newestOf } from './inventory.ts';

type Viewer = { readonly who: Person; readonly access: AccessPolicy; readonly isOperator: boolean; readonly now: Instant };

/** The use case behind `next`: everything that waits for somebody, read from the store alone. */
export function makeNext(d: Deps): Pick<BoardUseCases, 'inbox'> {
  async function inbox({ who, access, all }: Parameters<BoardUseCases['inbox']>[0]): Promise<Inbox> {
    const [stored, waves, approvals, dossiers, runs] = await Promise.all([d.store.migrations({ open: false }), d.store.waves(), d.store.approvals(), d.store.dossiers(), d.store.checkRuns()]);
    const [delegations, governance, asOf, costs] = await Promise.all([delegationsOf(d), governanceOf(d), readAt(d), costReads(d)]);
    const v: Viewer = { who, access, isOperator: may(access, who, 'operator'), now: d.clock.now() };
    const own = [...waves.values()].map((w) => w.state);
    const waveOf = new Map<string, Wave>(own.flatMap((wave) => wave.members.map((m) => [m.instanceId, wave] as const)));
    const migrations = newestOf(stored);
    const every = [
      ...approvals.flatMap((a) => approvalWaits(a.state, { v, delegations })),
      ...waitsOf(migrations.map((migration) => ({ migration, wave: waveOf.get(migration.instanceId)?.name ?? null, ...costs(migration) })), v),
      ...unstartedWaits(dossiers, { migrations, waveOf, v }),
      ...checkWaits(runs, { own, migrations, v }),
      ...(governance.state.reviews ?? []).map((r) => reviewWait(r, v)),
    ];
    const mine = every.filter((w) => w.mine);
    return { waits: oldestFirst(all ? every : mine), others: every.length - mine.length, now: v.now, asOf };
  }
  return { inbox };
}

/** A request that can be answered; it waits for those whom it names and who have not answered. */
function approvalWaits(a: Approval, o: Asking): readonly Wait[] {
  if (!isAnswerable(a, o.v.now)) return [];
  const since = isSuspended(a) ? (a.askedAgainAt ?? a.requestedAt) : a.requestedAt;
  return [{ kind: 'approval', since, wave: a.wave?.name ?? null, machines: [], ref: a.id, about: a.machine, mine: isAskedOf(a, o), who: null, days: null, request: { operation: a.operation, machines: machinesOf(a).length, until: answerUntil(a) } }];
}

type Asking = { readonly v: Viewer; readonly delegations: readonly Delegation[] };

/** Named, or standing in for somebody who is; never the requester, and nobody twice. */
function isAskedOf(a: Approval, { v, delegations }: Asking): boolean {
  if (samePerson(a.requester, v.who) || hasAnswered(a, v.who)) return false;
  const named = [...a.approvers, ...(a.seats ?? []).flatMap((s) => s.holders)].map((id) => id.toLowerCase());
  if (named.includes('*') || named.includes(v.who.id.toLowerCase())) return true;
  return delegations.some((x) => isInForce(x, v.now) && samePerson(x.to, v.who) && named.includes(x.from.id.toLowerCase()) && !samePerson(x.from, a.requester));
}

type Unstarted = { readonly migrations: readonly Migration[]; readonly waveOf: ReadonlyMap<string, Wave>; readonly v: Viewer };

/** Machines whose turn came and that could not be replicated, as long as nobody has begun them since. */
function unstartedWaits(dossiers: ReadonlyMap<DossierId, Stored<Dossier>>, o: Unstarted): readonly Wait[] {
  const begun = new Map<string, Instant>(o.migrations.map((m) => [m.instanceId, m.startedAt]));
  const groups = new Map<string, Wait>();
  for (const { state } of dossiers.values()) {
    const end = refusedEnd(state);
    if (end === null || (begun.get(state.subject) ?? 0) > end.at) continue;
    const wait = unstarted(state.subject, end, { wave: o.waveOf.get(state.subject) ?? null, mine: o.v.isOperator });
    const key = wait.wave ?? state.subject;
    groups.set(key, together(groups.get(key), wait));
  }
  return [...groups.values()];
}

function refusedEnd({ lastQueued, queued }: Dossier): QueueEnd | null {
  return lastQueued?.outcome === 'refused' && (queued ?? null) === null ? lastQueued : null;
}

function unstarted(subject: string, end: QueueEnd, { wave, mine }: { readonly wave: Wave | null; readonly mine: boolean }): Wait {
  const name = nameIn(wave, subject) ?? end.detail['machine'] ?? subject;
  return { kind: 'not-started', since: end.at, wave: wave?.name ?? null, machines: [{ instanceId: subject, name }], ref: null, about: '', mine, who: null, days: null, request: null };
}

function nameIn(wave: Wave | null, instanceId: string): string | undefined {
  return wave?.members.find((m) => m.instanceId === (instanceId as InstanceId))?.name;
}

function together(known: Wait | undefined, more: Wait): Wait {
  return known === undefined ? more : { ...known, since: Math.min(known.since, more.since), machines: [...known.machines, ...more.machines] };
}

/** How long the outcome of a check is worth telling. */
const CHECK_MS = 14 * DAY;

type Checked = { readonly own: readonly Wave[]; readonly migrations: readonly Migration[]; readonly v: Viewer };

/** Waves whose last check left machines not ready, while some of them are not replicated yet. */
function checkWaits(runs: readonly CheckRun[], o: Checked): readonly Wait[] {
  const begun = new Set<string>(o.migrations.map((m) => m.instanceId));
  return newestOfWaves(runs).flatMap(({ run, wave }) => {
    const { endedAt, notReady = 0, machines } = run;
    if (endedAt === null || notReady === 0 || o.v.now - endedAt > CHECK_MS || machines.every((id) => begun.has(id))) return [];
    const name = o.own.find((w) => waveKey(w.name) === waveKey(wave))?.name ?? wave;
    return [{ kind: 'check' as const, since: endedAt, wave: name, machines: [], ref: run.id, about: `${notReady} of ${machines.length}`, mine: o.v.isOperator, who: null, days: null, request: null }];
  });
}

/** The last run of each wave that has ended well, whatever place it was asked for in. */
function newestOfWaves(runs: readonly CheckRun[]): readonly { readonly run: CheckRun; readonly wave: string }[] {
  const newest = new Map<string, { readonly run: CheckRun; readonly wave: string }>();
  for (const run of runs) {
    const { selection } = run;
    if (selection.kind === 'wave' && run.status === 'done' && !newest.has(waveKey(selection.wave))) newest.set(waveKey(selection.wave), { run, wave: selection.wave });
  }
  return [...newest.values()];
}

/** A break-glass that nobody has reviewed; those who used it cannot. */
function reviewWait(r: Review, v: Viewer): Wait {
  const mayReview = may(v.access, v.who, 'admin') || may(v.access, v.who, 'auditor');
  return { kind: 'review', since: r.due - DAY, wave: null, machines: [], ref: r.approvalId, about: r.machine, mine: mayReview && !r.people.some((p) => samePerson(p, v.who)), who: null, days: null, request: null };
}
