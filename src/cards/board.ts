import template from '../../cards/board.json' with { type: 'json' };
import { isStalled, stalledSince } from '../domain/copy.ts';
import type { Instant } from '../domain/time.ts';
import type { Words } from '../text/en.ts';
import { bar, duration } from '../text/format.ts';
import { clip, named } from '../text/neutral.ts';
import { windowShort } from '../text/window-short.ts';
import type { BoardWave, Fleet } from '../usecases/board-types.ts';
import type { MachineStatus } from '../usecases/types.ts';
import { buttons, execute } from './button.ts';
import { fitPage } from './fit.ts';
import { progressLines } from './live-facts.ts';
import { pagingButtons } from './paging-buttons.ts';
import { layout, raw, weigh, type Cell } from './render.ts';
import type { Rendered } from './rendered.ts';
import { asksSomebody, rowIcon, standing, urgentFirst } from './standing.ts';
import { asOf, localTime } from './times.ts';

const card = layout(template);

/** `mine` when only what one person owns is shown. */
export type BoardView = { readonly fleet: Fleet; readonly mine?: boolean; readonly page: number };

type Row = { readonly kind: 'wave'; readonly wave: BoardWave } | { readonly kind: 'machine'; readonly machine: MachineStatus };

/** A row of a wave is one line and a touch on it opens the wave; its seal comes on top. */
const PAGE = { most: 20, bytes: 19_500 } as const;
const WAVE_FRAME = 520;
const MACHINE_FRAME = 420;
const MACHINES_A_PAGE = 10;

/** The whole programme: one line for each wave, those that need a person first, then the machines of no wave. */
export function boardCard({ fleet, mine = false, page: wanted }: BoardView, words: Words): Rendered {
  const w = words.cards.board;
  const all: readonly Row[] = [...fleet.waves.map((wave): Row => ({ kind: 'wave', wave })), ...urgentFirst(fleet.lone).map((machine): Row => ({ kind: 'machine', machine }))];
  const page = fitPage(all, wanted, { ...PAGE, most: fleet.waves.length === 0 ? MACHINES_A_PAGE : PAGE.most, weight: (row) => weightOf(row, fleet, words) });
  const waves = page.rows.flatMap((r) => (r.kind === 'wave' ? [waveCell(r.wave, fleet.now, words)] : []));
  const rows = page.rows.flatMap((r) => (r.kind === 'machine' ? [machineCell(r.machine, fleet, words)] : []));
  const title = w.title(fleet.waves.length, fleet.lone.length);
  const counts = w.counts(count(fleet));
  return card(`${title}: ${counts}`, {
    title,
    counts: page.last > 0 ? `${counts} · ${words.cards.machines.page(page.number, page.last)}` : counts,
    warnings: warningsOf(fleet, words),
    waves,
    loneTitle: waves.length > 0 && rows.length > 0 ? [w.lone] : [],
    rows,
    notes: [noteOf(all.length, mine, words)],
    asOf: fleet.asOf === null ? w.neverRead : raw(asOf(fleet.asOf, fleet.now, words)),
    actions: buttons(...pagingButtons(page, { verb: 'status', id: mine ? 'mine' : '' }, words), execute({ verb: 'next', title: w.waits }), execute({ verb: 'status', title: w.refresh, id: mine ? 'mine' : '', data: { page: page.number } })),
  });
}

/** What concerns everything stands above all lines. */
function warningsOf({ holdAll, dead, late = 0 }: Fleet, words: Words): readonly Cell[] {
  const w = words.cards.board;
  return [...(holdAll === null ? [] : [raw(words.holds.line(holdAll, true, localTime))]), ...(dead.length === 0 ? [] : [raw(w.dead(dead))]), ...(late === 0 ? [] : [w.late(late)])];
}

function noteOf(rows: number, mine: boolean, words: Words): string {
  const w = words.cards.board;
  if (rows > 0) return w.hint;
  return mine ? w.mineNone : w.none;
}

function weightOf(row: Row, fleet: Seen, words: Words): number {
  return row.kind === 'wave' ? weigh(waveCell(row.wave, fleet.now, words)) + WAVE_FRAME : weigh(machineCell(row.machine, fleet, words)) + MACHINE_FRAME;
}

/** Signs for who has to move; the words beside them say it too. */
const SIGNS = ['⛔', '✋', '⏳', '○', '✔'] as const;

/** `⛔ W07 ▓▓▓▓▓░ 23/25 ready`, then what stands out. */
function waveCell({ wave, tally, progress, urgency, approvals, forecast }: BoardWave, now: Instant, words: Words): Cell {
  const w = words.cards.board;
  const isEmpty = progress.of === 0;
  const name = named(clip(wave.name, 40));
  const head = isEmpty ? `${SIGNS[urgency]} ${name} · ${w.noMachines}` : `${SIGNS[urgency]} ${name} ${bar((100 * progress.done) / progress.of)} ${w.progress(progress)}`;
  const risks = forecast?.risks ?? [];
  const rest = [...(risks.length === 0 ? [] : [words.forecast.board(risks)]), ...w.notable(tally, approvals.length), ...windowParts(wave.window, { now, isOver: urgency === 4 }, words)].join(' · ');
  return { head: raw(head), lines: rest === '' ? [] : [rest], open: raw({ type: 'Action.Execute', verb: 'status', title: name, data: { ferry: 1, verb: 'status', id: name } }) };
}

function windowParts(window: BoardWave['wave']['window'], o: { readonly now: Instant; readonly isOver: boolean }, words: Words): readonly string[] {
  if (window === null || o.isOver) return [];
  const text = windowShort(window);
  return [window.to <= o.now ? words.cards.board.windowOver(text) : words.cards.board.window(text)];
}

type Seen = Pick<Fleet, 'now' | 'watched'>;

function machineCell(row: MachineStatus, { watched = row.now }: Seen, words: Words): Cell {
  const { migration: m, live, risks = [] } = row;
  const trouble = live?.trouble ?? null;
  return {
    name: `${rowIcon(row)} ${named(m.name)}`,
    id: m.instanceId,
    lines: [
      [words.state.state(m), ...(risks.length === 0 ? [] : [words.forecast.board(risks)]), ...progressLines(live, m.position.phase, words), duration(row.now - m.positionSince)].join(' · '),
      ...(isStalled(m, live, watched) ? [raw(words.forecast.standsSince(localTime(stalledSince(m, live) ?? row.now)))] : []),
      ...(asksSomebody(m) ? [words.cards.board.next(clip(words.state.nextStep(m), 200))] : []),
      ...(trouble === null ? [] : [raw(words.cards.machine.unread(localTime(trouble.since), clip(trouble.why, 100)))]),
    ],
  };
}

function count({ waves, lone, unmanaged }: Fleet): Parameters<Words['cards']['board']['counts']>[0] {
  const tallies = waves.map((l) => l.tally);
  const sum = (of: (t: BoardWave['tally']) => number): number => tallies.reduce((n, t) => n + of(t), 0);
  const requests = waves.reduce((n, l) => n + l.approvals.length, 0);
  const alone = (...kinds: readonly string[]): number => lone.filter((r) => kinds.includes(standing(r.migration))).length;
  return {
    person: requests + sum((t) => t.failed + t.drifted + t.stalled + t.held + t.review + t.quiescing + t.inAzure + t.accepted) + alone('person', 'trouble'),
    working: sum((t) => t.copying - t.stalled + t.queued + t.testing + t.cutover + t.completing) + alone('working'),
    ended: sum((t) => t.migrated + t.ended) + alone('ended'),
    unmanaged,
  };
}
