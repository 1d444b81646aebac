/** Plays many schedules, each on a machine of its own. */
import fc from 'fast-check';
import type { Phase } from '../../../src/domain/migration/types.ts';
import { startField, type Field } from './field.ts';
import { storyOf, violationsOf } from './laws.ts';
import { schedules, type Move } from './moves.ts';
import { play } from './play.ts';

/** Machines of one sandbox; then a new one begins. */
const FIELD = 12;
/** So many are played however long they take: fewer would prove nothing. */
const LEAST = 8;

/** The seed of this run: given, to see a run again, or new. */
export function seedOf(): number {
  return Number(process.env['FERRY_SCHEDULE_SEED'] ?? Date.now() % 1_000_000_000);
}

/** Fails with the whole story of the first schedule after which anything is not as it must be. `database` gives an empty database for each sandbox. */
export async function runSchedules(o: { readonly count: number; readonly seed: number; /** Those that do not fit into this time are left out, all but a few. */ readonly seconds?: number; readonly database?: () => Promise<string> }): Promise<{ readonly reached: (phase: Phase) => number }> {
  const reached = new Map<Phase, number>();
  const end = performance.now() + (o.seconds ?? Infinity) * 1000;
  let field: Field | null = null;
  let left = o.count;

  const startOne = async (): Promise<Field> => startField({ machines: Math.min(FIELD, Math.max(1, left)), ...(o.database === undefined ? {} : { database: await o.database() }) });

  async function one(schedule: readonly Move[]): Promise<void> {
    if (performance.now() > end && o.count - left >= LEAST) return;
    const machine = field?.take();
    if (machine === undefined || field === null) {
      await field?.close();
      field = await startOne();
    }
    const ready = machine ?? field.take();
    if (ready === undefined) throw new Error('no machine is ready');
    left -= 1;
    const played = await play(field, ready, schedule);
    for (const phase of played.phases) reached.set(phase, (reached.get(phase) ?? 0) + 1);
    const violations = await violationsOf(field, played);
    if (violations.length > 0) throw new Error(`${violations.join('\n')}\n\n${await storyOf(field, played)}`);
  }

  try {
    await fc.assert(fc.asyncProperty(schedules, one), { numRuns: o.count, seed: o.seed, endOnFailure: true });
  } finally {
    await (field as Field | null)?.close();
  }
  if (process.env['FERRY_TEST_LOG'] !== undefined) process.stderr.write(`${o.count - left} schedules: ${JSON.stringify([...reached])}\n`);
  return { reached: (phase) => reached.get(phase) ?? 0 };
}
