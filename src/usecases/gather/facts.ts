import type { Need } from '../../domain/checks/types.ts';
import type { InstanceId } from '../../domain/ids.ts';
import { SOURCE_PARTS, type MachineFacts, type Read, type SourcePart } from '../../domain/machine.ts';
import type { Deps } from '../deps.ts';
import { NOT_ASKED, type ScopePatience } from './reading.ts';

/** What the checks look at in the appliance's own instance. */
const APPLIANCE_PARTS: readonly SourcePart[] = ['rules', 'disks', 'hardware', 'guest', 'subnet', 'acl', 'routes'];

type FactGroup = { readonly ids: readonly InstanceId[]; readonly needs: ReadonlySet<Need> };
type Facts = { readonly machines: ReadonlyMap<InstanceId, MachineFacts>; readonly missing: readonly InstanceId[]; readonly appliance: Read<MachineFacts | null> };

/** Reads the machines of all groups, the appliance's instance with the first of them. Throws {@link CloudError} when the instances themselves cannot be read. */
export async function readFacts(d: Deps, o: { readonly groups: readonly FactGroup[]; readonly patience: ScopePatience | null }): Promise<Facts> {
  const wanted = o.groups.some((g) => g.needs.has('appliance'));
  const applianceId = wanted ? (d.scope.applianceInstanceId as InstanceId | null) : null;
  const answers = await Promise.all(o.groups.map((g, n) => readGroup(d, { ...g, patience: o.patience, appliance: n === 0 ? applianceId : null })));
  const machines = new Map(answers.flatMap((a) => a.machines.map((m) => [m.instanceId, m] as const)));
  const asked = new Set(o.groups.flatMap((g) => g.ids));
  return { machines, missing: answers.flatMap((a) => a.missing).filter((id) => asked.has(id)), appliance: wanted ? applianceOf(applianceId, machines) : NOT_ASKED };
}

function readGroup(d: Deps, g: FactGroup & { readonly patience: ScopePatience | null; readonly appliance: InstanceId | null }): ReturnType<Deps['source']['facts']> {
  const parts = new Set([...SOURCE_PARTS.filter((part) => g.needs.has(part)), ...(g.appliance === null ? [] : APPLIANCE_PARTS)]);
  const ids = [...new Set([...g.ids, ...(g.appliance === null ? [] : [g.appliance])])];
  return d.source.facts({ ids, parts, ...(g.patience === null ? {} : { patience: g.patience }) });
}

function applianceOf(id: InstanceId | null, machines: ReadonlyMap<InstanceId, MachineFacts>): Read<MachineFacts | null> {
  if (id === null) return { known: true, value: null };
  const facts = machines.get(id);
  return facts === undefined ? { known: false, why: `AWS does not know the appliance's instance ${id}, which FERRY_APPLIANCE_INSTANCE_ID names` } : { known: true, value: facts };
}
