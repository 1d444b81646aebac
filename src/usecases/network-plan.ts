import type { Selection } from '../domain/check-run.ts';
import type { CheckInput, Need } from '../domain/checks/types.ts';
import type { Item } from '../domain/observation.ts';
import { planNetwork } from '../domain/network-plan/plan.ts';
import type { NetworkMachine } from '../domain/network-plan/types.ts';
import { ok } from '../domain/result.ts';
import { nobody, type Selecting } from './capacity.ts';
import type { Deps } from './deps.ts';
import { gatherMany } from './gather.ts';
import { openMigrations } from './looking.ts';
import type { NetworkAnswer, PlanningUseCases } from './planning-types.ts';
import { withCloud } from './rejections.ts';
import { savedPlan } from './saved-plans.ts';
import type { Outcome } from './types.ts';

const NEEDS: ReadonlySet<Need> = new Set<Need>(['rules', 'subnet', 'networks', 'nsgs', 'item']);

/** The use case behind `network`: reads both sides and lays them beside each other. */
export function makeNetworkPlan(d: Deps, selecting: Selecting): Pick<PlanningUseCases, 'networkPlan'> {
  async function networkPlan(selection: Selection): Outcome<NetworkAnswer> {
    return withCloud(async () => {
      const rows = await selecting.selected(selection);
      if (rows.length === 0) return nobody(selecting, selection);
      const { inputs, common } = await gatherMany(d, { ids: rows.map((r) => r.machine.instanceId), needs: NEEDS, phase: 'replicate', migrations: await openMigrations(d) });
      const reservedPerSubnet = common.profile.limits.addressesReservedPerSubnet;
      const plan = planNetwork({ now: common.now, machines: inputs.map(machineOf), networks: common.target.networks, nsgs: common.target.nsgs, reservedPerSubnet });
      return ok({ selection, at: common.now, plan, reservedPerSubnet, saved: await savedPlan(d, 'network', selection) });
    });
  }
  return { networkPlan };
}

function machineOf({ facts, plan, item }: CheckInput): NetworkMachine {
  return {
    ...{ instanceId: facts.instanceId, name: facts.name, subnetId: facts.subnetId, sourceSubnet: facts.subnet, nics: facts.nics, rules: facts.rules },
    landing: { networkId: plan.networkId, subnet: plan.subnet, testNetworkId: plan.testNetworkId },
    chosen: item.known ? chosenIn(item.value) : new Map(),
  };
}

function chosenIn(item: Item | null): ReadonlyMap<string, string> {
  return new Map((item?.target.nics ?? []).flatMap(({ sourceIp, targetIp }) => (sourceIp === null || targetIp === null || targetIp === '' ? [] : [[sourceIp, targetIp] as const])));
}
