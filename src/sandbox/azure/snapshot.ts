// What the control surface shows of the Azure side.
import { powerState } from './compute/model.ts';
import { jobShare } from './items/jobs.ts';
import { allowedOperations, protectionState, testFailoverState } from './items/operations.ts';
import { stateOf } from './jobs/model.ts';
import type { State } from './state.ts';

/** Items, virtual machines and jobs in short form. */
export function snapshotOf(state: State, now: number): unknown {
  return {
    items: [...state.items.values()].map((item) => ({
      vault: item.vault,
      name: item.name,
      instanceId: item.facts.instanceId,
      protectionState: protectionState(item).state,
      testFailoverState: testFailoverState(item, jobShare({ state }, item, now)).state,
      allowedOperations: allowedOperations(item),
    })),
    virtualMachines: [...state.vms.values()].map((vm) => ({ id: vm.id, powerState: powerState(vm, now), createdBy: vm.createdBy, instanceId: vm.instanceId })),
    jobs: [...state.jobs.values()].map((job) => ({
      vault: job.vault,
      name: job.id,
      scenario: job.scenario,
      target: job.target.name,
      state: stateOf(job, now),
    })),
  };
}
