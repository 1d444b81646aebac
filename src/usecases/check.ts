import type { Check } from '../domain/checks/types.ts';
import { settleRules } from '../domain/dossier/decide.ts';
import { dossierIdOf } from '../domain/dossier/types.ts';
import type { CheckReport } from '../domain/finding.ts';
import type { InstanceId } from '../domain/ids.ts';
import { FERRY } from '../domain/person.ts';
import { findingOf } from '../domain/report.ts';
import { ok, type Result } from '../domain/result.ts';
import type { JobRequest } from '../ports/jobs.ts';
import type { Deps } from './deps.ts';
import { changeDossier } from './dossiers.ts';
import { checkNamed, checksFor, gatherOne, needsOf, openMigrations, phaseOf, reportOf } from './looking.ts';
import { reject, withCloud } from './rejections.ts';
import type { Outcome, Rejection, UseCases } from './types.ts';

/** The use case behind `check`: reads, judges, keeps the report. */
export function makeCheck(d: Deps): Pick<UseCases, 'check'> {
  async function check(id: InstanceId, only?: string): Outcome<CheckReport> {
    if (only === undefined) return lookAt(d, id, null);
    const wanted = checkNamed(only);
    return wanted === null ? reject('unknown-choice', { field: 'check', check: only }) : lookAt(d, id, wanted);
  }
  return { check };
}

/** Looks at one machine, whole or for one check only, and keeps the report; trouble with a cloud is a refusal. */
export function lookAt(d: Deps, id: InstanceId, only: Check | null): Outcome<CheckReport> {
  return withCloud(() => look(d, id, only));
}

async function look(d: Deps, id: InstanceId, only: Check | null): Promise<Result<CheckReport, Rejection>> {
  const migration = (await openMigrations(d)).get(id) ?? null;
  const phase = phaseOf(migration);
  // A report from another point of the machine's way does not have the finding: then everything is looked at.
  const again = only !== null && (await hasFinding(d, id, only)) ? only : null;
  const input = await gatherOne(d, id, { migration, phase, needs: needsOf(again === null ? checksFor(phase) : [again]) });
  if (input === null) return reject('no-such-machine', { machine: id });
  // Read now, after the clouds: somebody may have looked at another finding meanwhile.
  const before = again === null ? null : await d.store.report(id);
  const report = reportOf(input, again === null || before === null ? null : { checks: [again], before });
  await keepReports(d, [report]);
  return ok(report);
}

async function hasFinding(d: Deps, id: InstanceId, check: Check): Promise<boolean> {
  const before = await d.store.report(id);
  return before !== null && findingOf(before, check.id) !== null;
}

/** Keeps reports, settles rules whose outcome was not known, and brings the cards up to date that show these machines. */
export async function keepReports(d: Deps, reports: readonly CheckReport[]): Promise<void> {
  await storeReports(d, reports);
  const jobs = await cardsOf(d, reports.map((r) => r.instanceId));
  if (jobs.length > 0) await d.store.commit({ at: d.clock.now(), changes: [], jobs });
}

/** Keeps reports and settles rules whose outcome was not known; whoever calls it tells the cards. */
export async function storeReports(d: Deps, reports: readonly CheckReport[]): Promise<void> {
  await d.store.putReports(reports);
  await settle(d, reports);
}

/** What this look shows about rules that somebody let Ferry add and that AWS never answered for. */
async function settle(d: Deps, reports: readonly CheckReport[]): Promise<void> {
  const dossiers = await d.store.dossiers();
  for (const report of reports) {
    const open = dossiers.get(dossierIdOf(report.instanceId))?.state.rules.some((r) => r.outcome === 'asked' || r.outcome === 'unclear');
    if (open !== true) continue;
    await changeDossier(d, { subject: report.instanceId, actor: FERRY, decide: (dossier, now) => ok(report.findings.flatMap((f) => settleRules(dossier, f, now))) });
  }
}

/** How long the card of a run is kept up to date. */
const CARD_MS = 7 * 24 * 3_600_000;

/** The notices that bring the cards of runs over these machines up to date. */
export async function cardsOf(d: Pick<Deps, 'store' | 'clock'>, ids: readonly string[]): Promise<readonly JobRequest[]> {
  const wanted = new Set<string>(ids);
  const recent = (await d.store.checkRuns()).filter((run) => d.clock.now() - run.askedAt < CARD_MS && run.machines.some((id) => wanted.has(id)));
  return recent.map((run) => ({ queue: 'notify', key: `check:${run.id}` }));
}
