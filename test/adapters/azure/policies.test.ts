import { afterEach, describe, expect, test } from '@jest/globals';
import { strongest } from '../../../src/adapters/azure/policy-effect.ts';
import type { TargetCloud } from '../../../src/ports/target.ts';
import { GROUP, list, ok, refusal, startArm, targetAt, type Answer, type ArmServer } from './arm-server.ts';

const BUILT_IN = '/providers/Microsoft.Authorization/policyDefinitions';
const SETS = '/providers/Microsoft.Authorization/policySetDefinitions';

let server: ArmServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

const assignment = (definition: string, properties: object = {}, scope = '/subscriptions/s'): object => ({
  id: `${scope}/providers/Microsoft.Authorization/policyAssignments/a`,
  name: 'a',
  properties: { displayName: 'Rule', scope, policyDefinitionId: definition, enforcementMode: 'Default', ...properties },
});
const rule = (effect: string, defaultValue?: string): Answer => ok({ properties: { parameters: defaultValue === undefined ? {} : { effect: { defaultValue } }, policyRule: { if: {}, then: { effect } } } });
const asParameter = "[parameters('effect')]";
const set = (members: readonly object[], parameters: object = {}): Answer => ok({ properties: { parameters, policyDefinitions: members } });
const member = (name: string, parameters: object = {}): object => ({ policyDefinitionId: `${BUILT_IN}/${name}`, parameters });

async function targetWith(assignments: readonly object[], definitions: Readonly<Record<string, Answer>>): Promise<TargetCloud> {
  server = await startArm(({ path }) => (path.endsWith('/policyAssignments') ? list(...assignments) : (definitions[path] ?? refusal(404, 'PolicyDefinitionNotFound'))));
  return targetAt(server);
}

const DENY = `${BUILT_IN}/deny`;
const CHOICE = `${BUILT_IN}/choice`;
const definitions: Readonly<Record<string, Answer>> = {
  [DENY]: rule('Deny'),
  [`${BUILT_IN}/audit`]: rule('audit'),
  [CHOICE]: rule(asParameter, 'Audit'),
  [`${BUILT_IN}/odd`]: rule("[if(equals(1,1), 'deny', 'audit')]"),
  [`${SETS}/mixed`]: set([member('audit'), member('deny')]),
  [`${SETS}/mild`]: set([member('audit'), member('choice', { effect: { value: 'AuditIfNotExists' } })]),
  [`${SETS}/handed`]: set([member('choice', { effect: { value: "[parameters('theEffect')]" } })], { theEffect: { defaultValue: 'Disabled' } }),
  [`${SETS}/lost`]: set([member('audit'), member('nowhere')]),
  [`${SETS}/lost-but-deny`]: set([member('nowhere'), member('deny')]),
};

