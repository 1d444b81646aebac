import type { Approval } from '../domain/approval/types.ts';
import type { Evidence } from '../domain/evidence.ts';
import { freezeAt } from '../domain/governance/freezes.ts';
import type { MigrationId } from '../domain/ids.ts';
import { cutoverContent } from '../domain/migration/content.ts';
import { decide, mayRenew } from '../domain/migration/decide.ts';
import type { Migration } from '../domain/migration/types.ts';
import { by } from '../domain/person.ts';
import { no, ok } from '../domain/result.ts';
import { keptStop, stopWarnings } from '../domain/source-stop.ts';
import { MINUTE, type Instant } from '../domain/time.ts';
import { startBy, type Calendar } from '../domain/window/gate.ts';
import type { Window } from '../domain/window/types.ts';
import { answer } from './approval-answers.ts';
import { newApproval, waitingTimers, whyUnreachable } from './approval-request.ts';
import type { ApprovalUseCases } from './approval-types.ts';
import { makeDelegations } from './delegations.ts';
import type { Deps } from './deps.ts';
import { makeForecaster } from './forecast.ts';
import { frozenBy, governanceOf } from './freezes.ts';
import { measure } from './measure.ts';
import { approvalChange, migrationChange, wakes } from './record.ts';
import { reject, withCloud } from './rejections.ts';
import { calendarOf } from './runs.ts';
import type { Outcome, Rejection, UseCases } from './types.ts';

/** The use cases around approvals. */
export function makeApprovals(d: Deps): ApprovalUseCases & Pick<UseCases, 'cutoverEvidence' | 'requestCutover'> {
  return {
    cutoverEvidence: (id) => evidenceFor(d, id),
    requestCutover: (o) => requestCutover(d, o),
    approve: ({ comment, typed, round, again, keepAll, ...o }) => answer(d, { ...o, command: { type: 'approve', comment, round: round ?? null, typed: typed ?? '', again: again ?? false, keepAll: keepAll ?? false } }),
    reject: ({ reason, round, ...o }) => answer(d, { ...o, command: { type: 'reject', reason, round: round ?? null } }),
    withdraw: ({ reason, ...o }) => answer(d, { ...o, command: { type: 'withdraw', reason } }),
    ask: ({ text, ...o }) => answer(d, { ...o, command: { type: 'ask', text } }),
    approval: async (id) => (await d.store.approval(id))?.state ?? null,
    ...makeDelegations(d),
  };
}

async function evidenceFor(d: Deps, id: MigrationId): Outcome<Evidence> {
  return withCloud(async () => {
    const stored = await d.store.migration(id);
    return stored === null ? reject('no-migration', { machine: id }) : ok((await measure(d, stored.state)).evidence);
  });
}

type CutoverRequest = Parameters<UseCases['requestCutover']>[0];

async function requestCutover(d: Deps, o: CutoverRequest): Outcome<Approval> {
  return withCloud(async () => {
    const stored = await d.store.migration(o.id);
    if (stored === null) return reject('no-migration', { machine: o.id });
    const m = withStop(stored.state, o);
    const asking = { operation: 'cutover', m, who: o.who } as const;
    const window = windowFor(m, o, d.clock.now());
    const refused = (await whyUnreachable(d, asking)) ?? whyShut(m, window, await calendarOf(d));
    if (refused !== null) return no(refused);
    const { evidence } = await measured(d, m, window);
    const approval = await newApproval(d, { ...asking, note: o.note, content: cutoverContent(m), evidence, window });
    const decided = decide(stored.state, { type: 'request-cutover', approvalId: approval.id, evidence, contentHash: approval.contentHash, window, ...keptStop(m.sourceStop) }, { who: o.who, now: approval.requestedAt, standsIn: false, holdAll: (await governanceOf(d)).state.holdAll ?? null });
    if (!decided.ok) return decided;
    if (evidence.blocks.length > 0) return reject('not-ready', { machine: m.name, blocks: evidence.blocks.join('; ') });
    const at = { at: approval.requestedAt, actor: by(o.who) };
    const changes = [approvalChange(null, [{ type: 'ApprovalRequested', approval }], at), migrationChange(stored, decided.value, at)];
    const saved = await d.store.commit({ at: at.at, changes, jobs: [...wakes(o.id), ...waitingTimers(approval, at.at)] });
    return saved === 'saved' ? ok(approval) : reject('changed-meanwhile');
  });
}

/** As it would be with what was asked for. Where it goes on from a stopped source, and where the source is gone, there is nothing to choose. */
function withStop(m: Migration, { sourceStop }: CutoverRequest): Migration {
  if (mayRenew(m) || m.sourceLost !== undefined) return m;
  const { sourceStop: _former, ...rest } = m;
  return { ...rest, ...keptStop(sourceStop) };
}

/** With what its approvers must not miss about the source, and about its window. */
async function measured(d: Deps, m: Migration, window: Window | null): Promise<{ readonly evidence: Evidence }> {
  const [{ evidence }, doubt] = await Promise.all([measure(d, m), makeForecaster(d).doubt({ machines: [m.id], window })]);
  return { evidence: { ...evidence, warnings: [...(doubt === null ? [] : [doubt]), ...(mayRenew(m) ? [] : stopWarnings(m.sourceStop)), ...evidence.warnings] } };
}

/** The window that was asked for; else the machine's own, unless that is over. */
function windowFor(m: Migration, o: CutoverRequest, now: Instant): Window | null {
  if (o.window !== undefined) return o.window;
  const own = m.window ?? null;
  return own !== null && own.to > now ? own : null;
}

/** Nobody is asked to approve what could not begin: a window that is over, or one that begins in a freeze. */
export function whyShut(m: Migration, window: Window | null, { now, freezes, marginMs = 0 }: Calendar): Rejection | null {
  if (window !== null && window.to <= now) return { code: 'window-over', detail: { machine: m.name } };
  const short = window !== null && startBy({ window, expiresAt: window.to }, { marginMs }) <= Math.max(now, window.from);
  if (short && !mayRenew(m)) return { code: 'window-too-short', detail: { machine: m.name, minutes: String(Math.ceil(marginMs / MINUTE)) } };
  const freeze = freezeAt(freezes, Math.max(now, window?.from ?? now));
  return freeze === null ? null : frozenBy(freeze, m.name);
}
