import { CHURN_SOURCES, type CapacityInput, type CapacityMachine, type ChurnShare, type ChurnSource } from './types.ts';

const GIB = 1024 ** 3;

type MachineChurn = { readonly source: ChurnSource; readonly bytesPerDay: number };

/** The bytes of all disks that could be read. */
export function diskBytes(machines: readonly CapacityMachine[]): number {
  return machines.reduce((sum, m) => sum + bytesOf(m), 0);
}

function bytesOf(m: CapacityMachine): number {
  return (m.diskGiB ?? []).reduce((sum, gib) => sum + gib * GIB, 0);
}

/** The churn of one machine: what a person said beats what was measured, which beats the assumption. */
function churnOf(m: CapacityMachine, input: CapacityInput): MachineChurn {
  const { wish, rules } = input;
  if (wish.churn?.kind === 'percent') return { source: 'said', bytesPerDay: (bytesOf(m) * wish.churn.percent) / 100 };
  if (m.attested !== null) return { source: 'attested', bytesPerDay: m.attested };
  if (m.measured !== null) return { source: 'measured', bytesPerDay: m.measured };
  return { source: 'assumed', bytesPerDay: (bytesOf(m) * rules.assumedChurnPercent) / 100 };
}

/** The churn of the selection by source; an amount that somebody named for all of it is taken as it is. */
export function churnShares(input: CapacityInput): readonly ChurnShare[] {
  const { wish, machines } = input;
  if (wish.churn?.kind === 'bytes') return [{ source: 'said', machines: machines.length, bytesPerDay: wish.churn.perDay }];
  const each = machines.map((m) => churnOf(m, input));
  return CHURN_SOURCES.map((source) => share(source, each.filter((c) => c.source === source))).filter((s) => s.machines > 0);
}

function share(source: ChurnSource, of: readonly MachineChurn[]): ChurnShare {
  return { source, machines: of.length, bytesPerDay: of.reduce((sum, c) => sum + c.bytesPerDay, 0) };
}
