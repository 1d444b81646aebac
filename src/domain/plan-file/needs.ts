/** Finds the machines that rows need among the rows of the same wave. */
import type { InstanceId } from '../ids.ts';
import { nearNames } from '../near-names.ts';
import { cyclesIn } from '../wave/cycles.ts';
import { ARROW } from '../wave/rules.ts';
import type { WaveMember } from '../wave/types.ts';
import type { RowMachine } from './machine-cells.ts';
import type { PlanProblem } from './types.ts';

type Placed = RowMachine & { readonly group: number };

/** What is known beside the rows: the members of the wave as it is, and names on rows that could not be understood: those are told there, once. */
type Beside = { readonly known: ReadonlyMap<InstanceId, WaveMember>; readonly unread: ReadonlySet<string> };

/** The members that the rows describe. Without a column for it, what a machine needed before still counts as far as it is in the wave. */
export function resolveNeeds(machines: readonly Placed[], { known, unread }: Beside): { readonly members: readonly WaveMember[]; readonly problems: readonly PlanProblem[] } {
  const byText = textsOf(machines);
  const names = machines.map((other) => other.name);
  const here = new Map(machines.map((m) => [m.instanceId, m]));
  const problems: PlanProblem[] = [];
  const members = [...here.values()].map((m): WaveMember => {
    const needs = m.needs === null ? (known.get(m.instanceId)?.needs ?? []).filter((n) => here.has(n)) : found(m, { texts: m.needs.filter((text) => !unread.has(text.toLowerCase())), byText, names, problems });
    problems.push(...needs.flatMap((n) => later(m, here.get(n))));
    return { instanceId: m.instanceId, name: m.name, group: m.group, needs: [...new Set(needs)].toSorted() };
  });
  return { members, problems: [...problems, ...circles(members, here)] };
}

function textsOf(machines: readonly Placed[]): ReadonlyMap<string, InstanceId | null> {
  const texts = new Map<string, InstanceId | null>();
  for (const m of machines) {
    texts.set(m.instanceId, m.instanceId);
    const name = m.name.trim().toLowerCase();
    const other = texts.get(name);
    // Null where two machines have the name.
    texts.set(name, other !== undefined && other !== m.instanceId ? null : m.instanceId);
  }
  return texts;
}

function found(m: Placed, o: { readonly texts: readonly string[]; readonly byText: ReadonlyMap<string, InstanceId | null>; readonly names: readonly string[]; readonly problems: PlanProblem[] }): readonly InstanceId[] {
  return o.texts.flatMap((text) => {
    const id = o.byText.get(text.toLowerCase());
    if (id === null || id === undefined) o.problems.push({ line: m.line, column: 'needs', value: text, code: 'need-unknown', detail: { machine: m.name, several: id === null ? 'yes' : '', similar: nearNames(o.names.filter((name) => name !== m.name), text).join(', ') } });
    return id ?? [];
  });
}

function later(m: Placed, need: Placed | undefined): readonly PlanProblem[] {
  if (need === undefined || need.group <= m.group) return [];
  return [{ line: m.line, column: 'needs', value: need.name, code: 'need-later', detail: { machine: m.name, group: String(m.group), needGroup: String(need.group) } }];
}

function circles(members: readonly WaveMember[], here: ReadonlyMap<InstanceId, Placed>): readonly PlanProblem[] {
  return cyclesIn(new Map(members.map((m) => [m.instanceId, m.needs]))).flatMap((cycle): readonly PlanProblem[] => {
    const start = here.get(cycle[0] as InstanceId);
    const names = cycle.map((id) => here.get(id as InstanceId)?.name ?? id);
    return start === undefined ? [] : [{ line: start.line, column: 'needs', value: start.needs?.join(', ') ?? '', code: 'needs-cycle', detail: { cycle: names.join(ARROW) } }];
  });
}
