/** What the control surface does behind the bot's back: in the portal, with an entry in the Activity Log, and to EC2 machines. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startSandbox, type Sandbox } from '../../../src/sandbox/start.ts';
import { protect, replicationOf, SUBSCRIPTION } from '../../contracts/azure-support.ts';

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox({ speed: 1, pageSize: 100 });
});
afterEach(() => sandbox.close());

const idOf = (name: string): string => sandbox.world.sources.list().find((m) => m.name === name)?.instanceId ?? '';

async function change(name: string, patch: object): Promise<{ readonly status: number; readonly text: string }> {
  const answer = await fetch(`${sandbox.azureUrl}/_sandbox/machines/${idOf(name)}`, { method: 'POST', body: JSON.stringify(patch) });
  return { status: answer.status, text: await answer.text() };
}

type Entry = { readonly caller: string; readonly operationName: { readonly value: string }; readonly resourceId: string; readonly status: { readonly value: string }; readonly claims: Record<string, string> };

async function log(filter: string): Promise<{ readonly status: number; readonly entries: readonly Entry[]; readonly message: string }> {
  const query = new URLSearchParams({ 'api-version': '2015-04-01', $filter: filter });
  const answer = await fetch(`${sandbox.azureUrl}/subscriptions/${SUBSCRIPTION}/providers/microsoft.insights/eventtypes/management/values?${query.toString()}`, { headers: { authorization: 'Bearer x' } });
  const body = (await answer.json()) as { value?: readonly Entry[]; error?: { message: string } };
  return { status: answer.status, entries: body.value ?? [], message: body.error?.message ?? '' };
}

const from = (): string => new Date(sandbox.world.clock.now() - 86_400_000).toISOString();

describe('in the portal', () => {
  test('a button that the portal would not show is refused, and nothing begins', async () => {
    await protect(sandbox, replicationOf(sandbox), 'web-01');
    expect(await change('web-01', { portalTestCleanup: true })).toMatchObject({ status: 400, text: expect.stringMatching(/portalTestCleanup: not possible for ferry-web-01 now/) });
    expect(await change('web-01', { portalComplete: true })).toMatchObject({ status: 400 });
    expect((await replicationOf(sandbox).item('ferry-web-01')).value?.running).toBeNull();
  });

  test.each([
    { patch: { portalFailover: true }, operation: /unplannedFailover\/action$/, scenario: 'UnplannedFailover' },
    { patch: { portalTest: true }, operation: /testFailover\/action$/, scenario: 'TestFailover' },
    { patch: { portalDisable: true }, operation: /remove\/action$/, scenario: 'DisableDr' },
    { patch: { portalSettings: { vmSize: 'Standard_D8s_v5' } }, operation: /replicationProtectedItems\/write$/, scenario: 'UpdateVmProperties' },
  ])('$scenario runs as a job, and the log names the person', async ({ patch, operation, scenario }) => {
    await protect(sandbox, replicationOf(sandbox), 'web-01');
    expect((await change('web-01', { ...patch, portalBy: 'mara@contoso.example' })).status).toBe(200);
    const item = (await replicationOf(sandbox).item('ferry-web-01')).value;
    expect(item?.running?.scenario).toBe(scenario);
    sandbox.world.clock.advance(200);
    const { entries } = await log(`eventTimestamp ge '${from()}' and resourceUri eq '${item?.armId ?? ''}'`);
    expect(entries[0]).toMatchObject({ caller: 'mara@contoso.example', operationName: { value: expect.stringMatching(operation) }, status: { value: 'Accepted' } });
  });

  test('changed settings are there when their job has ended', async () => {
    await protect(sandbox, replicationOf(sandbox), 'web-01');
    await change('web-01', { portalSettings: { vmSize: 'Standard_D8s_v5', subnet: 'db' } });
    sandbox.world.clock.advance(60);
    expect((await replicationOf(sandbox).item('ferry-web-01')).value?.target).toMatchObject({ size: 'Standard_D8s_v5', nics: [{ subnet: 'db' }] });
  });
});

describe('the Activity Log', () => {
  test('takes the filters that Azure takes, and no other', async () => {
    const ok = `eventTimestamp ge '${from()}'`;
    expect((await log(ok)).status).toBe(200);
    expect((await log(`${ok} and eventTimestamp le '${from()}' and resourceGroupName eq 'rg-asr-weu'`)).status).toBe(200);
    for (const bad of ['', "resourceUri eq '/x'", `${ok} and caller eq 'x'`, `${ok} and resourceUri eq '/x' and correlationId eq 'y'`, "eventTimestamp ge 'yesterday'"]) expect((await log(bad)).status).toBe(400);
    expect((await log("eventTimestamp ge '2020-01-01T00:00:00Z'")).message).toMatch(/90 days/);
  });

  test('keeps requests that change something or were refused, and no reads', async () => {
    const replication = replicationOf(sandbox);
    await protect(sandbox, replication, 'web-01');
    await replication.complete('ferry-web-01').catch(() => undefined);
    sandbox.world.clock.advance(200);
    const { entries } = await log(`eventTimestamp ge '${from()}' and resourceGroupName eq 'rg-asr-weu'`);
    expect(entries.map((e) => [e.operationName.value.split('/').at(-1), e.status.value])).toEqual([['action', 'Failed'], ['write', 'Accepted']]);
    expect(entries.every((e) => e.claims['idtyp'] === 'app' && !e.caller.includes('@'))).toBe(true);
  });
});

describe('in AWS', () => {
  test('disks are added, grown and detached; the address and the group change', async () => {
    const before = [...(sandbox.world.aws.instances.get(idOf('web-01'))?.volumeIds ?? [])];
    expect((await change('web-01', { addVolumeGiB: 20, growRootGiB: 5, privateIp: '10.10.1.99', autoScalingGroup: 'asg' })).status).toBe(200);
    const instance = sandbox.world.aws.instances.get(idOf('web-01'));
    expect(instance?.volumeIds).toHaveLength(before.length + 1);
    expect(sandbox.world.aws.volumes.get(before[0] ?? '')?.sizeGiB).toBe(65);
    expect(instance).toMatchObject({ privateIp: '10.10.1.99', tags: { 'aws:autoscaling:groupName': 'asg' } });
    await change('web-01', { detachLast: true, autoScalingGroup: '' });
    expect(sandbox.world.aws.instances.get(idOf('web-01'))?.volumeIds).toEqual(before);
    expect(sandbox.world.aws.instances.get(idOf('web-01'))?.tags['aws:autoscaling:groupName']).toBeUndefined();
    expect((await change('web-01', { privateIp: 'x' })).status).toBe(400);
  });

  test('a replaced machine is terminated; the new one has its name and nothing else of it', async () => {
    const old = idOf('web-01');
    await change('web-01', { replace: true });
    const [first, second] = [...sandbox.world.aws.instances.values()].filter((i) => i.tags['Name'] === 'web-01');
    expect(first?.instanceId).toBe(old);
    expect(sandbox.world.sources.byInstanceId(old)?.terminated).toBe(true);
    expect(second?.privateIp).not.toBe(first?.privateIp);
    expect(second?.volumeIds.some((id) => first?.volumeIds.includes(id))).toBe(false);
  });
});
