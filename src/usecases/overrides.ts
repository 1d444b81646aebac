import { may } from '../domain/access.ts';
import { decideDossier } from '../domain/dossier/decide.ts';
import type { CheckReport, Override } from '../domain/finding.ts';
import type { InstanceId } from '../domain/ids.ts';
import { by } from '../domain/person.ts';
import { findingOf, withOverride } from '../domain/report.ts';
import { ok, type Result } from '../domain/result.ts';
import { keepReports, lookAt } from './check.ts';
import type { Deps } from './deps.ts';
import { changeDossier } from './dossiers.ts';
import { reject } from './rejections.ts';
import type { Outcome, Rejection, UseCases } from './types.ts';

/** The use cases in which an allowed person lets a block pass, or takes that back. */
export function makeOverrides(d: Deps): Pick<UseCases, 'override' | 'withdrawOverride'> {
  return { override: (o) => override(d, o), withdrawOverride: (o) => withdraw(d, o) };
}

type Request = Parameters<UseCases['override']>[0];

/** It is given for what the person has seen, the last report: should the cause be another one by now, it lets nothing pass. */
async function override(d: Deps, o: Request): Outcome<Override> {
  if (!may(await d.access(), o.who, 'approver')) return reject('not-allowed-here', { role: 'approver' });
  const seen = await lastReport(d, o.machine);
  if (!seen.ok) return seen;
  const check = o.check.trim().toUpperCase();
  const finding = findingOf(seen.value, check);
  if (finding === null) return reject('nothing-to-override', { check, machine: seen.value.name });
  const saved = await changeDossier(d, { subject: o.machine, actor: by(o.who), decide: (dossier, now) => decideDossier(dossier, { type: 'override', finding, reason: o.reason }, { who: o.who, now }) });
  if (!saved.ok) return saved;
  const given = saved.value.overrides.find((x) => x.check === check);
  if (given === undefined) return reject('changed-meanwhile');
  await show(d, o.machine, withOverride(seen.value, check, given));
  return ok(given);
}

async function withdraw(d: Deps, o: Request): Outcome<CheckReport> {
  if (!may(await d.access(), o.who, 'approver')) return reject('not-allowed-here', { role: 'approver' });
  const check = o.check.trim().toUpperCase();
  const saved = await changeDossier(d, { subject: o.machine, actor: by(o.who), decide: (dossier, now) => decideDossier(dossier, { type: 'withdraw', check, reason: o.reason }, { who: o.who, now }) });
  if (!saved.ok) return saved;
  const seen = await lastReport(d, o.machine);
  if (!seen.ok) return seen;
  const report = withOverride(seen.value, check, null);
  await show(d, o.machine, report);
  return ok(report);
}

/** Keeps the report, and brings the machine's own card up to date as well: it tells how many blocks were let pass. */
async function show(d: Deps, id: InstanceId, report: CheckReport): Promise<void> {
  await keepReports(d, [report]);
  const migration = await d.store.migrationOf(id);
  if (migration !== null) await d.store.commit({ at: d.clock.now(), changes: [], jobs: [{ queue: 'notify', key: migration.state.id }] });
}

/** The last report; a machine that was never looked at is looked at now. */
async function lastReport(d: Deps, id: InstanceId): Promise<Result<CheckReport, Rejection>> {
  const report = await d.store.report(id);
  return report === null ? lookAt(d, id, null) : ok(report);
}
