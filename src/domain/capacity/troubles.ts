import type { ApplianceLack, ApplianceNow, CapacityInput, CapacityPlan, CapacityTrouble } from './types.ts';

type Figures = Omit<CapacityPlan, 'troubles'>;

/** What does not fit, and what is not known: the machines first, then the line, then the appliance. */
export function troublesOf(input: CapacityInput, plan: Figures): readonly CapacityTrouble[] {
  return [...unreadDisks(input), ...lineTroubles(plan), ...applianceTroubles(input, plan)];
}

function unreadDisks(input: CapacityInput): readonly CapacityTrouble[] {
  const machines = input.machines.filter((m) => m.diskGiB === null).map((m) => m.name);
  return machines.length === 0 ? [] : [{ code: 'disks-unread', machines }];
}

function lineTroubles({ link, steadyMbit, firstCopyMbit, windowMs }: Figures): readonly CapacityTrouble[] {
  if (link === null) return [];
  if (link.firstCopyMs === null) return [{ code: 'link-behind', steady: steadyMbit, have: link.mbit }];
  return link.firstCopyMs > windowMs ? [{ code: 'link-too-slow', needed: firstCopyMbit, have: link.mbit }] : [];
}

function applianceTroubles({ appliance }: CapacityInput, plan: Figures): readonly CapacityTrouble[] {
  if (!appliance.known) return [{ code: 'appliance-unread', why: appliance.why }];
  const now = appliance.value;
  if (now === null) return [{ code: 'appliance-missing' }];
  return [...fullness(now, plan), ...strength(now, plan)];
}

function fullness(now: ApplianceNow, { machines, sizing: { appliances, others } }: Figures): readonly CapacityTrouble[] {
  return appliances > 1 ? [{ code: 'appliances-more', name: now.name, others, machines, appliances }] : [];
}

function strength(now: ApplianceNow, { sizing: { rule } }: Figures): readonly CapacityTrouble[] {
  const needs = [{ what: 'vcpus', have: now.vcpus, need: rule.vcpus }, { what: 'memoryGiB', have: now.memoryGiB, need: rule.memoryGib }, { what: 'cacheGiB', have: now.cacheGiB, need: rule.cacheGib }] as const;
  const lacks = needs.flatMap(({ what, have, need }): readonly ApplianceLack[] => (have !== null && have < need ? [{ what, have, need }] : []));
  const unsure = needs.some(({ have }) => have === null);
  return [...(lacks.length > 0 ? [{ code: 'appliance-small', name: now.name, lacks } as const] : []), ...(unsure ? [{ code: 'appliance-unsure', name: now.name } as const] : [])];
}
