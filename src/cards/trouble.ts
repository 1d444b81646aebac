import template from '../../cards/trouble.json' with { type: 'json' };
import { mayRenew } from '../domain/migration/decide.ts';
import { isHeld } from '../domain/migration/held.ts';
import type { Migration, Phase, Stuck } from '../domain/migration/types.ts';
import type { JobFailure } from '../domain/observation.ts';
import { isOrphan } from '../domain/source-guard/guard.ts';
import type { Words } from '../text/en.ts';
import { clip } from '../text/neutral.ts';
import type { MachineStatus } from '../usecases/types.ts';
import { buttons, execute, type Button } from './button.ts';
import { fact, facts } from './fact.ts';
import { holdLines } from './hold-lines.ts';
import { jobLine } from './live-facts.ts';
import { reasonBox } from './reason-box.ts';
import { layout, raw, type Cell } from './render.ts';
import type { Rendered } from './rendered.ts';
import { localTime } from './times.ts';
import { answeredLines, manualBoxes } from './trouble-manual.ts';
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
    failure: [...answeredLines(m, words), ...(m.stuck === null ? outsideLines(m, words) : [words.cards.machine.failure(m.stuck.failure.message, m.stuck.failure.code)]), ...holdLines(status, words)],
    next,
    facts: incidentFacts(m, words),
    doneTitle: w.done,
    done: doneLines(m, words),
    runningTitle: w.running,
    running: [...runningLines(status, words), othersLine(status, words)],
    wayBack: raw(words.cards.machine.wayBack(words.ladder.wayBack(m, localTime))),
    idsTitle: w.ids,
    ids: ids(m, words),
    actions: actions(m, etag, words),
    answers: manualBoxes(m, words),
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

/** Whether the others of its wave go on or wait. */
function othersLine({ migration: m, approval }: MachineStatus, words: Words): string {
  const wave = approval?.operation === 'cutover' ? (approval.wave ?? null) : null;
  const isPart = wave?.machines.some((line) => line.migrationId === m.id && line.state !== 'left') === true;
  return wave === null || !isPart || m.stuck === null || isHeld(m) ? words.cards.trouble.others : words.waveRun.others[wave.onFailure](wave.name);
}

/** Ids as they are: people copy them into a support request. */
function ids(m: Migration, words: Words): readonly string[] {
  const jobId = m.stuck?.jobId ?? m.drift?.jobId ?? null;
  return [`migration ${m.id}`, `instance ${m.instanceId}`, `item ${clip(m.itemName, 80)}`, ...(jobId === null ? [] : [`job ${jobId}`]), ...(m.stuck === null ? [] : traces(m.stuck, words))];
}

/** What the clouds' own logs know the failed request by. */
function traces({ act, failure, requestId = null }: Stuck, words: Words): readonly string[] {
  const t = words.cards.trouble.traces;
  const trace = act === 'stopSource' || act === 'startSource' ? t.ec2 : t.arm;
  return [...(failure.activityId === null ? [] : [`activity ${clip(failure.activityId, 120)}`]), ...(requestId === null ? [] : [`${trace} ${clip(requestId, 80)}`])];
}

function actions(m: Migration, etag: number, words: Words): Cell {
  const w = words.cards.trouble;
  const waits = m.request?.begun === false;
  return buttons(
    waits ? null : onwardButton(m, etag, words),
    m.stuck === null || isHeld(m) ? null : execute({ verb: 'hold', id: m.instanceId, title: w.hold, withInputs: false }),
    isHeld(m) ? execute({ verb: 'resume', id: m.instanceId, title: words.cards.machine.steps.resume, withInputs: false }) : null,
    ...(m.stuck === null ? outsideButtons(m, etag, words) : []),
    execute({ verb: 'status', id: m.instanceId, title: words.cards.machine.status, withInputs: false }),
  );
}

/** Another try; or, where that would only meet the same end, what goes on instead. */
function onwardButton(m: Migration, etag: number, words: Words): Button | null {
  const w = words.cards.trouble;
  if (m.stuck === null || isHeld(m) || m.stuck.code === 'manual-action') return null;
  const press = { id: m.instanceId, style: 'positive', withInputs: false } as const;
  return mayRenew(m) ? execute({ verb: 'cutover', ...press, title: w.renew }) : execute({ verb: 'retry', ...press, etag, title: w.retry });
}

function rollback(m: Migration, etag: number, words: Words): Cell {
  const w = words.cards.trouble;
  return reasonBox({ title: w.rollback, label: w.rollbackReason, missing: w.rollbackMissing, send: w.rollbackSend }, { verb: 'rollback', id: m.instanceId, etag });
}
