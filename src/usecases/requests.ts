import { may } from '../domain/access.ts';
import { isOpen } from '../domain/approval/open.ts';
import { lineOf } from '../domain/approval/subject.ts';
import type { Approval } from '../domain/approval/types.ts';
import { freezeAt } from '../domain/governance/freezes.ts';
import type { MigrationId } from '../domain/ids.ts';
import { decide, isAskedToStop, type MigrationCommand } from '../domain/migration/decide.ts';
import type { Migration } from '../domain/migration/types.ts';
import { by, type Person } from '../domain/person.ts';
import { no, ok } from '../domain/result.ts';
import { MINUTE } from '../domain/time.ts';
import { runBy, runGate, startGate, type Calendar } from '../domain/window/gate.ts';
import { stopperOf, turnOf } from '../domain/wave/gate.ts';
import { approvalSide } from './approval-follows.ts';
import type { Deps } from './deps.ts';
import { frozenBy, governanceOf } from './freezes.ts';
import { quorumLost } from './preflight.ts';
import { migrationChange, wakes } from './record.ts';
import { reject, withCloud } from './rejections.ts';
import { calendarOf } from './runs.ts';
import { standingOf } from './wave-stand.ts';
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
    if ((await d.store.commit({ at: now, changes: [change, ...side.changes], jobs: [...wakes(o.id), ...side.jobs] })) === 'saved') return ok(change.state);
  }
  return reject('changed-meanwhile');
}

/** Outside its time a cutover stops nothing, so nobody should keep an application down for it. */
async function confirmQuiesce(d: Deps, id: MigrationId, who: Person): Outcome<Migration> {
  const p = (await d.store.migration(id))?.state.position;
  const approval = p?.phase === 'quiescing' ? ((await d.store.approval(p.approvalId))?.state ?? null) : null;
  const shut = approval === null ? null : ((await whyWaits(d, approval)) ?? whyShut(approval, await calendarOf(d)) ?? (await whyNotItsTurn(d, approval, id)));
  return shut === null ? command(d, { id, who, command: { type: 'confirm-quiesce' } }) : no(shut);
}

/** What a person says is looked at in AWS; only what AWS itself shows leads on. Throws nothing: trouble with AWS is a refusal. */
async function confirmStopped(d: Deps, id: MigrationId, who: Person): Outcome<Migration> {
  return withCloud(async () => {
    const m = (await d.store.migration(id))?.state ?? null;
    if (m !== null && isAskedToStop(m)) {
      const [seen] = await d.source.power([m.instanceId]);
      if (seen?.power === 'running' || seen?.power === 'pending') return reject('source-not-stopped', { machine: m.name, power: seen.power });
    }
    return command(d, { id, who, command: { type: 'confirm-stopped' } });
  });
}

/** An application is not stopped for a machine whose turn it is not. */
async function whyNotItsTurn(d: Deps, a: Approval, id: MigrationId): Promise<Rejection | null> {
  const standing = await standingOf(d.store, a);
  const turn = turnOf(a, id, standing);
  if (turn === 'go') return null;
  const machine = lineOf(a, id)?.machine ?? a.machine;
  const by = turn === 'stopped' ? stopperOf(a, standing.stands) : null;
  return by === null ? { code: 'wave-waits', detail: { machine, wave: a.machine } } : { code: 'wave-stopped', detail: { machine, wave: a.machine, by } };
}

/** Its people are asked anew, or have to be; or it was not enough any more, and is void. */
async function whyWaits(d: Deps, a: Approval): Promise<Rejection | null> {
  if (!isOpen(a) && !(await quorumLost(d, a.id))) return null;
  const now = (await d.store.approval(a.id))?.state ?? a;
  return now.status === 'voided' ? { code: 'approval-void', detail: { id: a.id, reason: now.closing?.reason ?? '' } } : { code: 'approval-waits', detail: { id: a.id, machine: a.machine } };
}

function whyShut(a: Approval, c: Calendar): Rejection | null {
  const gate = startGate(a, c);
  if (gate === 'open') return null;
  const freeze = gate === 'frozen' ? freezeAt(c.freezes, c.now) : null;
  if (freeze !== null) return frozenBy(freeze, a.machine);
  return { code: 'outside-window', detail: { machine: a.machine, zone: a.window?.zone ?? 'UTC', ...(runGate(a, c) === 'over' ? {} : { margin: String(Math.ceil((c.marginMs ?? 0) / MINUTE)) }), from: new Date(a.window?.from ?? a.requestedAt).toISOString(), to: new Date(runBy(a)).toISOString() } };
}

/** The use cases in which a person moves a migration on. */
export function makeRequests(d: Deps): Pick<UseCases, 'requestTest' | 'giveVerdict' | 'confirmQuiesce' | 'confirmStopped' | 'answerManual' | 'accept' | 'refuseAcceptance' | 'retry' | 'adoptDrift' | 'keepDrift'> {
  return {
    requestTest: (id, who) => command(d, { id, who, command: { type: 'request-test' } }),
    giveVerdict: (o) => command(d, { id: o.id, who: o.who, command: { type: 'give-verdict', works: o.works, reason: o.reason } }),
    confirmQuiesce: (id, who) => confirmQuiesce(d, id, who),
    confirmStopped: (id, who) => confirmStopped(d, id, who),
    answerManual: ({ id, who, ...o }) => command(d, { id, who, command: { type: 'answer-manual', ...o } }),
    accept: (id, who) => command(d, { id, who, command: { type: 'accept' } }),
    refuseAcceptance: (o) => command(d, { id: o.id, who: o.who, command: { type: 'refuse-acceptance', reason: o.reason } }),
    retry: (id, who) => command(d, { id, who, command: { type: 'retry' } }),
    keepDrift: (id, who) => command(d, { id, who, command: { type: 'keep-drift' } }),
    adoptDrift: (id, who) => command(d, { id, who, command: { type: 'adopt-drift' } }),
  };
}
