/** The cards around planning and setting up: ordinary views, and the worst that can be thrown at them. */
import { capacityCard } from '../../src/cards/capacity.ts';
import { explainCard } from '../../src/cards/explain.ts';
import { networkPlanCard } from '../../src/cards/network-plan.ts';
import { policyCard } from '../../src/cards/policy.ts';
import { policyFormCard } from '../../src/cards/policy-form.ts';
import type { Rendered } from '../../src/cards/rendered.ts';
import { settingsCard } from '../../src/cards/settings.ts';
import { setupCard } from '../../src/cards/setup.ts';
import { CHECKS } from '../../src/domain/checks/index.ts';
import { CODES } from '../../src/domain/explain/codes/index.ts';
import { GLOSSARY } from '../../src/domain/explain/glossary.ts';
import { en } from '../../src/text/en.ts';
import { NOW } from './fixtures.ts';
import { boardOf, capacityOf, doneSetup, explainedOf, networkOf, seenOf, settingsOf, setupOf } from './planning-fixtures.ts';

const form = { name: 'policy', version: 3 };
const fields = { name: 'ferry-24-hours', retention: '24', app: '0', rpo: '15' };
const code = CODES.find((c) => c.code === '95107')!;
const term = GLOSSARY.find((t) => t.term === 'rpo')!;
const check = CHECKS.find((c) => c.id === 'NET-SG-OUT')!;

type Views = { readonly [name: string]: () => Rendered };

export const ordinaryPlanning: Views = {
  setup: () => setupCard({ setup: setupOf(), now: NOW }, en),
  'setup.done': () => setupCard({ setup: doneSetup(), now: NOW }, en),
  capacity: () => capacityCard({ answer: capacityOf({ wish: { windowMs: 8 * 3_600_000, churn: null, linkMbit: 200 } }), savedNow: false, now: NOW }, en),
  'capacity.saved': () => capacityCard({ answer: capacityOf({ saved: true, wish: { windowMs: 8 * 3_600_000, churn: { kind: 'percent', percent: 3 }, linkMbit: 5_000 } }), savedNow: true, now: NOW }, en),
  'network-plan': () => networkPlanCard({ answer: networkOf(), page: 0, savedNow: false, now: NOW }, en),
  'network-plan.machines': () => networkPlanCard({ answer: networkOf({ saved: true }), page: 1, savedNow: false, now: NOW }, en),
  'network-plan.unread': () => networkPlanCard({ answer: networkOf({ why: 'Azure does not answer' }), page: 0, savedNow: false, now: NOW }, en),
  policy: () => policyCard({ board: boardOf() }, en),
  'policy.none': () => policyCard({ board: boardOf({ policies: [], creations: [], inUse: null }) }, en),
  'policy-form': () => policyFormCard({ fields, classic: false, longestRetentionHours: 360, problems: [], form }, en),
  'policy-form.problem': () => policyFormCard({ fields: { ...fields, retention: '500' }, classic: true, longestRetentionHours: 360, problems: ['The retention is not possible.'], form }, en),
  'explain.code': () => explainCard({ kind: 'code', entry: code, seen: [] }, en),
  'explain.code-seen': () => explainCard({ kind: 'code', entry: code, seen: [{ ...seenOf(), code: '95107' }] }, en),
  'explain.seen': () => explainCard({ kind: 'seen', code: '539', seen: [seenOf()] }, en),
  'explain.check': () => explainCard({ kind: 'check', check, explained: explainedOf() }, en),
  'explain.term': () => explainCard({ kind: 'term', entry: term }, en),
  'explain.nothing': () => explainCard({ kind: 'nothing', similar: ['rpo', 'resync'] }, en),
  settings: () => settingsCard({ settings: settingsOf(), now: NOW }, en),
  'settings.unread': () => settingsCard({ settings: settingsOf({ provider: null, whyNoProvider: 'Azure does not answer', profileFrom: 'guess' }), now: NOW }, en),
};

/** The same with one text in every place where somebody else's words can stand. */
export function planningWithText(text: string): Views {
  const t = (): string => text;
  return {
    setup: () => setupCard({ setup: setupOf(t), now: NOW }, en),
    capacity: () => capacityCard({ answer: capacityOf({ t, saved: true, machines: 300 }), savedNow: false, now: NOW }, en),
    'network-plan': () => networkPlanCard({ answer: networkOf({ t, saved: true, machines: 100 }), page: 0, savedNow: false, now: NOW }, en),
    'network-plan.machines': () => networkPlanCard({ answer: networkOf({ t, machines: 100, why: text }), page: 2, savedNow: false, now: NOW }, en),
    policy: () => policyCard({ board: boardOf({ setting: text, policies: Array.from({ length: 40 }, () => boardOf({}, t).policies[0]!) }, t) }, en),
    'policy-form': () => policyFormCard({ fields: { name: text, retention: text, app: text, rpo: text }, classic: true, longestRetentionHours: 360, problems: [text, text], form }, en),
    'explain.seen': () => explainCard({ kind: 'seen', code: text, seen: [seenOf(t), seenOf(t), seenOf(t)] }, en),
    'explain.check': () => explainCard({ kind: 'check', check, explained: explainedOf(t) }, en),
    settings: () => settingsCard({ settings: settingsOf({ provider: null, whyNoProvider: text }, t), now: NOW }, en),
  };
}
