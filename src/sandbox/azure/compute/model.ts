// A virtual machine that a failover made, and what its power state is at any moment.
import { second } from '../times.ts';

/** How a machine came to be: by a test failover (it goes away with the cleanup), by a failover, or by the hands of others. */
export type Origin = 'test' | 'failover' | 'others';

/** A running change of power. */
type PowerChange = { readonly to: 'running' | 'deallocated'; readonly since: number };

/** A virtual machine of the target. */
export type Vm = {
  readonly id: string;
  readonly vmId: string;
  readonly name: string;
  readonly group: string;
  readonly size: string;
  readonly osType: 'Windows' | 'Linux';
  readonly licenseType: string;
  readonly networkId: string;
  readonly subnet: string;
  readonly privateIp: string;
  readonly diskIds: readonly string[];
  readonly createdBy: Origin;
  readonly createdAt: number;
  readonly instanceId: string | null;
  readonly itemName: string;
  power: PowerChange;
};

/** How long Azure takes to deallocate or start a machine. */
export const powerChangeTime = 40 * second;

/** The power state at a moment; "VM deallocating" and "VM starting" are seen on the way. */
export function powerState(vm: Vm, now: number): 'running' | 'deallocated' | 'starting' | 'deallocating' {
  if (now >= vm.power.since + powerChangeTime) return vm.power.to;
  return vm.power.to === 'running' ? 'starting' : 'deallocating';
}
