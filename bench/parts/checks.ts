/** The checks: what judging a thousand machines costs, and how often the clouds are asked for how many machines. */
import { runChecks } from '../../src/domain/checks/index.ts';
import { runScopeChecks } from '../../src/domain/scope-checks/index.ts';
import type { InstanceId } from '../../src/domain/ids.ts';
import type { Gathered } from '../../src/usecases/gather.ts';
import { gatherLook, lookOf, scopeInput } from '../../src/usecases/selection.ts';
import { startEstate, type Estate } from '../../test/usecases/support/estate.ts';
import { median, spread, type Line } from '../support/figures.ts';

const SELECTIONS = [25, 100, 1_000] as const;
const ROUNDS = 5;
const LOOK = lookOf({ only: null });

/** Reads from the sandbox with the real adapters, then judges what was read again and again. */
export async function measureChecks(): Promise<readonly Line[]> {
  const estate = await startEstate({ extraMachines: Math.max(...SELECTIONS) });
  try {
    await estate.usecases.inventory({ fresh: true });
    const bulk = (await estate.usecases.selected({ kind: 'all' })).filter((r) => r.machine.name.startsWith('bulk-')).map((r) => r.machine.instanceId);
    const lines: Line[] = [];
    for (const n of SELECTIONS) {
      const ids = bulk.slice(0, n);
      const gathered = await read(estate, ids, lines);
      if (n === SELECTIONS.at(-1)) lines.unshift(...(await judged(estate, ids, gathered)));
    }
    return lines;
  } finally {
    await estate.close();
  }
}

async function read(estate: Estate, ids: readonly InstanceId[], lines: Line[]): Promise<Gathered> {
  estate.sandbox.world.journal.clear();
  const began = performance.now();
  const gathered = await gatherLook(estate.deps, { ids, look: LOOK });
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  for (const [server, cloud] of [['ec2', 'AWS'], ['azure', 'Azure']] as const) {
    const asked = estate.asked(server);
    lines.push({ what: `${cloud} calls for a check of ${ids.length} machines`, figure: [...asked.values()].reduce((sum, n) => sum + n, 0), unit: '', goal: null, note: `${asked.size} kinds, pages of 100, ${seconds} s` });
  }
  return gathered;
}

async function judged(estate: Estate, ids: readonly InstanceId[], gathered: Gathered): Promise<readonly Line[]> {
  const sums = await scopeInput(estate.deps, { selection: { kind: 'all' }, machines: ids }, gathered);
  const machines: number[] = [];
  const scope: number[] = [];
  let findings = 0;
  for (let round = 0; round < ROUNDS; round++) {
    machines.push(cpuSeconds(() => {
      findings = gathered.inputs.reduce((n, input) => n + runChecks(input).findings.length, 0);
    }));
    scope.push(cpuSeconds(() => runScopeChecks(sums)));
  }
  return [
    { what: `all checks over ${ids.length} machines, from what was read`, figure: median(machines), unit: 's CPU', goal: 1, note: `${spread(machines, 2)}; ${findings} findings` },
    { what: `all sums over ${ids.length} machines`, figure: median(scope), unit: 's CPU', goal: null, note: spread(scope, 3) },
  ];
}

function cpuSeconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}
