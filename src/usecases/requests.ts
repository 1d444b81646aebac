import { may } from '../domain/access.ts';
import { isOpen } from '../domain/approval/open.ts';
import type { Approval } from '../domain/approval/types.ts';
import { freezeAt } from '../domain/governance/freezes.ts';
import type { MigrationId } from '../domain/ids.ts';
import { decide, type MigrationCommand } from '../domain/migration/decide.ts';
import type { Migration } from '../domain/migration/types.ts';
import { by, type Person } from '../domain/person.ts';
import { no, ok } from '../domain/result.ts';
import { runBy, runGate, type Calendar } from '../domain/window/gate.ts';
import { approvalSide } from './approval-follows.ts';
import type { Deps } from './deps.ts';
import { frozenBy, governanceOf } from './freezes.ts';
import { quorumLost } from './preflight.ts';
import { migrationChange, wakes } from './record.ts';
import { reject } from './rejections.ts';
import { calendarOf } from './runs.ts';
import type { Outcome, Rejection, UseCases } from './types.ts';

const RACES = 3;

/** Stores a person's command on a migration; reads again when another writer was faster. */
export async function command(d: Deps, o: { readonly id: MigrationId; readonly command: MigrationCommand; readonly who: Person }): Outcome<Migration> {
  for (let race = 0; race < RACES; race++) {
    const before = await d.store.migration(o.id);
    if (before === null) return reject('no-migration', { machine: o.id });
    const now = d.clock.now();
    const decided = decide(before.state, o.command, { who: o.who, now, standsIn: may(await d.access(), o.who, 'approver'), holdAll: (await governanceOf(d)).state.holdAll ?? null });
    if (!decided.ok) return decided;
    // Said before: nothing to store a second time.
    if (decided.value.length === 0) return ok(before.state);
    const actor = by(o.who);
    const change = migrationChange(before, decided.value, { at: now, actor });
    const side = await approvalSide(d.store, before.state, { events: decided.value, at: now, actor });
    if ((await d.store.commit({ at: now, changes: [change, ...side], jobs: wakes(o.id) })) === 'saved') return ok(change.state);
  }
  return reject('changed-meanwhile');
}

/** Outside its time a cutover stops nothing, so nobody should keep an application down for it. */
async function confirmQuiesce(d: Deps, id: MigrationId, who: Person): Outcome<Migration> {
  const p = (await d.store.migration(id))?.state.position;
  const approval = p?.phase === 'quiescing' ? ((await d.store.approval(p.approvalId))?.state ?? null) : null;
  const shut = approval === null ? null : ((await whyWaits(d, approval)) ?? whyShut(approval, await calendarOf(d)));
  return shut === null ? command(d, { id, who, command: { type: 'confirm-quiesce' } }) : no(shut);
}

/** Its people are asked anew, or have to be. */
async function whyWaits(d: Deps, a: Approval): Promise<Rejection | null> {
  return isOpen(a) || (await quorumLost(d, a.id)) ? { code: 'approval-waits', detail: { id: a.id, machine: a.machine } } : null;
}

function whyShut(a: Approval, c: Calendar): Rejection | null {
  const gate = runGate(a, c);
  if (gate === 'open') return null;
  const freeze = gate === 'frozen' ? freezeAt(c.freezes, c.now) : null;
  if (freeze !== null) return frozenBy(freeze, a.machine);
  return { code: 'outside-window', detail: { machine: a.machine, zone: a.window?.zone ?? 'UTC', from: new Date(a.window?.from ?? a.requestedAt).toISOString(), to: new Date(runBy(a)).toISOString() } };
}

/** The use cases in which a person moves a migration on. */
export function makeRequests(d: Deps): Pick<UseCases, 'requestTest' | 'giveVerdict' | 'confirmQuiesce' | 'accept' | 'refuseAcceptance' | 'retry' | 'adoptDrift' | 'keepDrift'> {
  return {
    requestTest: (id, who) => command(d, { id, who, command: { type: 'request-test' } }),
    giveVerdict: (o) => command(d, { id: o.id, who: o.who, command: { type: 'give-verdict', works: o.works, reason: o.reason } }),
    confirmQuiesce: (id, who) => confirmQuiesce(d, id, who),
    accept: (id, who) => command(d, { id, who, command: { type: 'accept' } }),
    refuseAcceptance: (o) => command(d, { id: o.id, who: o.who, command: { type: 'refuse-acceptance', reason: o.reason } }),
    retry: (id, who) => command(d, { id, who, command: { type: 'retry' } }),
    keepDrift: (id, who) => command(d, { id, who, command: { type: 'keep-drift' } }),
    adoptDrift: (id, who) => command(d, { id, who, command: { type: 'adopt-drift' } }),
  };
}
