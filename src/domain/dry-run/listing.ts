/** Puts the same request of several machines into one line: what a wave would send, group by group. */
import { lineOfCall } from './calls.ts';
import type { Call, DryMachine, DryPlan, DryPlanStep, DryRun, DryStep, PlanGroup, StepKind, Wait } from './types.ts';

/** One kind of request at one place of the order, of all machines of a group: they are sent side by side. `groups` are the machines of the one request of a recovery plan. */
export type DryRow = { readonly group: number | null; readonly kind: StepKind; readonly after: readonly Wait[]; readonly calls: readonly { readonly machine: string; readonly call: Call }[]; readonly groups?: readonly PlanGroup[] };

/** All requests by group and order. A recovery plan orders its own machines: whatever each of them needs first is sent side by side, then the one request for all. */
export function rowsOf({ machines, plans = [] }: Pick<DryRun, 'machines' | 'plans'>): readonly DryRow[] {
  const byPlan = plans.flatMap((plan) => [...plan.saves.map((s) => planRow(plan, s)), ...rowsOfGroup(null, machines.filter((m) => m.plan === plan.name)), ...(plan.run === null ? [] : [planRow(plan, plan.run)])]);
  return [...byPlan, ...rowsAlone(machines.filter((m) => !plans.some((plan) => plan.name === m.plan)))];
}

function planRow({ wave }: DryPlan, { kind, after, call, groups }: DryPlanStep): DryRow {
  return { group: null, kind, after, calls: [{ machine: wave, call }], groups };
}

function rowsAlone(machines: readonly DryMachine[]): readonly DryRow[] {
  const groups = [...new Set(machines.map((m) => m.group))].toSorted((a, b) => (a ?? 0) - (b ?? 0));
  return groups.flatMap((group) => rowsOfGroup(group, machines.filter((m) => m.group === group)));
}

function rowsOfGroup(group: number | null, machines: readonly DryMachine[]): readonly DryRow[] {
  const longest = Math.max(0, ...machines.map((m) => m.steps.length));
  return Array.from({ length: longest }, (_, n) => n).flatMap((n) => rowsAt(group, machines.flatMap((m) => (m.steps[n] === undefined ? [] : [{ machine: m.name, step: m.steps[n] }]))));
}

function rowsAt(group: number | null, all: readonly { readonly machine: string; readonly step: DryStep }[]): readonly DryRow[] {
  const rows = new Map<string, DryRow>();
  for (const { machine, step } of all) {
    const key = [step.kind, ...step.after].join();
    const row = rows.get(key) ?? { group, kind: step.kind, after: step.after, calls: [] };
    rows.set(key, { ...row, calls: [...row.calls, { machine, call: step.call }] });
  }
  return [...rows.values()];
}

/** The request of a row as one line; where several machines share it, the part that differs stands in braces. */
export function patternOf({ calls }: DryRow): string {
  const [first] = calls;
  if (first === undefined) return '';
  return lineOfCall(calls.length === 1 ? first.call : named(first.call));
}

function named(call: Call): Call {
  if (call.cloud === 'aws') return { ...call, own: '{name}' };
  const parts = call.path.split('/');
  return { ...call, path: parts.with(parts.lastIndexOf(call.own), '{name}').join('/') };
}
