/** What waits for people: one line for what belongs together, the oldest first. */
import type { Operation } from '../approval/types.ts';
import { costOf, due, type Cost, type Due } from '../cost/cost.ts';
import { isOrphan } from '../source-guard/guard.ts';
import { TERMINAL_PHASES, type Migration } from '../migration/types.ts';
import { samePerson, type Person } from '../person.ts';
import { DAY, type Instant } from '../time.ts';

/** What can wait for a person. */
export type WaitKind = 'approval' | 'verdict' | 'quiesce' | 'manual' | 'accept' | 'complete' | 'failed' | 'drift' | 'gone' | 'held' | 'not-started' | 'check' | 'review' | 'billing' | 'test-up' | 'left-on';

/** One line of the inbox. `machines` is empty for what is about no single one. */
export type Wait = {
  readonly kind: WaitKind;
  readonly since: Instant;
  /** The wave that its machines are in; null for a machine of no wave. */
  readonly wave: string | null;
  readonly machines: readonly { readonly instanceId: string; readonly name: string }[];
  /** An approval's number, or a check run's id. */
  readonly ref: string | null;
  /** What it is about, for lines without machines. */
  readonly about: string;
  /** It waits for the person who asked. */
  readonly mine: boolean;
  /** For whom it waits, when it is one person. */
  readonly who: string | null;
  /** Days since replication began, or how long the oldest test machine is up, or replication was left on. */
  readonly days: number | null;
  /** What an approval is for, over how many machines, and until when it can be answered. */
  readonly request: { readonly operation: Operation; readonly machines: number; readonly until: Instant } | null;
};

/** One machine that may have something open; the rest is what its costs are told from. */
export type Asking = { readonly migration: Migration; readonly wave: string | null } & Pick<Parameters<typeof costOf>[0], 'isReplicated' | 'testUntil'>;
type Viewer = { readonly who: Person; readonly isOperator: boolean; readonly now: Instant };

type One = { readonly kind: WaitKind; readonly since: Instant; readonly m: Migration; readonly wave: string | null; readonly mine: boolean; readonly who: string | null; readonly days: number | null };

/** What the machines themselves ask for: questions, troubles, costs. Grouped by kind and wave. */
export function waitsOf(machines: readonly Asking[], v: Viewer): readonly Wait[] {
  const groups = new Map<string, One[]>();
  for (const asking of machines) {
    const { migration: m, wave } = asking;
    for (const one of onesOf(asking, v)) {
      const key = wave === null ? `${one.kind}|${m.id}` : `${one.kind}|${wave}|${one.mine}|${one.who ?? ''}`;
      groups.set(key, [...(groups.get(key) ?? []), one]);
    }
  }
  return [...groups.values()].flatMap(joined);
}

function joined(group: readonly One[]): readonly Wait[] {
  const [first] = group.toSorted((a, b) => a.since - b.since);
  if (first === undefined) return [];
  const { kind, since, wave, mine, who } = first;
  const days = group.reduce<number | null>((most, o) => (o.days === null ? most : Math.max(most ?? 0, o.days)), null);
  return [{ kind, since, wave, mine, who, days, ref: null, about: '', request: null, machines: group.map(({ m }) => ({ instanceId: m.instanceId, name: m.name })) }];
}

function onesOf(asking: Asking, v: Viewer): readonly One[] {
  const { migration: m, wave } = asking;
  const cost = costOf({ ...asking, price: null, now: v.now });
  const dues = cost === null ? [] : due(cost, m, v.now);
  const asked = TERMINAL_PHASES.has(m.position.phase) ? null : askedOf(m, v);
  const base = { m, wave, who: null, mine: v.isOperator, days: null };
  const own = asked === null ? [] : [{ ...base, ...asked, ...(asked.kind === 'verdict' && dues.some(isTestUp) ? { days: daysOf('test-up', cost, v.now) } : {}) }];
  return [...own, ...dues.flatMap((x): readonly One[] => costWait(x, asked?.kind ?? null).map((kind) => ({ ...base, kind, since: x.since, days: daysOf(x.kind, cost, v.now) })))];
}

function isTestUp(x: Due): boolean {
  return x.kind === 'test-up';
}

/** What its own question asks for anyway is no line of its own. */
function costWait({ kind }: Due, asked: WaitKind | null): readonly ('billing' | 'test-up' | 'left-on')[] {
  if (kind === 'billing' || kind === 'billing-soon') return ['billing'];
  const isAsked = kind === 'test-up' ? asked === 'verdict' : asked === 'accept' || asked === 'complete';
  return isAsked ? [] : [kind];
}

function daysOf(kind: Due['kind'], cost: Cost | null, now: Instant): number | null {
  const since = kind === 'test-up' ? cost?.test?.since : kind === 'left-on' ? cost?.leftOn?.since : undefined;
  return since === undefined ? (cost?.day ?? null) : Math.floor((now - since) / DAY);
}

type Asked = Pick<One, 'kind' | 'since'> & Partial<Pick<One, 'mine' | 'who'>>;

/** What one machine asks now, its trouble before its question. */
function askedOf(m: Migration, v: Viewer): Asked | null {
  if (m.hold !== undefined && m.hold !== null) return { kind: 'held', since: m.hold.at };
  // Its request is with the approvers: that is a line of its own.
  if (m.request?.begun === false) return null;
  return m.stuck !== null || m.drift !== null || isOrphan(m) ? troubleOf(m) : questionOf(m, v);
}

function troubleOf({ stuck, drift, sourceLost, positionSince }: Migration): Asked | null {
  if (stuck !== null) return { kind: stuck.code === 'manual-action' ? 'manual' : 'failed', since: stuck.since };
  if (drift !== null) return isSettled(drift) ? null : { kind: 'drift', since: drift.since };
  return { kind: 'gone', since: sourceLost?.at ?? positionSince };
}

/** Somebody has decided what becomes of it. */
function isSettled(drift: NonNullable<Migration['drift']>): boolean {
  return drift.adopting !== undefined || drift.kept !== undefined;
}

function questionOf(m: Migration, v: Viewer): Asked | null {
  const p = m.position;
  switch (p.phase) {
    case 'test-review':
      return { kind: 'verdict', since: p.since };
    case 'quiescing':
      return { kind: 'quiesce', since: m.positionSince };
    case 'in-azure':
      return { kind: 'accept', since: m.positionSince, mine: samePerson(m.owner, v.who), who: m.owner.name };
    case 'accepted':
      return { kind: 'complete', since: m.positionSince };
    default:
      return null;
  }
}

/** The order in which people read it. */
export function oldestFirst(all: readonly Wait[]): readonly Wait[] {
  return all.toSorted((a, b) => a.since - b.since);
}
