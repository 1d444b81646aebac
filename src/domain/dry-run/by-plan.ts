/** Which machines one request of a recovery plan would be for, as far as what lies ahead of each of them tells. */
import type { InstanceId, MigrationId } from '../ids.ts';
import type { Migration } from '../migration/types.ts';
import { isInAzure, standOf, type Stand } from '../wave/gate.ts';
import { hasPlan, isThrough } from '../wave/plan.ts';
import { cutoverSet, testsByPlan, type RunLine } from '../wave/plan-run.ts';
import type { FailurePolicy, Wave } from '../wave/types.ts';
import type { Projected } from './project.ts';
import type { PlanGroup, Wait } from './types.ts';

/** A machine as the command leaves it, and what lies ahead of it. */
export type Foreseen = { readonly m: Migration; readonly group: number | null; readonly projected: Projected };

/** A machine of a plan. */
export type Member = { readonly m: Migration; readonly group: number };

/** What a request for the wave would say of its machines. */
export type Lines = { readonly machines: readonly RunLine[]; readonly onFailure: FailurePolicy };

/** True when the machine comes to the step that a plan makes. */
export function comesToPlan({ projected }: Foreseen): boolean {
  return projected.acts.some((a) => a.planStep);
}

/** The machines that one failover would take once each has come as far as it can; null when one of them keeps the others. */
export function failoverSet(lines: Lines, all: readonly Foreseen[], stored: readonly Migration[]): readonly Member[] | null {
  const known = new Map(stored.map((m) => [m.id, m]));
  const stands = lines.machines.flatMap(({ migrationId }): readonly Stand[] => {
    const ahead = all.find((f) => f.m.id === migrationId);
    const m = ahead?.m ?? known.get(migrationId);
    return m === undefined ? [] : [standAhead(m, ahead === undefined || comesToPlan(ahead))];
  });
  const set = cutoverSet({ wave: lines }, stands);
  return set?.flatMap((line) => memberOf(line, all, known)) ?? null;
}

function standAhead(m: Migration, arrives: boolean): Stand {
  const now = standOf(m);
  if (isInAzure(now.phase)) return now;
  return arrives ? { ...now, phase: 'source-stopped' } : { ...now, stuck: true };
}

function memberOf(line: RunLine, all: readonly Foreseen[], known: ReadonlyMap<MigrationId, Migration>): readonly Member[] {
  const m = all.find((f) => f.m.id === line.migrationId)?.m ?? known.get(line.migrationId);
  return m === undefined ? [] : [{ m, group: line.group }];
}

/** True when the plan makes the test, or its clean-up, for all of these: one that would come to rest before has the others go by themselves. */
export function testedByPlan(wave: Wave, members: readonly Member[], all: readonly Foreseen[]): boolean {
  const own = all.filter((f) => members.some(({ m }) => m.id === f.m.id));
  return own.length > 0 && own.every((f) => comesToPlan(f) && testsByPlan(f.m, wave, members.map(({ m }) => m)));
}

/** True when machines leave the wave's plan by what lies ahead of them, and others stay in it. */
export function shrinks(wave: Wave, all: readonly Foreseen[], newest: ReadonlyMap<InstanceId, Migration>): boolean {
  const leaving = new Set(all.filter(leaves).map((f) => f.m.instanceId));
  const left = wave.members.filter((one) => !leaving.has(one.instanceId) && !isThrough(newest.get(one.instanceId) ?? null));
  return hasPlan(wave) && wave.closed === null && left.length > 0 && left.length < wave.members.filter((one) => !isThrough(newest.get(one.instanceId) ?? null)).length;
}

function leaves({ projected }: Foreseen): boolean {
  return projected.stop === null && projected.acts.some((a) => a.kind === 'startFailover' || a.kind === 'startSource' || a.kind === 'deallocateTarget');
}

/** Machines by group, in the order in which the plan runs them. */
export function groupsOf(members: readonly Member[]): readonly PlanGroup[] {
  const numbers = [...new Set(members.map((one) => one.group))].toSorted((a, b) => a - b);
  return numbers.map((group) => ({ group, machines: members.filter((one) => one.group === group).map(({ m }) => m.name) }));
}

const ORDER: readonly Wait[] = ['approval', 'window', 'quiesce', 'drain', 'person-stops', 'job', 'plan-job', 'verdicts', 'all-stopped'];

/** What lies between the last request of any machine and that of the plan. */
export function waitsFor(all: readonly Foreseen[], more: readonly Wait[]): readonly Wait[] {
  const found = new Set([...all.flatMap((f) => f.projected.acts.filter((a) => a.planStep).flatMap((a) => a.after)), ...more]);
  return ORDER.filter((w) => found.has(w));
}
