import template from '../../cards/summary.json' with { type: 'json' };
import type { MigrationEventType } from '../domain/migration/types.ts';
import { samePerson, type Person } from '../domain/person.ts';
import type { Instant } from '../domain/time.ts';
import type { Recorded } from '../ports/changes.ts';
import type { Words } from '../text/en.ts';
import { duration, lastPart } from '../text/format.ts';
import { clip } from '../text/neutral.ts';
import type { MachineStatus } from '../usecases/types.ts';
import { buttons, execute } from './button.ts';
import { fact, facts } from './fact.ts';
import { layout, raw, type Cell } from './render.ts';
import type { Rendered } from './rendered.ts';
import { localTime } from './times.ts';

const card = layout(template);

/** `events`: the log of the migration and of its approvals. */
export type SummaryView = { readonly status: MachineStatus; readonly events: readonly Recorded[] };

/** The end of a migration: what runs where, how long it took, who stood for it. */
export function summaryCard({ status, events }: SummaryView, words: Words): Rendered {
  const w = words.cards.summary;
  const m = status.migration;
  const vm = m.position.phase === 'migrated' ? m.position.vm : m.target.vmName;
  const title = w.title(m.name);
  return card(title, {
    title,
    lines: [w.head(vm, lastPart(m.target.resourceGroupId)), w.source(m.instanceId, m.sourceStoppedAt !== null, words.stops.leftOn(m)), w.wayBack],
    facts: facts(
      fact(w.facts.vm, clip(vm, 64)),
      fact(w.facts.size, clip(m.target.size, 40)),
      fact(w.facts.network, `${clip(lastPart(m.target.networkId), 64)} / ${clip(m.target.subnet, 64)}`),
      { title: w.facts.started, value: raw(localTime(m.startedAt)) },
      ...durations(status, events, words),
      ...people(status, events, words),
    ),
    actions: buttons(execute({ verb: 'history', id: m.instanceId, title: words.cards.machine.history, style: 'positive' }), execute({ verb: 'status', id: m.instanceId, title: words.cards.machine.status })),
  });
}

type Line = { readonly title: string; readonly value: Cell } | null;

function at(events: readonly Recorded[], type: MigrationEventType): Instant | null {
  return events.findLast((r) => r.event.type === type)?.at ?? null;
}

function between(from: Instant | null, to: Instant | null): string | null {
  return from === null || to === null || to < from ? null : duration(to - from);
}

function durations({ migration: m }: MachineStatus, events: readonly Recorded[], words: Words): readonly Line[] {
  const t = words.cards.summary.facts;
  return [
    fact(t.total, between(m.startedAt, m.position.phase === 'migrated' ? m.position.at : null)),
    fact(t.copy, between(m.startedAt, at(events, 'ProtectionReached'))),
    fact(t.downtime, between(at(events, 'SourceStopped'), at(events, 'FailoverFinished'))),
  ];
}

function people({ migration: m }: MachineStatus, events: readonly Recorded[], words: Words): readonly Line[] {
  const w = words.cards.summary;
  const accepted = events.findLast((r) => r.event.type === 'MachineAccepted')?.actor;
  return [
    fact(w.facts.approved, approvedBy(events) ?? w.notRecorded),
    fact(w.facts.accepted, accepted?.kind === 'person' ? clip(accepted.person.name, 40) : w.notRecorded),
    fact(w.facts.owner, clip(m.owner.name, 60)),
  ];
}

/** Who has taken it back, rejected since or may not approve any more is not among them; what got worse is approved anew. */
function counted(given: readonly Person[], event: Recorded['event']): readonly Person[] {
  const without = (...gone: readonly Person[]): readonly Person[] => given.filter((p) => !gone.some((g) => samePerson(g, p)));
  switch (event.type) {
    case 'Approved':
      return [...without(event.decision.by), event.decision.by];
    case 'DecisionTakenBack':
      return without(event.by);
    case 'Rejected':
      return event.decision === undefined ? given : without(event.decision.by);
    case 'ApproversLost':
      return without(...event.people);
    case 'EvidenceWorsened':
      return [];
    default:
      return given;
  }
}

/** The people behind the approval that was carried out; an earlier request may have been approved in part and then expired. */
function approvedBy(events: readonly Recorded[]): string | null {
  const id = events.flatMap((r) => (r.event.type === 'CutoverApproved' ? [r.event.approvalId] : [])).at(-1);
  const people = events.filter((r) => r.stream === id).reduce<readonly Person[]>((given, r) => counted(given, r.event), []);
  const names = people.map((p) => clip(p.name, 40));
  return id === undefined || names.length === 0 ? null : `${names.join(', ')} (${id})`;
}
