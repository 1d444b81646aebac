/** The cards around waves and plan files: ordinary views, and the worst that can be thrown at them. */
import { planDiffCard } from '../../src/cards/plan-diff.ts';
import { planErrorsCard } from '../../src/cards/plan-errors.ts';
import { planStepCard } from '../../src/cards/plan-step.ts';
import { waveCard } from '../../src/cards/wave.ts';
import { waveQuestionCard } from '../../src/cards/wave-question.ts';
import type { Rendered } from '../../src/cards/rendered.ts';
import { conversationIdFromActivity, instanceIdFromCloud, waveIdOf } from '../../src/domain/ids.ts';
import type { Migration, Position } from '../../src/domain/migration/types.ts';
import type { PlanDiff } from '../../src/domain/plan-file/difference.ts';
import { PROBLEM_CODES, type PlanProblem } from '../../src/domain/plan-file/types.ts';
import type { PlanRun, PlanStep, Wave } from '../../src/domain/wave/types.ts';
import { en } from '../../src/text/en.ts';
import type { WaveRow, WaveView } from '../../src/usecases/wave-types.ts';
import { approvalOf, machineOf, migrationOf, NOW, person, positions, statusOf, WINDOW } from './fixtures.ts';

type Views = { readonly [name: string]: () => Rendered };
const form = { name: 'wave-new', version: 3 };
const TIERS = ['db', 'app', 'web'] as const;

/** A wave with so many machines in three groups; `at` tells the phase of each, null for none. */
export function waveViewOf(n: number, at: (i: number) => Position['phase'] | null, over: { readonly wave?: Partial<Wave>; readonly view?: Partial<WaveView>; readonly text?: string } = {}): WaveView {
  const rows = Array.from({ length: n }, (_, i): WaveRow => {
    const group = 1 + Math.floor((i * 3) / n);
    const name = over.text ?? `${TIERS[group - 1] ?? 'vm'}-${String(i + 1).padStart(2, '0')}`;
    const machine = machineOf({ instanceId: instanceIdFromCloud(`i-${(i + 1).toString(16).padStart(17, '0')}`), name });
    const phase = at(i);
    const migration: Migration | null = phase === null ? null : migrationOf({ instanceId: machine.instanceId, name, position: positions[phase] });
    return { member: { instanceId: machine.instanceId, name, group, needs: [] }, machine, status: migration === null ? null : statusOf(migration) };
  });
  const wave: Wave = {
    id: waveIdOf('weu', '7'), scope: 'weu', name: over.text ?? 'W07', owner: person(over.text ?? 'Olive Owner'), members: rows.map((r) => r.member), window: WINDOW, approvers: null, after: ['6'], note: over.text ?? '', createdAt: NOW, plan: null, closed: null,
    target: { resourceGroupId: null, networkId: null, subnet: null, size: null }, channel: conversationIdFromActivity('19:ops@thread.tacv2'), policy: { onFailure: 'stop', drive: 'machines' }, edited: { by: person('Olive Owner'), at: NOW }, ...over.wave,
  };
  return { wave, rows, approval: null, after: [{ name: over.text ?? 'W06', done: true }], now: NOW, asOf: NOW, ...over.view };
}

const planLink = (trouble: string | null) => ({ name: 'ferry-w-weu-7-0a1b2c3d', hash: 'h', savedAt: NOW, jobId: null, trouble });
const planStep = (text = 'open the firewall'): PlanStep => ({ step: text, instructions: text, since: NOW, answer: null });
const planRun = (text?: string): PlanRun => ({ id: 'r', act: 'startFailover', name: 'ferry-w-weu-7-0a1b2c3d', members: [], approvalId: null, intendedAt: NOW, status: 'accepted', jobId: null, requestId: null, endedAt: null, notBefore: null, manual: text === undefined ? null : planStep(text) });
const mixed = (i: number): Position['phase'] | null => (['seeding', 'protected', 'tested', null] as const)[i % 4] ?? null;
const diff: PlanDiff = {
  waves: [
    { wave: 'W07', isNew: false, added: ['app-03'], moved: [{ machine: 'web-01', from: 'W08' }], removed: ['db-09'], changed: ['app-01', 'app-02'], fields: [{ field: 'window', from: { text: '', window: null }, to: { text: '', window: WINDOW } }, { field: 'owner', from: { text: 'Olive Owner', window: null }, to: { text: 'Rita Requester', window: null } }] },
    { wave: 'W11', isNew: true, added: Array.from({ length: 25 }, (_, i) => `web-${i + 20}`), moved: [], removed: [], changed: [], fields: [] },
  ],
  counts: { waves: 2, newWaves: 1, added: 26, moved: 1, removed: 1, changed: 2, unchanged: 467 },
};
const nothing: PlanDiff = { waves: [], counts: { waves: 0, newWaves: 0, added: 0, moved: 0, removed: 0, changed: 0, unchanged: 497 } };
const problems = (text: string): readonly PlanProblem[] => PROBLEM_CODES.map((code, n) => ({ line: n + 2, column: 'machine', value: text, code, detail: Object.fromEntries(['wave', 'machine', 'known', 'cycle', 'other', 'similar', 'name', 'person', 'group', 'needGroup', 'count', 'line', 'why'].map((k) => [k, text])) }));
const question = { title: 'Step 2 of 8: New wave W07', ...en.waves.dialog.asked.machines, lines: [], value: '', problem: null, isFirst: false, form };

