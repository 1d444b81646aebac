/** Cuts the power of the embedded store again and again: no acknowledged row may be lost, and it must open each time. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { openEmbedded } from '../../src/adapters/store/open.ts';
import { migration, silent } from '../contracts/store-fixtures.ts';
import { startChild } from '../support/child-process.ts';

const CHILD = join(import.meta.dirname, 'power-cut/child.ts');
const ROUNDS = 10;

test.each([{ lostPart: 0.5 }, { lostPart: 1 }])(
  'survives power cuts that lose $lostPart of what was not synced',
  async ({ lostPart }) => {
    const dir = mkdtempSync(join(tmpdir(), 'ferry-power-cut-'));
    const acknowledged = new Set<number>();
    let lostPages = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const child = startChild(CHILD, [dir, String(lostPart), String(20 + Math.floor(Math.random() * 100))]);
      await child.ended();
      for (const line of child.lines.filter((text) => text.startsWith('saved '))) acknowledged.add(Number(line.split(' ')[1]));
      lostPages += Number(child.lines.find((text) => text.startsWith('cut '))?.split(' ')[1] ?? Number.NaN);
      await expectWhole(dir, acknowledged);
    }
    // The simulation itself must have done something.
    expect(lostPages).toBeGreaterThan(0);
    rmSync(dir, { recursive: true, force: true });
  },
  600_000,
);

async function expectWhole(dir: string, acknowledged: ReadonlySet<number>): Promise<void> {
  const { store } = await openEmbedded({ dir, log: silent });
  const present = new Set((await store.migrations({ open: false })).map(({ state }) => state.name));
  expect([...acknowledged].filter((n) => !present.has(`web-${n}`))).toEqual([]);
  for (const n of acknowledged) expect(await store.verify(migration(n).id)).toBeNull();
  await store.close();
}
