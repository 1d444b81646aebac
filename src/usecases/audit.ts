import { stateDiffers } from '../domain/audit/essence.ts';
import { referencesIn, type Reference } from '../domain/audit/references.ts';
import { streamsOf, targetName, type AuditTarget } from '../domain/audit/target.ts';
import { isApprovalId, waveIdOf } from '../domain/ids.ts';
import { ok } from '../domain/result.ts';
import type { Instant } from '../domain/time.ts';
import { waveKey, wavesOf } from '../domain/waves.ts';
import type { AuditStream, WalkedStream } from '../ports/audit.ts';
import { cardOf } from './audit-export.ts';
import { headsOf } from './audit-heads.ts';
import type { AuditFault, AuditUseCases, AuditVerdict, AuditView } from './audit-types.ts';
import type { Deps } from './deps.ts';
import type { Outcome } from './outcome.ts';
import { reject } from './rejections.ts';
import { sourcesOf } from './waves.ts';

/** No cloud: an auditor gets his answer when they do not. */
type D = Pick<Deps, 'store' | 'clock' | 'scope' | 'digest'>;

/** How many records a card shows. */
const NEWEST = 10;
/** With more streams than this a card does not wait for the walk: `audit verify` does. */
const MOST_WALKED = 60;

/** The use cases of an auditor. They read the store only, and change nothing. */
export function makeAudit(d: D): Pick<AuditUseCases, 'auditTarget' | 'audit' | 'verifyAudit'> {
  return {
    // A card breaks foreign markup with invisible characters; a name from its button is found without them.
    auditTarget: (text) => auditTarget(d, text.replaceAll('\u200b', '').trim()),
    audit: (target) => audit(d, target),
    verifyAudit: async (target) => {
      const chosen = await chosenStreams(d, target);
      return chosen === null ? nothingOf(target) : ok(await verdictOn(d, chosen));
    },
  };
}

async function auditTarget(d: D, text: string): Promise<AuditTarget | null> {
  if (/^(?:all|everything)$/i.test(text)) return { kind: 'all' };
  if (isApprovalId(text.toUpperCase())) return { kind: 'approval', id: text.toUpperCase() };
  const wanted = text.toLowerCase();
  const fitting = (await d.store.migrations({ open: false })).map((s) => s.state).filter((m) => m.instanceId === wanted || m.name.toLowerCase() === wanted);
  const instances = new Set(fitting.map((m) => m.instanceId));
  const [first] = fitting;
  if (first === undefined) return waveTarget(d, text.replace(/^wave\s+/i, ''));
  // Two machines of one name are never taken for one.
  return instances.size > 1 ? null : { kind: 'machine', name: first.name, instance: first.instanceId };
}

/** Ferry's own wave, or the machines that carried the wave's tag when they were last seen: an audit does not wait for a cloud. */
async function waveTarget(d: D, named: string): Promise<AuditTarget | null> {
  const sources = await sourcesOf(d);
  const own = sources.own.find((w) => waveKey(w.name) === waveKey(named)) ?? (await d.store.wave(waveIdOf(d.scope.name, waveKey(named))))?.state;
  if (own !== undefined) return { kind: 'wave', wave: own.name, id: own.id, instances: own.members.map((m) => m.instanceId) };
  const waves = wavesOf((await d.store.inventory()).map((row) => row.machine), sources);
  const wave = waves.find((w) => waveKey(w.name) === waveKey(named));
  return wave === undefined ? null : { kind: 'wave', wave: wave.name, instances: wave.machines.map((m) => m.instanceId) };
}

/** The streams to look at; `ids` null means everything. */
type Chosen = { readonly all: readonly AuditStream[]; readonly ids: readonly string[] | null };

async function chosenStreams(d: D, target: AuditTarget): Promise<Chosen | null> {
  const all = await d.store.auditStreams();
  const ids = streamsOf(target, await headsOf(d.store, all));
  return ids?.length === 0 ? null : { all, ids };
}

function nothingOf<T>(target: AuditTarget): Awaited<Outcome<T>> {
  return target.kind === 'approval' ? reject('no-such-approval', { id: target.id }) : reject('no-migration', { machine: targetName(target) });
}

async function audit(d: D, target: AuditTarget): Outcome<AuditView> {
  const chosen = await chosenStreams(d, target);
  if (chosen === null) return nothingOf(target);
  const { all, ids } = chosen;
  const mine = ids === null ? all : all.filter((s) => ids.includes(s.id));
  const verdict = mine.length > MOST_WALKED ? null : await verdictOn(d, chosen);
  const total = mine.reduce((sum, s) => sum + s.events, 0);
  return ok({ target, streams: mine.length, total, records: await d.store.lastRecords(ids, NEWEST), verdict });
}

/** Walks every record of the streams, one stream in memory at a time. */
async function verdictOn(d: D, { all, ids }: Chosen): Promise<AuditVerdict> {
  const faults: AuditFault[] = [];
  const known = new Set(all.map((s) => s.id));
  const missing = new Map<string, Reference>();
  const counts = { streams: 0, records: 0 };
  for await (const walked of d.store.walk(ids)) {
    counts.streams += 1;
    counts.records += walked.records.length;
    faults.push(...faultsOf(walked), ...(await cardFaults(d, walked)));
    for (const ref of referencesIn(walked.records)) if (!known.has(ref.stream) && !missing.has(ref.stream)) missing.set(ref.stream, ref);
  }
  const gone = await trulyGone(d, [...missing.values()]);
  const inOrder = [...faults, ...gone].toSorted((a, b) => whenOf(a) - whenOf(b));
  return { at: d.clock.now(), ...counts, faults: inOrder };
}

function faultsOf(w: WalkedStream): readonly AuditFault[] {
  const { broken } = w;
  if (broken === null) return stateDiffers(w) ? [{ stream: w.id, seq: w.expected, at: w.records.at(-1)?.at ?? null, after: null, what: 'state-differs' }] : [];
  const before = w.records.filter((r) => r.seq < broken.seq).at(-1);
  return [{ stream: w.id, ...broken, after: before?.at ?? null }];
}

/** What people decided on is kept beside the records, by its hash: it must be there, and be that. */
async function cardFaults(d: D, w: WalkedStream): Promise<readonly AuditFault[]> {
  const decided = w.records.flatMap((r) => (cardOf(r.event) === null || (w.broken !== null && r.seq >= w.broken.seq) ? [] : [{ seq: r.seq, at: r.at, hash: cardOf(r.event) }]));
  if (decided.length === 0) return [];
  const kept = new Map((await d.store.shownCards([w.id])).map((c) => [c.hash, c.json]));
  return decided.flatMap(({ seq, at, hash }): readonly AuditFault[] => {
    const json = kept.get(hash ?? '');
    if (json !== undefined && d.digest(json) === hash) return [];
    return [{ stream: w.id, seq, at, after: null, what: json === undefined ? 'card-gone' : 'card-changed' }];
  });
}

/** A stream that began while the others were walked is not gone. */
async function trulyGone(d: D, missing: readonly Reference[]): Promise<readonly AuditFault[]> {
  if (missing.length === 0) return [];
  const now = new Set((await d.store.auditStreams()).map((s) => s.id));
  return missing.filter((ref) => !now.has(ref.stream)).map((ref) => ({ stream: ref.stream, seq: null, at: null, after: ref.at, what: 'gone' }));
}

function whenOf(f: AuditFault): Instant {
  return f.at ?? f.after ?? 0;
}
