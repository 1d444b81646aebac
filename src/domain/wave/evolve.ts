import type { Actor, Person } from '../person.ts';
import { unreachable } from '../result.ts';
import type { Instant } from '../time.ts';
import { applyPlan, isPlanEvent, type PlanEvent } from './evolve-plan.ts';
import type { Wave, WaveEvent, WaveMember } from './types.ts';

type Happened = { readonly event: WaveEvent; readonly at: Instant; readonly actor: Actor };

/** Applies one event to a wave; pure, the stored state equals the fold of its log. */
export function evolveWave(before: Wave | null, h: Happened): Wave {
  const { event } = h;
  if (event.type === 'WaveCreated') return event.wave;
  if (before === null) throw new Error(`a wave begins with WaveCreated, not ${event.type}`);
  if (isPlanEvent(event)) return applyPlan(before, { ...h, event });
  const changed = evolved(before, { ...h, event });
  return EDITS.has(event.type) ? { ...changed, edited: { by: personOf(h.actor, before.edited.by), at: h.at } } : changed;
}

/** What changes that which is to be done: whoever did it last does not approve alone. */
const EDITS: ReadonlySet<WaveEvent['type']> = new Set(['MachinesAdded', 'MachinesRemoved', 'MachinesRegrouped', 'WaveWindowSet', 'WaveOrderSet', 'WaveChanged']);

function personOf(actor: Actor, otherwise: Person): Person {
  return actor.kind === 'person' ? actor.person : otherwise;
}

function evolved(w: Wave, { event, at, actor }: { readonly event: Exclude<WaveEvent, { type: 'WaveCreated' } | PlanEvent>; readonly at: Instant; readonly actor: Actor }): Wave {
  switch (event.type) {
    case 'MachinesAdded':
      return { ...w, members: [...w.members.filter((m) => !has(event.members, m)), ...event.members] };
    case 'MachinesRemoved':
      return { ...w, members: without(w.members, event.instanceIds) };
    case 'MachinesRegrouped':
      return { ...w, members: w.members.map((m) => event.members.find((n) => n.instanceId === m.instanceId) ?? m) };
    case 'WaveWindowSet':
      return { ...w, window: event.window };
    case 'WaveOrderSet':
      return { ...w, after: event.after };
    case 'WaveChanged':
      return { ...w, ...event.change };
    case 'WaveClosed':
      return { ...w, closed: { at, by: personOf(actor, w.owner), reason: event.reason } };
    case 'WaveReopened':
      return { ...w, closed: null };
    default:
      return unreachable(event);
  }
}

function has(members: readonly WaveMember[], m: WaveMember): boolean {
  return members.some((n) => n.instanceId === m.instanceId);
}

/** Nobody goes on needing a machine that is not there any more. */
function without(members: readonly WaveMember[], gone: readonly string[]): readonly WaveMember[] {
  const left = members.filter((m) => !gone.includes(m.instanceId));
  return left.map((m) => (m.needs.some((n) => gone.includes(n)) ? { ...m, needs: m.needs.filter((n) => !gone.includes(n)) } : m));
}
