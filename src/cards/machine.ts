import template from '../../cards/machine.json' with { type: 'json' };
import type { Migration } from '../domain/migration/types.ts';
import type { Words } from '../text/en.ts';
import { lastPart } from '../text/format.ts';
import { clip } from '../text/neutral.ts';
import { windowTextOf } from '../text/window.ts';
import type { MachineStatus } from '../usecases/types.ts';
import { buttons, execute } from './button.ts';
import { charts } from './chart.ts';
import { fact, facts } from './fact.ts';
import { jobLine, liveFacts, progressLines } from './live-facts.ts';
import { holdLines } from './hold-lines.ts';
import { nextButton } from './next-button.ts';
import { layout, raw, type Cell } from './render.ts';
import type { Rendered } from './rendered.ts';
import { asksSomebody, icon } from './standing.ts';
import { localTime } from './times.ts';
import { outsideLines } from './trouble-outside.ts';

const card = layout(template);

export type MachineView = { readonly status: MachineStatus };

/** The one card of a machine, edited in place: state, ladder, way back, figures, next step. It stands for hours, so its times are absolute and its ages are those at the look. */
export function machineCard({ status }: MachineView, words: Words): Rendered {
  const w = words.cards.machine;
  const { migration: m, live } = status;
  const phase = m.position.phase;
  const title = w.title(icon(m), m.name, words.state.state(m));
  const next = w.next(words.state.nextStep(m));
  const { behind, here, ahead } = words.ladder.parts(m);
  return card(`${title}. ${next}`, {
    title,
    trouble: live === null || live.trouble === null ? [] : [raw(w.unread(localTime(live.trouble.since), clip(live.trouble.why, 160)))],
    failure: [...holdLines(status, words), ...(m.stuck === null ? outsideLines(m, words) : [w.failure(m.stuck.failure.message, m.stuck.failure.code)])],
    letPass: letPassLines(status, words),
    progress: progressLines(live, phase, words),
    copy: copyLine(status, words),
    job: live === null || live.job === null ? [] : [jobLine(live.job, words)],
    next,
    // Bold is for what somebody has to do.
    nextWeight: raw(asksSomebody(m) ? 'Bolder' : 'Default'),
    facts: facts(...recordFacts(m, words), ...liveFacts(live, phase, words)),
    behind: only(behind),
    here,
    ahead: only(ahead),
    wayBack: raw(w.wayBack(words.ladder.wayBack(m, localTime))),
    charts: charts(status.outlook?.hours ?? [], words),
    asOf: live === null ? w.notSeen : raw(words.common.asOf(localTime(live.seenAt))),
    actions: buttons(nextButton(m, words), execute({ verb: 'status', id: m.instanceId, title: w.status }), execute({ verb: 'history', id: m.instanceId, title: w.history })),
  });
}

/** When the first copy ends, or that nobody can say. A failure stands above it and says more. */
function copyLine({ migration: m, outlook }: MachineStatus, words: Words): readonly Cell[] {
  const copy = outlook?.copy ?? null;
  return copy === null || m.stuck !== null || m.position.phase === 'enabling' ? [] : [raw(words.forecast.copy(copy, localTime))];
}

/** One line that no later card leaves out: what was let pass is not cured. */
function letPassLines(status: MachineStatus, words: Words): readonly string[] {
  const n = (status.letPass ?? []).length;
  return n === 0 ? [] : [words.cards.overrides.letPass(n)];
}

function only(text: string): readonly string[] {
  return text === '' ? [] : [text];
}

function recordFacts(m: Migration, words: Words): readonly ({ readonly title: string; readonly value: Cell } | null)[] {
  const { facts: t, verdict } = words.cards.machine;
  return [
    fact(t.machine, `${m.instanceId} · ${m.privateIp}`),
    fact(t.target, `${clip(m.target.vmName, 64)} · ${clip(m.target.size, 40)} · ${clip(lastPart(m.target.resourceGroupId), 64)}`),
    { title: t.since, value: raw(localTime(m.positionSince)) },
    fact(t.window, m.sourceStoppedAt === null ? windowTextOf(m.window) : null),
    fact(t.pending, pendingLine(m, words)),
    fact(t.verdict, m.verdict === null ? null : verdict(m.verdict.works, clip(m.verdict.by.name, 60), clip(m.verdict.reason, 200))),
    fact(t.protection, protectionLine(m, words)),
    fact(t.owner, clip(m.owner.name, 60)),
  ];
}

function protectionLine(m: Migration, words: Words): string | null {
  const guards = m.source?.protection ?? null;
  return guards === null ? null : words.outside.protection(guards);
}

function pendingLine(m: Migration, words: Words): string | null {
  if (m.pending === null) return null;
  return words.cards.machine.pendingLine(words.state.acts[m.pending.kind], words.cards.machine.pending[m.pending.status]);
}
