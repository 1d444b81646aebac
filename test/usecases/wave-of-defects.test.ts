/** The demo's wave has the faults of a real one: each cause is one line with all its machines, however many they are. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { CheckRun } from '../../src/domain/check-run.ts';
import { groupByCause } from '../../src/domain/group-by-cause.ts';
import { HERE, OLA, startEstate, type Estate } from './support/estate.ts';

let e: Estate;
let run: CheckRun;
beforeAll(async () => {
  e = await startEstate();
  await e.usecases.inventory({ fresh: true });
  await e.plant('APPLIANCE_REGISTERED_6_MIN_AGO');
  const begin = async (): Promise<CheckRun> => {
    const started = await e.usecases.startCheck({ selection: { kind: 'wave', wave: 'W07' }, who: OLA, here: HERE, thread: null });
    if (!started.ok) throw new Error(started.error.code);
    await e.check(started.value.id);
    return (await e.usecases.checkRun(started.value.id))!;
  };
  await begin();
  // Free space inside a guest is what nobody but a person can tell: 200 MB on one machine.
  await e.usecases.answerQuestions({ machines: [e.idOf('db-07')], answers: [{ check: 'OS-SPACE', answer: 'no', note: '200 MB free on /' }], who: OLA });
  run = await begin();
}, 90_000);
afterAll(() => e.close());

const lines = (check: string) => groupByCause(run.reports).filter((g) => g.sample.check === check && g.sample.verdict !== 'pass' && g.sample.verdict !== 'info').map((g) => ({ text: g.text, verdict: g.sample.verdict, machines: g.machines.map((m) => m.name).toSorted() }));

test.each([
  { cause: 'a system that no list names', check: 'OS-LINUX', verdict: 'block', machines: ['web-04'] },
  { cause: 'drivers that do not survive the move', check: 'OS-PVDRV', verdict: 'block', machines: ['web-05', 'web-06', 'web-07'] },
  { cause: 'a closed port in a shared group', check: 'NET-SG-OUT', verdict: 'block', count: 11 },
  { cause: 'a full disk, as a person says', check: 'OS-SPACE', verdict: 'block', machines: ['db-07'] },
  { cause: 'one address in two VPCs', check: 'SRC-SAMEIP', verdict: 'block', machines: ['app-05', 'app-05-dup'] },
  { cause: 'an Auto Scaling group', check: 'SRC-ASG', verdict: 'block', machines: ['app-06'] },
  { cause: 'a server that is on its way', check: 'ASR-APPL', verdict: 'warn', count: 25 },
] as const)('$cause is one line', ({ check, verdict, ...expected }) => {
  const found = lines(check).filter((line) => line.verdict === verdict);
  expect(found).toHaveLength(1);
  if ('machines' in expected) expect(found[0]?.machines).toEqual(expected.machines);
  else expect(found[0]?.machines).toHaveLength(expected.count);
});

test('the server is waited for, and that is said to be normal', () => {
  expect(lines('ASR-APPL')[0]?.text).toMatch(/15 minutes are normal/);
});

test.each([
  { check: 'SUM-ADDRESSES', says: /20 of 10\.20\.1\.0\/27 are free: short by 5 of 25/ },
  { check: 'SUM-VCPU-FAMILY', says: /Standard DSv5 Family vCPUs: .* short by 12 of/ },
])('$check is one line over the whole wave', ({ check, says }) => {
  const sums = run.sums.filter((s) => s.check === check);
  expect(sums).toMatchObject([{ verdict: 'block', evidence: expect.stringMatching(says) }]);
});

test('two machines with one address are never matched by guess, and nothing was written anywhere', () => {
  expect(run.reports.find((r) => r.name === 'app-05-dup')?.findings.find((f) => f.check === 'ASR-DISC')?.verdict).toBe('block');
  const writes = e.sandbox.world.journal.list().filter((j) => (j.server === 'azure' ? j.method !== 'GET' && !j.path.startsWith('/_sandbox') : /Authorize|Stop|Start|Create|Modify/.test(j.action ?? '')));
  expect(writes).toEqual([]);
});
