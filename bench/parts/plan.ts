/** The plan file: what reading, storing and writing out five thousand rows costs. */
import { toPlanCsv } from '../../src/adapters/csv.ts';
import { instanceIdFromCloud } from '../../src/domain/ids.ts';
import type { Machine } from '../../src/domain/machine.ts';
import { PLAN_COLUMNS } from '../../src/domain/plan-file/types.ts';
import { INVENTORY_READ_AT } from '../../src/usecases/inventory.ts';
import { planRows } from '../../src/usecases/plan-tables.ts';
import type { PlanReading } from '../../src/usecases/plan-types.ts';
import { HERE, OLA, startEstate, type Estate } from '../../test/usecases/support/estate.ts';
import type { Line } from '../support/figures.ts';

const ROWS = 5_000;
const A_WAVE = 100;

/** Fifty waves of a hundred machines, on the embedded store. */
export async function measurePlan(): Promise<readonly Line[]> {
  const estate = await startEstate();
  try {
    await estate.store.putInventory(Array.from({ length: ROWS }, (_, i) => ({ machine: machineOf(i + 1), item: null })));
    await estate.store.putNote(INVENTORY_READ_AT, String(estate.deps.clock.now()));
    const text = planOf();
    const lines: Line[] = [];
    const read = await timed(lines, `import of ${ROWS} rows: read, checked and compared`, () => reading(estate, text));
    await timed(lines, `the same applied: ${read.diff.counts.newWaves} new waves in one commit`, () => estate.usecases.applyPlan({ hash: read.hash, seal: read.seal, who: OLA, channel: HERE }));
    const again = await timed(lines, 'the same file again', () => reading(estate, text));
    if (again.diff.waves.length > 0) throw new Error('the same file was a change');
    const csv = await timed(lines, `export of ${ROWS} rows`, async () => toPlanCsv(await planRows(estate.deps)));
    await timed(lines, 'its import', () => reading(estate, csv));
    await timed(lines, `a file of which ${ROWS} rows are wrong`, () => estate.usecases.readPlan({ text: text.replaceAll('bulk-', 'nobody-'), who: OLA, channel: HERE }));
    return lines;
  } finally {
    await estate.close();
  }
}

async function reading(estate: Estate, text: string): Promise<PlanReading> {
  const read = await estate.usecases.readPlan({ text, who: OLA, channel: HERE });
  if (!read.ok || read.value.problems.length > 0) throw new Error(`the plan was not taken: ${JSON.stringify(read.ok ? read.value.problems[0] : read.error)}`);
  return read.value;
}

async function timed<T>(lines: Line[], what: string, work: () => Promise<T>): Promise<T> {
  const [began, cpu] = [performance.now(), process.cpuUsage()];
  const done = await work();
  const { user, system } = process.cpuUsage(cpu);
  lines.push({ what, figure: Number(((performance.now() - began) / 1000).toFixed(2)), unit: 's', goal: null, note: `${((user + system) / 1e6).toFixed(2)} s of CPU` });
  return done;
}

/** As AWS lists it; reading so many from AWS is another part's figure. */
function machineOf(n: number): Machine {
  const instanceId = instanceIdFromCloud(`i-${n.toString(16).padStart(17, '0')}`);
  return { instanceId, name: nameOf(n), privateIp: null, publicIp: null, power: 'running', instanceType: 'm5.large', platformDetails: 'Linux/UNIX', vpcId: null, subnetId: null, launchedAt: null, tags: {} };
}

function nameOf(n: number): string {
  return `bulk-${String(n).padStart(4, '0')}`;
}

/** The first machine of each wave starts first, the others need it. */
function planOf(): string {
  const rows = Array.from({ length: ROWS }, (_, i) => {
    const wave = Math.floor(i / A_WAVE);
    const first = nameOf(wave * A_WAVE + 1);
    const cells = { wave: `P${wave + 1}`, group: i % A_WAVE === 0 ? '1' : String(2 + (i % 6)), machine: nameOf(i + 1), needs: i % A_WAVE === 0 ? '' : first };
    return PLAN_COLUMNS.map((c) => (c in cells ? cells[c as keyof typeof cells] : ''));
  });
  return toPlanCsv([PLAN_COLUMNS, ...rows]);
}
