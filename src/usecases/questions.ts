import { CHECKS } from '../domain/checks/index.ts';
import type { Check, Topic } from '../domain/checks/types.ts';
import { decideDossier } from '../domain/dossier/decide.ts';
import { emptyDossier } from '../domain/dossier/evolve.ts';
import type { DossierEvent } from '../domain/dossier/types.ts';
import { isInTheWay, type CheckReport, type Finding } from '../domain/finding.ts';
import type { InstanceId } from '../domain/ids.ts';
import { by } from '../domain/person.ts';
import { ok, type Result } from '../domain/result.ts';
import type { Instant } from '../domain/time.ts';
import { CloudError } from '../ports/trouble.ts';
import { keepReports } from './check.ts';
import type { Deps } from './deps.ts';
import { changeDossiers } from './dossiers.ts';
import { checkNamed, gatherFor, reportOf } from './looking.ts';
import type { Answered, OpenQuestion } from './prerequisite-types.ts';
import { reject } from './rejections.ts';
import type { Outcome, Rejection, UseCases } from './types.ts';

/** Answers that more than their own check goes by: after them everything is looked at again. */
const CHANGES_OTHERS: ReadonlySet<string> = new Set(['OS-KNOWN']);

/** The use cases around what only people can tell. */
export function makeQuestions(d: Deps): Pick<UseCases, 'openQuestions' | 'answerQuestions'> {
  return {
    openQuestions: async (machines, topic) => openQuestions(await d.store.reportsOf(machines), { topic: topic ?? null, now: d.clock.now() }),
    answerQuestions: (o) => answerQuestions(d, o),
  };
}

/** One line for each question, those in the way first, then in the order of the checks. */
function openQuestions(reports: readonly CheckReport[], o: { readonly topic: Topic | null; readonly now: Instant }): readonly OpenQuestion[] {
  const found = new Map<string, OpenQuestion>();
  for (const report of reports) {
    for (const f of report.findings) if (f.question !== null && isOpen(f, o.now)) found.set(f.check, withMachine(found.get(f.check), { f, report, barring: isBarring(f, o.now) }));
  }
  const inOrder = CHECKS.filter((c) => o.topic === null || c.topic === o.topic).flatMap((c) => found.get(c.id) ?? []);
  return [...inOrder.filter((q) => q.inTheWay), ...inOrder.filter((q) => !q.inTheWay)];
}

/** Open is what nobody has answered, what has run out, and what still keeps the machine from going on: it may have been cured since. */
function isOpen(f: Finding, now: Instant): boolean {
  if (f.attested === null || f.attested.until <= now) return true;
  return f.attested.answer !== 'yes' && isInTheWay(f);
}

/** An answer that has run out bars the way again, though the report is from before that. */
function isBarring(f: Finding, now: Instant): boolean {
  const lapsed = f.attested !== null && f.attested.until <= now;
  return lapsed ? f.severity === 'block' && f.override === null : isInTheWay(f);
}

function withMachine(before: OpenQuestion | undefined, { f, report, barring }: { readonly f: Finding; readonly report: CheckReport; readonly barring: boolean }): OpenQuestion {
  const machine = { instanceId: report.instanceId as InstanceId, name: report.name };
  const question = f.question ?? { text: '', validDays: 0 };
  return { check: f.check, title: f.title, question, inTheWay: (before?.inTheWay ?? false) || barring, machines: [...(before?.machines ?? []), machine] };
}

type AnswerRequest = Parameters<UseCases['answerQuestions']>[0];

async function answerQuestions(d: Deps, o: AnswerRequest): Outcome<number> {
  const checks = named(o.answers);
  if (!checks.ok) return checks;
  const reports = new Map((await d.store.reportsOf(o.machines)).map((r) => [r.instanceId, r]));
  const wanted = new Map<string, readonly DossierEvent[]>();
  for (const id of new Set(o.machines)) {
    const events = eventsFor({ report: reports.get(id) ?? null, checks: checks.value, now: d.clock.now() }, o);
    if (!events.ok) return events;
    wanted.set(id, events.value);
  }
  const saved = await changeDossiers(d, { wanted, actor: by(o.who) });
  if (!saved.ok) return saved;
  const answered = [...reports.values()].filter((r) => (wanted.get(r.instanceId) ?? []).length > 0);
  await judgeAgain(d, answered, checks.value);
  return ok([...wanted.values()].flat().length);
}

/** The checks that are answered; one that asks nothing is refused by name. */
function named(answers: readonly Answered[]): Result<readonly Check[], Rejection> {
  const checks: Check[] = [];
  for (const a of answers) {
    const check = checkNamed(a.check);
    if (check?.question === null || check === null) return reject('unknown-choice', { field: 'question', check: a.check });
    checks.push(check);
  }
  return ok(checks);
}

/** The events for one machine: a question that does not arise on it is not answered for it. */
function eventsFor(m: { readonly report: CheckReport | null; readonly checks: readonly Check[]; readonly now: Instant }, o: AnswerRequest): Result<readonly DossierEvent[], Rejection> {
  const events: DossierEvent[] = [];
  for (const [n, check] of m.checks.entries()) {
    const given = o.answers[n];
    if (given === undefined || !arises(m.report, check)) continue;
    const decided = decideDossier(emptyDossier(''), { type: 'answer', check: check.id, question: check.question, answer: given.answer, note: given.note }, { who: o.who, now: m.now });
    if (!decided.ok) return decided;
    events.push(...decided.value);
  }
  return ok(events);
}

function arises(report: CheckReport | null, check: Check): boolean {
  const finding = report?.findings.find((f) => f.check === check.id);
  return finding === undefined || finding.question !== null;
}

/** Brings the reports up to date with the answers; a cloud that cannot be read just now leaves that to the next look. */
async function judgeAgain(d: Deps, reports: readonly CheckReport[], asked: readonly Check[]): Promise<void> {
  if (reports.length === 0) return;
  const checks = asked.some((c) => CHANGES_OTHERS.has(c.id)) ? null : asked;
  try {
    const { inputs } = await gatherFor(d, { ids: reports.map((r) => r.instanceId as InstanceId), checks });
    const before = new Map(reports.map((r) => [r.instanceId, r]));
    await keepReports(d, inputs.map((input) => reportOf(input, againOf(before.get(input.facts.instanceId), checks))));
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    d.log.warn({ operation: error.operation, kind: error.kind }, 'answers are kept, but the machines could not be looked at again');
  }
}

function againOf(before: CheckReport | undefined, checks: readonly Check[] | null): Parameters<typeof reportOf>[1] {
  return before === undefined || checks === null ? null : { checks, before };
}
