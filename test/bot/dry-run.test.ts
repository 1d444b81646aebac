/** `--dry-run` on every command that writes: nothing but questions reaches the use cases, and no form is begun. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { commands } from '../../src/bot/commands/index.ts';
import type { DryPlanStep } from '../../src/domain/dry-run/types.ts';
import { instanceIdFromCloud } from '../../src/domain/ids.ts';
import { ok } from '../../src/domain/result.ts';
import type { UseCases } from '../../src/usecases/types.ts';
import { at, machineOf, rowOf } from '../cards/fixtures.ts';
import { waveViewOf } from '../cards/wave-views.ts';
import { ADA, AMIR, button, CHANNEL, conversation, freshStore, RITA, said, usecasesOver } from './support.ts';

let open: Awaited<ReturnType<typeof freshStore>>;
beforeAll(async () => { open = await freshStore(); }, 60_000);
afterAll(() => open.close());
beforeEach(async () => { for (const who of [RITA, AMIR, ADA]) await open.store.dropDialog(CHANNEL.conversation, who.id); });

/** Use cases that store nothing but a report of what they read, and send nothing. */
const READS: ReadonlySet<string> = new Set(['find', 'byInstance', 'waveByName', 'waveNamed', 'waveNamedAny', 'selectMachines', 'replicateOptions', 'planReplication', 'missingRule', 'cutoverEvidence', 'prepareWave', 'policies', 'dryRun', 'dryRunApproval', 'dryRunReplication', 'dryRunPolicy', 'dryRunWave', 'waves', 'waveList', 'selected', 'approval', 'waveView',
  // Who may not give a command is refused on record, dry or not.
  'recordSecurity']);

/** Notes every use case that was asked for. */
function watched(over: UseCases): { readonly usecases: UseCases; readonly asked: Set<string> } {
  const asked = new Set<string>();
  const usecases = new Proxy(over, { get: (all, key) => { asked.add(String(key)); return Reflect.get(all, key) as unknown; } });
  return { usecases, asked };
}

const SAVE: DryPlanStep = { kind: 'savePlan', after: [], groups: [{ group: 1, machines: ['web-01'] }], call: { cloud: 'azure', method: 'PUT', path: '/p', own: 'p', body: [], permission: '' } };

/** A line that each command understands; those that are not named take a machine and a reason. */
const LINES: Readonly<Record<string, string>> = {
  answer: 'answer web-01', fix: 'fix web-01 NET-SG-OUT', override: 'override web-01 NET-SG-OUT because the team opens it', plan: 'plan import', wave: 'wave new W09', policy: 'policy create ferry-48', test: 'test web-01', window: 'window web-01 sat 22:00..02:00 Europe/Rome',
  cutover: 'cutover web-01 because tonight', complete: 'complete web-01', verdict: 'verdict web-01 works', approve: 'approve A-1042 web-01', reject: 'reject A-1042 because late', ask: 'ask A-1042 why', withdraw: 'withdraw A-1042', breakglass: 'breakglass A-1042 confirm',
  delegate: 'delegate Vera until fri', quiesce: 'quiesce web-01', stopped: 'stopped web-01', accept: 'accept web-01', replicate: 'replicate web-01', freeze: 'freeze end 1 because over', cancel: 'cancel A-1042', retry: 'retry web-01', unsubscribe: 'unsubscribe web-01', adopt: 'adopt web-01', keep: 'keep web-01', resume: 'resume web-01',
};
const writing = commands.filter((c) => c.kind !== 'look').map((c) => ({ name: c.name, line: LINES[c.name] ?? `${c.name} web-01 because of a reason` }));

describe('a command that writes', () => {
  test.each(writing)('$line --dry-run', async ({ line }) => {
    const { usecases, asked } = watched(usecasesOver(at('tested')));
    const talk = conversation({ store: open.store, usecases });
    const answers = [];
    for (const who of [RITA, AMIR, ADA]) {
      answers.push(said(await talk.type(`${line} --dry-run`, who)));
      expect(await open.store.dialog(CHANNEL.conversation, who.id)).toBeNull();
    }
    expect(answers.join('\n')).toMatch(/Dry run of/);
    expect([...asked].filter((name) => !READS.has(name))).toEqual([]);
  });

  test('a change to a wave lists what its recovery plan in the vault needs, and says so where it has none', async () => {
    const { wave } = waveViewOf(3, () => 'tested');
    const answers = [];
    for (const value of [{ machines: [], plans: [{ wave: 'W07', name: 'p', saves: [SAVE], run: null, bar: null }], refused: [], approvals: 0 }, null]) {
      const { usecases, asked } = watched(usecasesOver(at('tested'), { waveByName: () => Promise.resolve(wave), dryRunWave: () => Promise.resolve(ok(value)) }));
      answers.push(said(await conversation({ store: open.store, usecases }).type('wave W07 drive machines with plan --dry-run', RITA)));
      expect([...asked].filter((name) => !READS.has(name))).toEqual([]);
      expect(asked).toContain('dryRunWave');
    }
    expect(answers).toEqual([expect.stringMatching(/Dry run of wave W07: 1 request/), expect.stringMatching(/Dry run of 'wave': no cloud call/)]);
  });

  test('the clean-up of a test is that of its verdict, and begins nothing by itself', async () => {
    const { usecases, asked } = watched(usecasesOver(at('test-review')));
    const talk = conversation({ store: open.store, usecases });
    expect(said(await talk.type('test clean web-01 --dry-run', RITA))).toMatch(/Dry run of verdict web-01/);
    expect(said(await talk.type('test clean web-01', RITA))).toMatch(/verdict web-01 works[\s\S]*Nothing was done/);
    expect([...asked].filter((name) => !READS.has(name))).toEqual([]);
  });

  test('of several machines of one name asks which, and still only looks ahead', async () => {
    const rows = [rowOf({ migration: at('tested') }), rowOf({ machine: machineOf({ instanceId: instanceIdFromCloud('i-0bbbbbbbbbbbbbb02') }), migration: at('tested') })];
    const { usecases, asked } = watched(usecasesOver(at('tested'), { find: () => Promise.resolve({ kind: 'many', rows }) }));
    const talk = conversation({ store: open.store, usecases });
    const choice = button(await talk.type('test web-01 --dry-run'), { verb: 'dryrun', what: 'test', id: 'i-0bbbbbbbbbbbbbb02' });
    const one = watched(usecasesOver(at('tested'), { byInstance: () => Promise.resolve(rows[1] ?? null), find: () => Promise.resolve({ kind: 'one', row: rows[1]! }) }));
    expect(said(await conversation({ store: open.store, usecases: one.usecases }).press(choice))).toMatch(/Dry run of test web-01/);
    expect([...asked, ...one.asked].filter((name) => !READS.has(name))).toEqual([]);
    expect(one.asked).toContain('dryRun');
  });
});
