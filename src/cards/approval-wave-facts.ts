/** Lines that the open and the ended approval card of a wave share. */
import type { Approval, ApprovedMachine, ApprovedWave } from '../domain/approval/types.ts';
import type { Evidence } from '../domain/evidence.ts';
import type { Health } from '../domain/observation.ts';
import { SECOND } from '../domain/time.ts';
import type { Words } from '../text/en.ts';
import { bytes, duration, utc } from '../text/format.ts';
import { clip } from '../text/neutral.ts';
import { windowTextOf } from '../text/window.ts';
import { fact, facts } from './fact.ts';
import { fitLines } from './fit.ts';
import { raw, type Cell } from './render.ts';
import { exactTime } from './times.ts';

/** What the lists of machines may weigh, so that a hundred machines stay below what a message may. */
const LIST_BYTES = 5_000;
/** Machines whose figures stand on the card. */
const MOST_WORST = 6;
const NAME = 40;

/** The machines of a request for a wave; none for any other. */
export function linesOf(a: Approval): readonly ApprovedMachine[] {
  return a.wave?.machines ?? [];
}

/** What was measured of a machine last: for a request that is asked anew, what is to be approved now. */
function shown(a: Approval, line: ApprovedMachine): Evidence {
  return a.suspended?.machines?.find((m) => m.migrationId === line.migrationId)?.evidence ?? line.evidence;
}

/** The third line: warnings first, how many were tested, and the worst recovery point. */
export function waveEvidenceLine(a: Approval, words: Words, when = utc): string {
  const w = words.cards.approvalWave;
  const { rpoSeconds, warnings, blocks, at } = a.suspended?.evidence ?? a.evidence;
  if (a.operation !== 'cutover') return words.cards.approval.unmeasured(when(at), blocks.length, warnings.length);
  const tests = linesOf(a).map((line) => shown(a, line).test);
  const worked = tests.flatMap((t) => (t?.works === true ? [t.at] : []));
  return w.evidence({
    at: when(at),
    tested: worked.length,
    of: tests.length,
    oldest: worked.length === 0 ? null : duration(at - Math.min(...worked)),
    rpo: rpoText(rpoSeconds, words),
    found: words.cards.approval.findings(blocks.length, warnings.length),
  });
}

function rpoText(seconds: number | null, words: Words): string {
  return seconds === null ? words.cards.approval.unknown : duration(seconds * SECOND);
}

/** Every machine by group, with what it waits for; what is not part of it any more is told with the reason. */
export function groupLines(a: Approval, words: Words): readonly Cell[] {
  const w = words.cards.approvalWave;
  const all = linesOf(a);
  const groups = [...new Set(all.map((m) => m.group))].toSorted((x, y) => x - y);
  const byId = new Map(all.map((m) => [m.migrationId, m.machine]));
  const lines = groups.flatMap((group) => {
    const members = all.filter((m) => m.group === group);
    const needing = members.filter((m) => m.needs.length > 0).map((m) => w.needs(clip(m.machine, NAME), m.needs.map((n) => clip(byId.get(n) ?? '', NAME))));
    return [w.group(group, members.length, members.map((m) => clip(m.machine, NAME)).join(', ')), ...needing];
  });
  const settled = all.filter((m) => m.state !== 'in' && m.state !== 'done').map((m) => w.state(clip(m.machine, NAME), m.state, clip(m.why ?? '', 120)));
  const { lines: fit, left } = fitLines([...settled, ...lines], LIST_BYTES);
  return left === 0 ? fit : [...fit, w.more(left)];
}

const BADNESS: { readonly [H in Health]: number } = { none: 3, critical: 2, warning: 1, normal: 0 };

/** The machines whose figures are worst, one line each. */
export function worstFacts(a: Approval, words: Words): readonly Cell[] {
  const w = words.cards.approvalWave;
  if (a.operation !== 'cutover') return [];
  const rows = linesOf(a).filter((m) => m.state === 'in').map((line) => ({ line, e: shown(a, line) }));
  const sorted = rows.toSorted((x, y) => badness(y.e) - badness(x.e) || (y.e.rpoSeconds ?? Infinity) - (x.e.rpoSeconds ?? Infinity));
  return sorted.slice(0, MOST_WORST).map(({ line, e }) => ({ title: clip(line.machine, NAME), value: w.machine({ rpo: rpoText(e.rpoSeconds, words), health: words.state.health[e.replicationHealth], test: testText(e, words) }) }));
}

function badness(e: Evidence): number {
  return BADNESS[e.replicationHealth] * 2 + (e.test?.works === true ? 0 : 10);
}

function testText({ test, at }: Evidence, words: Words): string {
  const w = words.cards.approval;
  return test === null ? w.untested : w.tested(test.works, duration(at - test.at), clip(test.by, 40));
}

/** What exactly the approval is bound to. */
export function waveFacts(a: Approval, words: Words): readonly Cell[] {
  const w = words.cards.approvalWave;
  const t = words.cards.approval.facts;
  const { backlogMb } = a.suspended?.evidence ?? a.evidence;
  return facts(
    fact(t.id, a.id),
    fact(w.facts.order, orderText(a.wave ?? null, words)),
    fact(w.facts.drive, a.wave?.drive === 'plan' ? w.byPlan : null),
    fact(t.source, words.cards.approval.source[a.operation](a)),
    fact(t.window, windowTextOf(a.window)),
    fact(t.wayBack, words.cards.approval.wayBack[a.operation](a)),
    fact(t.backlog, a.operation === 'cutover' ? (backlogMb === null ? words.cards.approval.unknown : bytes(backlogMb * 1024 ** 2)) : null),
    fact(w.removalsFact, a.wave?.removals === false ? w.removalsForbidden : w.removalsAllowed),
    { title: t.measured, value: raw(exactTime(a.evidence.at)) },
    fact(t.hash, a.contentHash.slice(0, 8)),
  );
}

function orderText(wave: ApprovedWave | null, words: Words): string {
  const w = words.cards.approvalWave;
  if (wave === null) return '';
  return `${w.groups(new Set(wave.machines.map((m) => m.group)).size)}; ${w.onFailure[wave.onFailure]}`;
}