describe('the effect of an assignment', () => {
  type Row = { readonly reason: string; readonly definition: string; readonly properties?: object; readonly effect: string | null };
  const rows: readonly Row[] = [
    { reason: 'the definition says it', definition: DENY, effect: 'deny' },
    { reason: 'the definition asks for it, and nobody gives it', definition: CHOICE, effect: 'audit' },
    { reason: 'the definition asks for it, and the assignment gives it', definition: CHOICE, properties: { parameters: { Effect: { value: 'Deny' } } }, effect: 'deny' },
    { reason: 'the definition calculates it', definition: `${BUILT_IN}/odd`, effect: null },
    { reason: 'the definition is not for Ferry to see', definition: '/providers/Microsoft.Management/managementGroups/top/providers/Microsoft.Authorization/policyDefinitions/x', effect: null },
    { reason: 'the definition is named by nonsense', definition: '@evil.example/policyDefinitions/x', effect: null },
    { reason: 'one member of a set denies', definition: `${SETS}/mixed`, effect: 'deny' },
    { reason: 'no member of a set denies', definition: `${SETS}/mild`, effect: 'auditIfNotExists' },
    { reason: 'the set hands its default on', definition: `${SETS}/handed`, effect: 'disabled' },
    { reason: 'the assignment gives the set its parameter', definition: `${SETS}/handed`, properties: { parameters: { theEffect: { value: 'Deny' } } }, effect: 'deny' },
    { reason: 'a member of a set cannot be read', definition: `${SETS}/lost`, effect: null },
    { reason: 'a member cannot be read and another denies', definition: `${SETS}/lost-but-deny`, effect: 'deny' },
    { reason: 'an override disarms it', definition: DENY, properties: { overrides: [{ kind: 'policyEffect', value: 'Disabled' }] }, effect: 'disabled' },
    { reason: 'an override disarms a part of it', definition: DENY, properties: { overrides: [{ kind: 'policyEffect', value: 'Disabled', selectors: [{ kind: 'resourceLocation' }] }] }, effect: 'deny' },
    { reason: 'an override arms a part of it', definition: `${BUILT_IN}/audit`, properties: { overrides: [{ kind: 'policyEffect', value: 'Deny', selectors: [{ kind: 'resourceLocation' }] }] }, effect: 'deny' },
  ];
  test.each(rows)('$reason', async ({ definition, properties, effect }) => {
    const target = await targetWith([assignment(definition, properties)], definitions);
    expect(await target.policies(GROUP)).toEqual([{ name: 'Rule', scope: '/subscriptions/s', effect, enforced: true }]);
  });
});

test('an assignment that is only tried out, or that leaves the group out, does not bind', async () => {
  const target = await targetWith([assignment(DENY, { enforcementMode: 'DoNotEnforce' }), assignment(DENY, { notScopes: [GROUP.toUpperCase()] }), assignment(DENY, { notScopes: [`${GROUP}2`], displayName: '' })], definitions);
  expect(await target.policies(GROUP)).toEqual([
    { name: 'Rule', scope: '/subscriptions/s', effect: 'deny', enforced: false },
    { name: 'a', scope: '/subscriptions/s', effect: 'deny', enforced: true },
  ]);
  expect(server?.asked[0]?.query.get('$filter')).toBe('atScope()');
});

test('each definition is read once, however many assignments name it and however often they are read', async () => {
  const target = await targetWith([assignment(DENY), assignment(DENY.toLowerCase()), assignment(`${SETS}/mixed`)], { ...definitions, [DENY.toLowerCase()]: rule('Deny') });
  await Promise.all([target.policies(GROUP), target.policies(GROUP)]);
  await target.policies(GROUP);
  const read = (server?.asked ?? []).map((one) => one.path.toLowerCase()).filter((path) => !path.endsWith('policyassignments'));
  expect(read.toSorted()).toEqual([`${BUILT_IN}/audit`, DENY, `${SETS}/mixed`].map((path) => path.toLowerCase()).toSorted());
});

test('a definition that is throttled is a trouble, not an unknown', async () => {
  const target = await targetWith([assignment(DENY)], { [DENY]: refusal(429, 'TooManyRequests', { 'retry-after': '3600' }) });
  await expect(target.policies(GROUP)).rejects.toMatchObject({ kind: 'throttled', retryAfterMs: 3_600_000, operation: 'policyDefinitions.get' });
});

test('what remains of a huge set is unknown rather than read one by one', async () => {
  const target = await targetWith([assignment(`${SETS}/huge`)], { ...definitions, [`${SETS}/huge`]: set(Array.from({ length: 80 }, (_, index) => member(`m${index}`))) });
  expect((await target.policies(GROUP))[0]?.effect).toBeNull();
  expect(server?.asked).toHaveLength(62);
});

test.each([
  { effects: ['Audit', 'DENY', null], expected: 'deny' },
  { effects: ['disabled', 'deployifnotexists'], expected: 'deployIfNotExists' },
  { effects: ['audit', 'somethingNew'], expected: null },
  { effects: [], expected: null },
])('of $effects the strongest is $expected', ({ effects, expected }) => {
  expect(strongest(effects)).toBe(expected);
});
