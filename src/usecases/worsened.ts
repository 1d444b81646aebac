/** What got worse since it was approved, measured when something is about to begin. */
import { evidenceOf, lineOf } from '../domain/approval/subject.ts';
import type { Approval, ApprovalEvent, EvidenceChange, MachineEvidence } from '../domain/approval/types.ts';
import { sumOf } from '../domain/approval/wave-evidence.ts';
import { testWorse, worseThan } from '../domain/approval/worse.ts';
import type { Evidence } from '../domain/evidence.ts';
import type { ActKind, Migration } from '../domain/migration/types.ts';
import { stopOf } from '../domain/source-stop.ts';
import { CloudError } from '../ports/trouble.ts';
import type { Deps } from './deps.ts';
import { measure, measureMany, type Measured } from './measure.ts';
import { standingOf } from './wave-stand.ts';

type Tested = { readonly m: Migration; readonly a: Approval; readonly act: ActKind };
type Worse = { readonly evidence: Evidence; readonly changes: readonly EvidenceChange[] };

/** Nothing when it may begin. Throws {@link CloudError} when something cannot be measured. */
export async function worsened(d: Deps, { m, a, act }: Tested): Promise<readonly ApprovalEvent[]> {
  const then = evidenceOf(a, m.id);
  // A source that is left running goes on changing: all its figures count until the failover.
  const now = act === 'startFailover' && stopOf(m) !== 'none' ? testOnly(then, m) : compared(d, then, await measure(d, m));
  if (now.changes.length === 0) return [];
  return (a.wave ?? null) === null ? [{ type: 'EvidenceWorsened', ...now }] : [await ofWave(d, { m, a, now })];
}

function testOnly(then: Evidence, m: Migration): Worse {
  const test = m.verdict === null ? null : { works: m.verdict.works, at: m.verdict.at, by: m.verdict.by.name };
  return { evidence: { ...then, test }, changes: testWorse(then.test, test) };
}

function compared(d: Deps, then: Evidence, { evidence, unread }: Measured): Worse {
  const changes = worseThan(then, evidence, d.limits);
  const [hidden] = unread.filter((f) => changes.some((c) => c.what === 'block' && c.text.startsWith(`${f.title}: `)));
  // A cloud that could not be read for a moment is no reason to wake people; it is no reason to begin either.
  if (hidden !== undefined) throw new CloudError({ kind: 'unavailable', operation: `check:${hidden.check}`, message: hidden.evidence });
  return { evidence, changes };
}

/** People who are asked anew are asked once for everything: the machines that have not begun are measured as well. */
async function ofWave(d: Deps, o: { readonly m: Migration; readonly a: Approval; readonly now: Worse }): Promise<ApprovalEvent> {
  const { a, m } = o;
  const others = await othersOf(d, o);
  const all = new Map<string, Worse>([[m.id, o.now], ...others]);
  const lines = (a.wave?.machines ?? []).filter((line) => line.state === 'in');
  const machines: readonly MachineEvidence[] = lines.flatMap((line) => {
    const seen = all.get(line.migrationId);
    return seen === undefined ? [] : [{ migrationId: line.migrationId, evidence: seen.evidence }];
  });
  const changes = lines.flatMap((line) => (all.get(line.migrationId)?.changes ?? []).map((c) => ({ ...c, machine: line.machine })));
  const evidence = sumOf(lines.map((line) => ({ machine: line.machine, evidence: all.get(line.migrationId)?.evidence ?? line.evidence })), d.clock.now());
  return { type: 'EvidenceWorsened', evidence, changes, machines };
}

/** One that cannot be measured now is measured when it is about to begin. */
async function othersOf(d: Deps, { a, m }: { readonly a: Approval; readonly m: Migration }): Promise<readonly (readonly [string, Worse])[]> {
  const standing = await standingOf(d.store, a);
  const waiting = standing.stored.map((s) => s.state).filter((s) => s.id !== m.id && s.sourceStoppedAt === null && 'approvalId' in s.position && s.position.approvalId === a.id && lineOf(a, s.id)?.state === 'in');
  const found: (readonly [string, Worse])[] = [];
  try {
    for (const [id, measured] of await measureMany(d, waiting)) {
      const worse = measured === null ? null : comparedIfRead(d, evidenceOf(a, id), measured);
      if (worse !== null) found.push([id, worse]);
    }
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
  }
  return found;
}

function comparedIfRead(d: Deps, then: Evidence, measured: Measured): Worse | null {
  return measured.unread.length > 0 ? null : compared(d, then, measured);
}
