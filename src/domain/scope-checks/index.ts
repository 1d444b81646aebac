/** The sums over a selection of machines, in the order people read them, and the run over all of them. */
import type { Finding } from '../finding.ts';
import { sumAddresses } from './sum-addresses.ts';
import { sumAppliance } from './sum-appliance.ts';
import { sumDisks } from './sum-disks.ts';
import { sumNames } from './sum-names.ts';
import { sumPlan } from './sum-plan.ts';
import { sumVcpuFamily } from './sum-vcpu-family.ts';
import { sumVcpuTotal } from './sum-vcpu-total.ts';
import { sumVmCount } from './sum-vm-count.ts';
import type { ScopeCheck, ScopeInput } from './types.ts';

/** Every sum: a new one is a file beside these and a line here. */
export const SCOPE_CHECKS: readonly ScopeCheck[] = [sumVcpuFamily, sumVcpuTotal, sumVmCount, sumDisks, sumAddresses, sumAppliance, sumPlan, sumNames];

/** Runs all sums over a selection. */
export function runScopeChecks(input: ScopeInput): readonly Finding[] {
  return SCOPE_CHECKS.map((c) => c.run(input));
}
