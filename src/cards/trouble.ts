import template from '../../cards/trouble.json' with { type: 'json' };
import { isHeld } from '../domain/migration/held.ts';
import type { Migration, Phase } from '../domain/migration/types.ts';
import type { JobFailure } from '../domain/observation.ts';
import { isOrphan } from '../domain/source-guard/guard.ts';
import type { Words } from '../text/en.ts';
import { clip } from '../text/neutral.ts';
import type { MachineStatus } from '../usecases/types.ts';
import { buttons, execute } from './button.ts';
import { fact, facts } from './fact.ts';
import { holdLines } from './hold-lines.ts';
import { jobLine } from './live-facts.ts';
import { reasonBox } from './reason-box.ts';
import { layout, raw, type Cell } from './render.ts';
import type { Rendered } from './rendered.ts';
import { localTime } from './times.ts';
import { outsideButtons, outsideFacts, outsideLines } from './trouble-outside.ts';

const card = layout(template);

export type TroubleView = { readonly status: MachineStatus; readonly etag: number };

// Before the stop there is nothing to undo; while a failover runs, and after completing began, there is no way back.
const CAN_ROLL_BACK: ReadonlySet<Phase> = new Set<Phase>(['stopping-source', 'source-stopped', 'in-azure', 'accepted']);

/** The incident card: what failed, what was done already, what runs on, what to do. */
export function troubleCard({ status, etag }: TroubleView, words: Words): Rendered {
  const w = words.cards.trouble;
  const m = status.migration;
  const title = heading(m, words);
  const next = words.cards.machine.next(words.state.nextStep(m));
  return card(`${title}. ${next}`, {
    title,
    failure: [...(m.stuck === null ? outsideLines(m, words) : [words.cards.machine.failure(m.stuck.failure.message, m.stuck.failure.code)]), ...holdLines(status, words)],
    next,
    facts: incidentFacts(m, words),
    doneTitle: w.done,
    done: doneLines(m, words),
    runningTitle: w.running,
    running: [...runningLines(status, words), w.others],
    wayBack: raw(words.cards.machine.wayBack(words.ladder.wayBack(m, localTime))),
    idsTitle: w.ids,
    ids: ids(m),
    actions: actions(m, etag, words),
    rollbacks: canRollBack(m) ? [rollback(m, etag, words)] : [],
  });
}

function canRollBack(m: Migration): boolean {
  return m.request?.begun !== false && !isHeld(m) && m.drift === null && m.sourceLost === undefined && m.stuck?.code !== 'source-gone' && CAN_ROLL_BACK.has(m.position.phase);
}

function heading(m: Migration, words: Words): string {
  const w = words.cards.trouble;
  if (m.stuck !== null) return w.title(m.name, words.state.stuck[m.stuck.code]);
  if (m.drift !== null) return w.drifted(m.name, words.state.drift[m.drift.code]);
  return isOrphan(m) ? w.title(m.name, words.state.stuck['source-gone']) : w.none(m.name);
}

function incidentFacts(m: Migration, words: Words): readonly Cell[] {
  const t = words.cards.trouble.facts;
  const act = m.stuck?.act ?? null;
  return facts(
    fact(t.step, act === null ? words.state.step(m) : words.state.acts[act]),
    ...(m.stuck === null ? outsideFacts(m, words) : failureFacts(m.stuck.failure, words)),
    since(m, words),
  );
}

function since(m: Migration, words: Words): { readonly title: string; readonly value: Cell } | null {
  const at = m.stuck?.since ?? m.drift?.since ?? m.sourceLost?.at;
  return at === undefined ? null : { title: words.cards.trouble.facts.since, value: raw(localTime(at)) };
}

function failureFacts(failure: JobFailure, words: Words): readonly ReturnType<typeof fact>[] {
  const t = words.cards.trouble.facts;
  return [fact(t.code, failure.code), fact(t.task, failure.task), fact(t.causes, failure.causes), fact(t.advice, failure.advice)];
}

function doneLines(m: Migration, words: Words): readonly Cell[] {
  const d = words.cards.trouble.doneList;
  const p = m.position;
  const failedOverAt = 'failedOverAt' in p ? p.failedOverAt : null;
  const lines: Cell[] = [];
  if ('approvalId' in p && p.phase !== 'awaiting-approval') lines.push(d.approved(p.approvalId));
  if (m.sourceStoppedAt !== null) lines.push(raw(d.stopped(localTime(m.sourceStoppedAt))));
  if (failedOverAt !== null) lines.push(raw(d.failedOver(localTime(failedOverAt))));
  return m.sourceStoppedAt === null && failedOverAt === null ? [...lines, d.nothing] : lines;
}

function runningLines({ migration: m, live }: MachineStatus, words: Words): readonly string[] {
  const w = words.cards.machine;
  const lines: string[] = [];
  if (m.pending !== null) lines.push(w.pendingLine(words.state.acts[m.pending.kind], w.pending[m.pending.status]));
  const job = live?.job ?? null;
  if (job?.state === 'inProgress') lines.push(jobLine(job, words));
  return lines.length === 0 ? [words.cards.trouble.nothingRuns] : lines;
}

/** Ids as they are: people copy them into a support request. */
function ids(m: Migration): readonly string[] {
  const jobId = m.stuck?.jobId ?? m.drift?.jobId ?? null;
  const activityId = m.stuck?.failure.activityId ?? null;
  return [`migration ${m.id}`, `instance ${m.instanceId}`, `item ${clip(m.itemName, 80)}`, ...(jobId === null ? [] : [`job ${jobId}`]), ...(activityId === null ? [] : [`activity ${clip(activityId, 80)}`])];
}

function actions(m: Migration, etag: number, words: Words): Cell {
  const w = words.cards.trouble;
  const waits = m.request?.begun === false;
  const press = { id: m.instanceId, etag, style: 'positive', withInputs: false } as const;
  return buttons(
    m.stuck === null || isHeld(m) || waits ? null : execute({ verb: 'retry', ...press, title: w.retry }),
    m.stuck === null || isHeld(m) ? null : execute({ verb: 'hold', id: m.instanceId, title: w.hold, withInputs: false }),
    isHeld(m) ? execute({ verb: 'resume', id: m.instanceId, title: words.cards.machine.steps.resume, withInputs: false }) : null,
    ...(m.stuck === null ? outsideButtons(m, etag, words) : []),
    execute({ verb: 'status', id: m.instanceId, title: words.cards.machine.status, withInputs: false }),
  );
}

function rollback(m: Migration, etag: number, words: Words): Cell {
  const w = words.cards.trouble;
  return reasonBox({ title: w.rollback, label: w.rollbackReason, missing: w.rollbackMissing, send: w.rollbackSend }, { verb: 'rollback', id: m.instanceId, etag });
}