export const ordinaryWaves: Views = {
  wave: () => waveCard(waveViewOf(25, mixed), en),
  'wave.tested': () => waveCard(waveViewOf(25, () => 'tested', { view: { after: [] } }), en),
  'wave.planned': () => waveCard(waveViewOf(25, () => null, { wave: { window: null, after: [] }, view: { after: [] } }), en),
  'wave.empty': () => waveCard(waveViewOf(0, () => null), en),
  'wave.hundred': () => waveCard(waveViewOf(100, () => 'failing-over', { view: { approval: approvalOf({ status: 'running' }) } }), en, { page: 9 }),
  'wave.asked': () => waveCard(waveViewOf(25, () => 'awaiting-approval', { view: { approval: approvalOf({ quorum: 2 }), after: [{ name: 'W06', done: false }] } }), en),
  'wave.azure': () => waveCard(waveViewOf(25, () => 'in-azure'), en),
  'wave.plan-runs': () => waveCard(waveViewOf(6, (i) => (i < 2 ? 'in-azure' : 'failing-over'), { wave: { policy: { onFailure: 'stop', drive: 'plan' }, plan: planLink(null), planRun: planRun() }, view: { approval: approvalOf({ status: 'running' }), planProgress: { run: 'r', state: 'inProgress', groups: [{ name: 'Group 1', done: 2, of: 2, state: 'succeeded' }, { name: 'Group 2', done: 0, of: 3, state: 'inProgress' }] } } }), en),
  'wave.plan-kept': () => waveCard(waveViewOf(6, () => 'tested', { wave: { policy: { onFailure: 'stop', drive: 'kept' }, plan: planLink(null) } }), en),
  'wave.plan-left': () => waveCard(waveViewOf(6, () => 'tested', { wave: { policy: { onFailure: 'stop', drive: 'machines' }, plan: planLink(null) } }), en),
  'wave.plan-drifted': () => waveCard(waveViewOf(6, () => 'source-stopped', { wave: { policy: { onFailure: 'stop', drive: 'plan' }, plan: planLink('changed') }, view: { approval: approvalOf({ status: 'running' }) } }), en),
  'plan-step': () => planStepCard({ wave: 'W07', step: planStep() }, en),
  'plan-step.answered': () => planStepCard({ wave: 'W07', step: { ...planStep(), answer: { note: 'port 443 is open', by: person('Olive Owner'), at: NOW, status: 'wanted' } } }, en),
  'wave.queued': () => waveCard(waveViewOf(25, (i) => (i < 10 ? 'seeding' : null), { view: { queued: Array.from({ length: 15 }, (_, i) => ({ name: `web-${i + 11}`, batch: 10 })) } }), en),
  'wave.closed': () => waveCard(waveViewOf(3, () => 'migrated', { wave: { closed: { at: NOW, by: person('Olive Owner'), reason: 'all done' } } }), en),
  'wave-question': () => waveQuestionCard(question, en),
  'wave-question.problem': () => waveQuestionCard({ ...question, value: 'db01 app*', problem: en.waves.pick.unknown([{ text: 'db01', similar: ['db-01'] }]), lines: ['25 machines so far.'] }, en),
  'plan-diff': () => planDiffCard({ diff, requests: [{ id: 'A-1042', voided: true, without: [] }, { id: 'A-1043', voided: false, without: ['db-09'] }], rows: 497, problem: null, form }, en),
  'plan-diff.same': () => planDiffCard({ diff: nothing, requests: [], rows: 497, problem: null, form: null }, en),
  'plan-diff.stale': () => planDiffCard({ diff, requests: [], rows: 497, problem: en.plan.diff.stale, form }, en),
  'plan-errors': () => planErrorsCard({ problems: problems('web-99').slice(8), rows: 500, url: 'https://ferry.example/exports/plan-x.csv?t=1.x' }, en),
};

/** The same with a foreign text wherever one can stand. */
export function wavesWithText(text: string): Views {
  const stuck = migrationOf({ name: text, stuck: { since: NOW, code: 'job-failed', act: null, failure: { code: text, message: text, causes: text, advice: text, task: null, activityId: null }, jobId: null } });
  const view = waveViewOf(100, () => 'tested', { text });
  const rows = view.rows.map((r) => ({ ...r, status: statusOf(stuck) }));
  const names = Array.from({ length: 100 }, () => text);
  const hostile: PlanDiff = { ...diff, waves: Array.from({ length: 60 }, () => ({ wave: text, isNew: false, added: names, moved: names.map((machine) => ({ machine, from: text })), removed: names, changed: names, fields: (['owner', 'target', 'after', 'approvers', 'policy', 'note'] as const).map((field) => ({ field, from: { text, window: null }, to: { text, window: null } })) })) };
  return {
    wave: () => waveCard({ ...view, rows, approval: approvalOf() }, en),
    'plan-step': () => planStepCard({ wave: text, step: { ...planStep(text), answer: { note: text, by: person(text), at: NOW, status: 'cannot' } } }, en),
    'wave.plan-runs': () => waveCard({ ...view, rows, wave: { ...view.wave, policy: { onFailure: 'stop', drive: 'plan' }, plan: planLink(text), planRun: planRun(text) }, approval: approvalOf(), planProgress: { run: 'r', state: 'suspended', groups: Array.from({ length: 7 }, () => ({ name: text, done: 9, of: 15, state: 'inProgress' as const })) } }, en),
    'wave-question': () => waveQuestionCard({ ...question, title: text, question: text, lines: names, value: text, problem: text }, en),
    'plan-diff': () => planDiffCard({ diff: hostile, requests: Array.from({ length: 15 }, (_, n) => ({ id: `A-${n}`, voided: n % 2 === 0, without: n % 2 === 0 ? [] : names })), rows: 5_000, problem: null, form }, en),
    'plan-errors': () => planErrorsCard({ problems: problems(text), rows: 5_000, url: null }, en),
    'plan-errors.last': () => planErrorsCard({ problems: problems(text).slice(-10), rows: 5_000, url: null }, en),
  };
}
