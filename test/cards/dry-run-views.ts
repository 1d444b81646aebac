/** What a command would send, for one machine and for a wave. */
import { dryRunCard } from '../../src/cards/dry-run.ts';
import { reportFilesCard } from '../../src/cards/report-files.ts';
import type { Rendered } from '../../src/cards/rendered.ts';
import { callOf, FAILOVER, planCall } from '../../src/domain/dry-run/calls.ts';
import type { DryMachine, DryPlan, DryPlanStep, DryRun } from '../../src/domain/dry-run/types.ts';
import { instanceIdFromCloud } from '../../src/domain/ids.ts';
import { en } from '../../src/text/en.ts';
import { migrationOf, NOW } from './fixtures.ts';

const place = { subscriptionId: '00000000-0000-4000-8000-00000000c001', resourceGroup: 'rg-ferry', vault: 'rsv-mig-weu', fabric: 'vmware-fabric-01', container: 'vmware-container-01' };

function machine(n: number, name: string, group: number | null): DryMachine {
  const m = { ...migrationOf(), instanceId: instanceIdFromCloud(`i-0a1000000000${String(n).padStart(5, '0')}`), itemName: `ferry-m-0a1000000000${String(n).padStart(5, '0')}-1` };
  return { name, group, stop: null, steps: [{ kind: 'stopSource', after: ['approval', 'window', 'quiesce', 'drain'], call: callOf('stopSource', { m, place, comment: null }) }, { kind: 'startFailover', after: [], call: callOf('startFailover', { m, place, comment: null }) }] };
}

const of = (machines: readonly DryMachine[], change: Partial<DryRun> = {}): DryRun => ({ machines, refused: [], approvals: 2, ...change });
const hundred = (name: (n: number) => string): readonly DryMachine[] => Array.from({ length: 100 }, (_, n) => machine(n, name(n), (n % 7) + 1));

/** The same machines by the recovery plan of their wave. */
function byPlan(all: readonly DryMachine[], o: { readonly wave: string; readonly bar?: DryPlan['bar'] }): Pick<DryRun, 'machines' | 'plans'> {
  const groups = [...new Set(all.map((m) => m.group ?? 1))].toSorted().map((group) => ({ group, machines: all.filter((m) => m.group === group).map((m) => m.name) }));
  const step = (kind: DryPlanStep['kind'], after: DryPlanStep['after'], body: readonly string[]): DryPlanStep => ({ kind, after, groups, call: planCall(kind, { place, name: 'ferry-w-rsv-mig-weu-07-0a1b2c3d', body }) });
  const plan: DryPlan = { wave: o.wave, name: 'p', saves: [step('savePlan', ['approval'], [])], run: o.bar === undefined ? step('failOverByPlan', ['all-stopped'], FAILOVER) : null, bar: o.bar ?? null };
  return { machines: all.map((m) => ({ ...m, steps: m.steps.slice(0, 1), plan: 'p' })), plans: [plan] };
}
const three = [machine(1, 'db-01', 1), machine(2, 'app-01', 2), machine(3, 'app-02', 2)];

export const ordinaryDryRuns: { readonly [name: string]: () => Rendered } = {
  'report-files': () => reportFilesCard({ wave: 'W07', html: 'https://ferry.example/exports/report-VzA3.html?t=1.x', csv: 'https://ferry.example/exports/report-csv-VzA3.csv?t=1.x', until: NOW }, en),
  'dry-run': () => dryRunCard({ what: 'cutover web-01', run: of([machine(1, 'web-01', null)]), notes: [] }, en),
  'dry-run.wave': () => dryRunCard({ what: 'cutover W07', run: of([machine(1, 'db-01', 1), machine(2, 'app-01', 2), machine(3, 'app-02', 2)], { refused: [{ machine: 'web-07', why: { code: 'wrong-phase', detail: { machine: 'web-07', phase: 'seeding' } } }] }), notes: [] }, en),
  'dry-run.plan': () => dryRunCard({ what: 'cutover W07', run: of([], byPlan(three, { wave: 'W07' })), notes: [] }, en),
  'dry-run.plan-kept-back': () => dryRunCard({ what: 'cutover W07', run: of([], { ...byPlan(three, { wave: 'W07', bar: 'one-keeps-all' }), follows: ['W07'] }), notes: [en.dryRun.kept] }, en),
  'dry-run.plan-hundred': () => dryRunCard({ what: 'cutover W07', run: of([], byPlan(hundred((n) => `app-server-${n}`), { wave: 'W07' })), notes: [] }, en),
  'dry-run.hundred': () => dryRunCard({ what: 'cutover W07', run: of(hundred((n) => `app-server-${n}`)), notes: [] }, en),
  'dry-run.nothing': () => dryRunCard({ what: 'retry web-01', run: of([{ ...machine(1, 'web-01', null), steps: [], stop: 'Azure offers no test failover now.' }], { approvals: null }), notes: [en.dryRun.proposed] }, en),
};

export function dryRunsWithText(text: string): { readonly [name: string]: () => Rendered } {
  const refused = Array.from({ length: 40 }, (_, n) => ({ machine: `${n} ${text}`, why: { code: 'not-ready', detail: { machine: text, blocks: `${n} ${text}` } } }));
  const worst = hundred((n) => `${n} ${text}`).map((m) => ({ ...m, stop: text, steps: m.steps.map((s) => ({ ...s, call: { ...s.call, body: [text, text, text] } })) }));
  return {
    'report-files': () => reportFilesCard({ wave: text, html: 'https://ferry.example/a', csv: 'https://ferry.example/b', until: NOW }, en),
    'dry-run': () => dryRunCard({ what: text, run: of(worst.slice(0, 1)), notes: [text] }, en),
    'dry-run.wave': () => dryRunCard({ what: text, run: of(worst, { refused }), notes: [text, text] }, en),
    'dry-run.plan': () => dryRunCard({ what: text, run: of([], { ...byPlan(worst, { wave: text }), follows: [text, text], refused }), notes: [text] }, en),
  };
}
