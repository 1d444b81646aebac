import type { SeenError } from '../domain/explain/types.ts';
import type { CheckReport, Finding } from '../domain/finding.ts';
import type { Live } from '../domain/live.ts';
import type { Migration } from '../domain/migration/types.ts';
import { CloudError } from '../ports/trouble.ts';
import type { Selecting } from './capacity.ts';
import type { Deps } from './deps.ts';
import { checkNamed, gatherOne } from './looking.ts';
import type { CheckExplained, PlanningUseCases } from './planning-types.ts';
import { reportsOf } from './setup.ts';

/** The use cases behind `explain`: everything here is read, nothing is asked of a cloud but what a check expects of a machine. */
export function makeExplain(d: Deps, selecting: Selecting): Pick<PlanningUseCases, 'seenErrors' | 'explainCheck'> {
  async function seenErrors(): Promise<readonly SeenError[]> {
    const [migrations, lives] = await Promise.all([d.store.migrations({ open: false }), d.store.lives()]);
    return migrations.flatMap(({ state: m }) => [...ofJobs(m), ...ofHealth(m, lives.get(m.id))]);
  }

  async function explainCheck(id: string): Promise<CheckExplained | null> {
    const check = checkNamed(id);
    if (check === null) return null;
    const ids = (await selecting.selected({ kind: 'all' })).map((r) => r.machine.instanceId);
    const reports = [...(await reportsOf(d, ids)).values()].toSorted((a, b) => b.at - a.at);
    const found = reports.flatMap((r) => r.findings.filter((f) => f.check === check.id).map((finding) => ({ report: r, finding })));
    const any = found[0]?.finding ?? (await unreadFinding(check.id));
    return { id: check.id, expected: any?.expected ?? '', link: any?.link ?? null, seen: seenIn(found) };
  }

  /** What the check expects when nothing was read: no report has it yet. */
  async function unreadFinding(id: string): Promise<Finding | null> {
    const [check, first] = [checkNamed(id), (await selecting.selected({ kind: 'all' }))[0]];
    if (check === null || first === undefined) return null;
    try {
      const input = await gatherOne(d, first.machine.instanceId, { needs: new Set(), phase: 'replicate', migration: null });
      return input === null ? null : check.run(input);
    } catch (error) {
      if (!(error instanceof CloudError)) throw error;
      return null;
    }
  }

  return { seenErrors, explainCheck };
}

function ofHealth(m: Migration, live: Live | undefined): readonly SeenError[] {
  return (live?.healthErrors ?? []).map((e) => ({ code: e.code, summary: e.summary, causes: e.causes, advice: e.advice, machine: m.name, where: 'health', at: live?.seenAt ?? m.positionSince }));
}

function ofJobs(m: Migration): readonly SeenError[] {
  if (m.stuck === null) return [];
  const { failure, since } = m.stuck;
  return [{ code: failure.code, summary: failure.message, causes: failure.causes, advice: failure.advice, machine: m.name, where: 'job', at: since }];
}

/** The newest finding that was no pass: its remedy is a real one. */
function seenIn(found: readonly { readonly report: CheckReport; readonly finding: Finding }[]): CheckExplained['seen'] {
  const hit = found.find(({ finding }) => ['block', 'warn'].includes(finding.verdict)) ?? found.find(({ finding }) => finding.verdict === 'unknown');
  return hit === undefined ? null : { machine: hit.report.name, at: hit.report.at, finding: hit.finding };
}
