/** Lines that the open and the ended approval card share. */
import { answersOf } from '../domain/approval/decide.ts';
import { standing } from '../domain/approval/quorum.ts';
import { rejectionsNeeded, rejectionsOf } from '../domain/approval/rejections.ts';
import type { Approval, Decision } from '../domain/approval/types.ts';
import type { Migration } from '../domain/migration/types.ts';
import { SECOND } from '../domain/time.ts';
import type { Words } from '../text/en.ts';
import { bytes, duration, lastPart, utc } from '../text/format.ts';
import { clip } from '../text/neutral.ts';
import { windowTextOf } from '../text/window.ts';
import { fact, facts } from './fact.ts';
import { fitLines } from './fit.ts';
import { raw, type Cell } from './render.ts';
import { exactTime } from './times.ts';

/** From where to where, when the caller knows the regions. */
type Route = { readonly awsRegion: string; readonly location: string };

/** `AWS eu-west-1 → Azure westeurope`. */
export function routeText(route: Route | undefined, words: Words): string {
  const w = words.cards.approval;
  return w.route(w.aws(route?.awsRegion ?? null), w.azure(route?.location ?? null));
}

/** The evidence that the approver was shown, in one line, warnings first; ages are those at the measurement, since the card stands for hours. */
export function evidenceLine(a: Approval, words: Words, when = utc): string {
  const w = words.cards.approval;
  const { test, rpoSeconds, replicationHealth, warnings, blocks, at } = a.suspended?.evidence ?? a.evidence;
  // Nothing is measured for what comes after a failover: its cost stands in the warnings.
  if (a.operation !== 'cutover') return w.unmeasured(when(at), blocks.length, warnings.length);
  return w.evidence({
    test: test === null ? w.untested : w.tested(test.works, duration(at - test.at), clip(test.by, 40)),
    rpo: rpoSeconds === null ? w.unknown : duration(rpoSeconds * SECOND),
    health: words.state.health[replicationHealth],
    warnings: warnings.length,
    blocks: blocks.length,
    at: when(at),
  });
}

/** What exactly the approval is bound to. */
export function contentFacts(a: Approval, m: Migration, words: Words): readonly Cell[] {
  const w = words.cards.approval;
  const t = w.facts;
  const { backlogMb } = a.suspended?.evidence ?? a.evidence;
  return facts(
    fact(t.id, a.id),
    fact(t.machine, `${clip(a.machine, 60)} · ${m.instanceId} · ${m.privateIp}`),
    fact(t.target, `${clip(m.target.vmName, 64)} · ${clip(lastPart(m.target.resourceGroupId), 64)}`),
    fact(t.network, `${clip(lastPart(m.target.networkId), 64)} / ${clip(m.target.subnet, 64)}`),
    fact(t.size, clip(m.target.size, 40)),
    fact(t.source, w.source[a.operation](a)),
    fact(t.window, windowTextOf(a.window)),
    fact(t.wayBack, w.wayBack[a.operation](a)),
    fact(t.backlog, a.operation === 'cutover' ? (backlogMb === null ? w.unknown : bytes(backlogMb * 1024 ** 2)) : null),
    { title: t.measured, value: raw(exactTime(a.evidence.at)) },
    fact(t.hash, a.contentHash.slice(0, 8)),
  );
}

/** Who has approved, when, with what words. */
export function givenLines(given: readonly Decision[], words: Words): readonly Cell[] {
  const w = words.cards.approval;
  return given.slice(0, 8).map((d) => raw(w.given(giver(d, words), exactTime(d.at), clip(d.comment, 200))));
}

function giver(d: Decision, words: Words): string {
  return d.for === undefined ? d.by.name : words.cards.approval.forWhom(d.by.name, d.for.name);
}

/** What they may weigh on a card that has much else to say. */
const REJECTION_BYTES = 2_500;

/** Who has rejected it, when and why, where that takes more than one; on a card that still asks as many as fit, the newest first. */
export function rejectionLines(a: Approval, words: Words): readonly Cell[] {
  const { lines, left } = fitLines(allRejections(a, words).toReversed(), REJECTION_BYTES);
  return left === 0 ? lines : [...lines, words.cards.approvalWave.more(left)];
}

/** All of them, in the order in which they came. */
export function allRejections(a: Approval, words: Words): readonly Cell[] {
  return rejectionsOf(a).map((d) => raw(words.cards.approval.rejection(giver(d, words), exactTime(d.at), clip(d.comment, 200))));
}

/** How far the answers are, in a few words: who approved, and who is against it. */
export function countedText(a: Approval, words: Words): string {
  const w = words.cards.approval;
  const { have, need } = standing(a, answersOf(a));
  const against = rejectionsOf(a).length;
  return against === 0 ? w.quorum(have, need) : `${w.quorum(have, need)}; ${w.rejectedBy(against, rejectionsNeeded(a))}`;
}

/** The newest questions, so that nobody asks twice. */
export function questionLines(a: Approval, words: Words): readonly Cell[] {
  return (a.questions ?? []).slice(-3).map((q) => raw(words.cards.approval.question(q.by.name, exactTime(q.at), clip(q.text, 200))));
}
