/** The events of a request for a wave that belong to the events of one of its machines. */
import { evolve } from '../migration/evolve.ts';
import type { Migration, MigrationEvent } from '../migration/types.ts';
import type { Actor } from '../person.ts';
import type { Instant } from '../time.ts';
import { standOf, type Stand } from '../wave/gate.ts';
import { evolveApproval } from './evolve.ts';
import type { Approval, ApprovalEvent } from './types.ts';
import { completionEnds, completionFollows, runEnds, waveFollows, waveLine } from './wave-follows.ts';

/** What happens to one machine; `m` is as it was before. */
export type Happening = { readonly m: Migration; readonly events: readonly MigrationEvent[]; readonly at: Instant; readonly actor: Actor };

/** The machine as it is afterwards. */
export function movedOn({ m, events, at, actor }: Happening): Migration {
  return events.reduce<Migration>((state, event) => evolve(state, { event, at, actor }), m);
}

/** All machines as they stand afterwards. */
export function standsAfter(stands: readonly Stand[], after: Migration): readonly Stand[] {
  return stands.map((s) => (s.id === after.id ? standOf(after) : s));
}

/** One after the other: each event sees what the one before it led to. Pure. */
export function waveEvents(a: Approval, h: Happening, stands: readonly Stand[]): readonly ApprovalEvent[] {
  let state = a;
  const all: ApprovalEvent[] = [];
  const add = (events: readonly ApprovalEvent[]): void => {
    for (const event of events) state = evolveApproval(state, { event, at: h.at, actor: h.actor });
    all.push(...events);
  };
  for (const event of h.events) add(followedBy(state, event, { m: h.m, stands }));
  add(state.operation === 'complete' ? completionEnds(state) : runEnds(state, standsAfter(stands, movedOn(h))));
  return all;
}

function followedBy(a: Approval, event: MigrationEvent, { m, stands }: { readonly m: Migration; readonly stands: readonly Stand[] }): readonly ApprovalEvent[] {
  const line = waveLine(a, m.id);
  if (line === null) return [];
  if (a.operation === 'complete') return m.request?.approvalId === a.id ? completionFollows(a, event, line) : [];
  const attached = 'approvalId' in m.position && m.position.approvalId === a.id;
  return attached || concernsAll(event, line.state) ? waveFollows(a, event, { line, stands }) : [];
}

/** A machine that is not on its way in this request any more still counts for the others when it is taken back from Azure, or is found to be there. */
function concernsAll(event: MigrationEvent, state: string): boolean {
  if (event.type === 'RollbackRequested') return state === 'done';
  return event.type === 'DriftAdopted' && state === 'failed';
}
