import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { MissingRule } from '../../src/domain/finding.ts';
import type { SourceCloud } from '../../src/ports/source.ts';
import type { CloudError } from '../../src/ports/trouble.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/start.ts';
import { ann, counts, factsOf, sourceAt, WEB_01 } from './aws-support.ts';
import { troubleOf, until } from './azure-support.ts';

const LEGACY = 'sg-0a1b2c3d4e5f60b04';
const APPLIANCE = 'sg-0a1b2c3d4e5f60a01';
const rule = (change: Partial<MissingRule> = {}): MissingRule => ({ groupId: LEGACY, direction: 'out', ports: [9443], peer: { kind: 'group', groupId: APPLIANCE }, description: 'Ferry: Site Recovery data', ...change });

let sandbox: Sandbox;
let source: SourceCloud;
type Effect = Parameters<Sandbox['world']['faults']['add']>[0]['effect'];
const failing = (action: string, effect: Effect): void => {
  sandbox.world.faults.add({ match: { server: 'ec2', action }, effect, count: 100 });
};

beforeAll(async () => {
  sandbox = await startSandbox({ speed: 1 });
  source = sourceAt(sandbox.ec2Url);
});
beforeEach(() => sandbox.world.journal.clear());
afterEach(() => sandbox.world.faults.clear());
afterAll(() => sandbox.close());

const rulesOf = (groupId: string) => [...sandbox.world.aws.rules.values()].filter((one) => one.groupId === groupId);

describe('adding a rule', () => {
  test('the dry run changes nothing and says yes', async () => {
    const before = rulesOf(LEGACY).length;
    await source.mayAddRule(rule({ ports: [9444] }));
    expect(rulesOf(LEGACY)).toHaveLength(before);
    expect(counts(sandbox).get('AuthorizeSecurityGroupEgress')).toBe(1);
  });

  test('the rule is added exactly as shown, in one call, with its description', async () => {
    expect(await source.addRule(rule(), ann)).toMatchObject({ outcome: 'added', requestId: expect.stringMatching(/[0-9a-f-]{36}/) });
    expect(rulesOf(LEGACY).filter((one) => one.fromPort === 9443)).toMatchObject([{ egress: true, protocol: 'tcp', fromPort: 9443, toPort: 9443, cidr: null, peerGroupId: APPLIANCE, description: 'Ferry: Site Recovery data' }]);
    expect(counts(sandbox).get('AuthorizeSecurityGroupEgress')).toBe(1);
  });

  test('a rule that is there already is no trouble, and is not added twice', async () => {
    const ingress = rule({ direction: 'in', groupId: APPLIANCE, ports: [8443], peer: { kind: 'cidr', cidr: '10.10.1.11/32' } });
    expect((await source.addRule(ingress, ann)).outcome).toBe('added');
    expect((await source.addRule(ingress, ann)).outcome).toBe('existed');
    expect(rulesOf(APPLIANCE).filter((one) => one.fromPort === 8443)).toHaveLength(1);
  });

  test('of two ports one of which is there, AWS refuses both: that is a conflict, and nothing was added', async () => {
    const before = rulesOf(APPLIANCE).length;
    const both = rule({ direction: 'in', groupId: APPLIANCE, ports: [8443, 8444], peer: { kind: 'cidr', cidr: '10.10.1.11/32' } });
    expect(await troubleOf(source.addRule(both, ann))).toMatchObject({ kind: 'conflict', code: 'InvalidPermission.Duplicate', mayHaveHappened: false });
    expect(rulesOf(APPLIANCE)).toHaveLength(before);
  });

  test('a group that does not exist is not found', async () => {
    expect(await troubleOf(source.addRule(rule({ groupId: 'sg-0fffffffffffffff1' }), ann))).toMatchObject({ kind: 'notFound', mayHaveHappened: false });
  });

  type Row = { readonly reason: string; readonly effect: Effect; readonly error: Partial<CloudError> };
  const rows: readonly Row[] = [
    { reason: '500', effect: { status: 500 }, error: { kind: 'unavailable', mayHaveHappened: true } },
    { reason: 'throttled', effect: { status: 503 }, error: { kind: 'throttled', mayHaveHappened: false } },
    { reason: 'done, then the connection drops', effect: { drop: true, afterwards: true }, error: { kind: 'unavailable', mayHaveHappened: true } },
    { reason: 'forbidden', effect: { status: 403 }, error: { kind: 'forbidden', mayHaveHappened: false } },
  ];
  test.each(rows)('it is sent once: $reason', async ({ reason, effect, error }) => {
    failing('AuthorizeSecurityGroupEgress', effect);
    expect(await troubleOf(source.addRule(rule({ ports: [20_000 + reason.length] }), ann))).toMatchObject({ ...error, operation: 'ec2:AuthorizeSecurityGroupEgress' });
    await until(() => (counts(sandbox).get('AuthorizeSecurityGroupEgress') ?? 0) > 0);
    expect(counts(sandbox).get('AuthorizeSecurityGroupEgress')).toBe(1);
  });

  test('without the permission the dry run says so', async () => {
    failing('AuthorizeSecurityGroupEgress', { status: 403 });
    expect(await troubleOf(source.mayAddRule(rule()))).toMatchObject({ kind: 'forbidden', mayHaveHappened: false });
  });
});

describe('how much machines write', () => {
  test('is the daily sum over their volumes', async () => {
    const facts = await factsOf(source, WEB_01);
    const churn = await source.churn(facts);
    // 6 MB a minute, as the machine is seeded.
    expect(churn.get(WEB_01)).toBeGreaterThan(6 * 1_440 * 1e6 * 0.5);
    expect(churn.get(WEB_01)).toBeLessThan(6 * 1_440 * 1_048_576 * 1.5);
    expect(counts(sandbox).get('GetMetricData')).toBe(1);
  });

  test('may be forbidden', async () => {
    const facts = await factsOf(source, WEB_01);
    failing('GetMetricData', { status: 403, body: { __type: 'AccessDeniedException', message: 'no' } });
    expect(await troubleOf(source.churn(facts))).toMatchObject({ kind: 'forbidden', operation: 'cloudwatch:GetMetricData' });
  });
});
