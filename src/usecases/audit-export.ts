/** The audit as a file: what an auditor joins with the Azure Activity Log and CloudTrail. */
import { instancesOf, streamsOf, targetName, type AuditTarget } from '../domain/audit/target.ts';
import type { ActKind } from '../domain/migration/types.ts';
import type { Instant } from '../domain/time.ts';
import type { ShownCard, WalkedStream } from '../ports/audit.ts';
import type { AnyEvent, Recorded } from '../ports/changes.ts';
import { headsOf } from './audit-heads.ts';
import type { Deps } from './deps.ts';

type D = Pick<Deps, 'store' | 'clock' | 'scope'>;
type Say = (event: AnyEvent) => string;

/** Everything that a file is made of. */
export type AuditExport = { readonly scope: string; readonly target: string; readonly at: Instant; readonly streams: readonly WalkedStream[]; readonly cards: readonly ShownCard[] };

/** Reads the records of a target, whole or damaged, and the cards that asked for its decisions. */
export async function readAudit(d: D, target: AuditTarget): Promise<AuditExport> {
  const ids = streamsOf(target, await headsOf(d.store, await d.store.auditStreams()));
  const streams: WalkedStream[] = [];
  for await (const one of d.store.walk(ids)) streams.push(one);
  const cards = await d.store.shownCards(ids === null ? null : subjectsOf(target, ids));
  return { scope: d.scope.name, target: targetName(target), at: d.clock.now(), streams, cards };
}

/** A card asks about an approval, a migration, or the machine itself. */
function subjectsOf(target: AuditTarget, ids: readonly string[]): readonly string[] {
  return [...ids, ...instancesOf(target)];
}

export const AUDIT_COLUMNS = [
  'at (UTC)', 'stream', 'kind', 'seq', 'hash', 'actor', 'actor object id', 'actor tenant', 'actor name', 'event', 'in words', 'Site Recovery job id', 'ARM correlation id', 'EC2 request id', 'card hash', 'data', 'damage',
] as const;

/** One row for each record in the order of time, the heading first. */
export function auditRows(x: AuditExport, say: Say): readonly (readonly string[])[] {
  const rows = inOrder(x).map(({ record: r, walked: w }) => [
    ...[iso(r.at), r.stream, w.kind ?? '', String(r.seq), r.hash],
    ...(r.actor.kind === 'person' ? ['person', r.actor.person.id, r.actor.person.tenant, r.actor.person.name] : ['ferry', '', '', '']),
    ...[r.event.type, say(r.event), ...tracesCells(r.event), JSON.stringify(r.event), damageOf(r, w)],
  ]);
  return [AUDIT_COLUMNS, ...rows];
}

function tracesCells(event: AnyEvent): readonly string[] {
  const t = tracesOf(event);
  return [t.jobId ?? '', t.armCorrelationId ?? '', t.ec2RequestId ?? '', t.cardHash ?? ''];
}

/** One JSON value a line: first what this is and the state of each chain, then the records, then the cards as they were shown. */
export function auditLines(x: AuditExport, say: Say): readonly string[] {
  const chains = x.streams.map((w) => ({ stream: w.id, kind: w.kind, records: w.expected, head: w.records.at(-1)?.hash ?? null, whole: w.broken === null, broken: w.broken === null ? null : { ...w.broken, at: isoOrNull(w.broken.at) } }));
  const head = { line: 'export', at: iso(x.at), scope: x.scope, target: x.target, records: inOrder(x).length, cards: x.cards.length, chains };
  const records = inOrder(x).map(({ record: r, walked: w }) => ({ line: 'record', at: iso(r.at), atMs: r.at, stream: r.stream, kind: w.kind, seq: r.seq, hash: r.hash, actor: r.actor, event: r.event, words: say(r.event), ...tracesOf(r.event), damage: damageOf(r, w) || null }));
  const cards = x.cards.map((c) => ({ line: 'card', hash: c.hash, subject: c.subject, at: iso(c.at), card: asJson(c.json) }));
  return [head, ...records, ...cards].map((line) => JSON.stringify(line));
}

type Traces = { readonly jobId: string | null; readonly armCorrelationId: string | null; readonly ec2RequestId: string | null; readonly cardHash: string | null };

const EC2_ACTS: ReadonlySet<ActKind> = new Set(['stopSource', 'startSource']);

/** The fields that some events have. */
type Traceable = { readonly act?: ActKind; readonly jobId?: string | null; readonly requestId?: string | null; readonly failure?: { readonly activityId?: string | null }; readonly decision?: { readonly card?: string }; readonly card?: string };

/** The hash of the card that a decision was taken on; null for everything else, and for what was typed before any card was shown. */
export function cardOf(event: AnyEvent): string | null {
  const e = event as Traceable;
  return e.decision?.card ?? e.card ?? null;
}

/** What other logs know this record by. */
function tracesOf(event: AnyEvent): Traces {
  const e = event as Traceable;
  const request = e.requestId ?? e.failure?.activityId ?? null;
  const ids = isOfAws(event) ? { armCorrelationId: null, ec2RequestId: request } : { armCorrelationId: request, ec2RequestId: null };
  return { jobId: e.jobId ?? null, ...ids, cardHash: cardOf(event) };
}

function isOfAws(event: AnyEvent): boolean {
  const { act } = event as Traceable;
  return event.type === 'RuleAdditionEnded' || (act !== undefined && EC2_ACTS.has(act));
}

/** A card that somebody has damaged does not keep the rest from being read. */
function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function damageOf(r: Recorded, w: WalkedStream): string {
  if (w.broken === null || r.seq < w.broken.seq) return '';
  return r.seq === w.broken.seq ? w.broken.what : 'after damage';
}

function inOrder(x: AuditExport): readonly { readonly record: Recorded; readonly walked: WalkedStream }[] {
  return x.streams.flatMap((walked) => walked.records.map((record) => ({ record, walked }))).toSorted((a, b) => a.record.position - b.record.position);
}

function iso(at: Instant): string {
  return new Date(at).toISOString();
}

function isoOrNull(at: Instant | null): string | null {
  return at === null ? null : iso(at);
}
