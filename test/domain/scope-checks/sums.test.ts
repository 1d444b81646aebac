import { describe, expect, test } from '@jest/globals';
import { runScopeChecks, SCOPE_CHECKS } from '../../../src/domain/scope-checks/index.ts';
import type { ScopeInput } from '../../../src/domain/scope-checks/types.ts';
import type { Finding, Verdict } from '../../../src/domain/finding.ts';
import { disk, infrastructure, item, known, network, NETWORK_ID, ownItem, processServer, replicated, rootDisk, size, sizeList, subnet, UNREADABLE } from '../checks/input.ts';
import { member, members, rival, scope, withTarget } from './input.ts';

type Row = { readonly sum: string; readonly verdict: Verdict; readonly given: ScopeInput; readonly reason: string; readonly says?: RegExp; readonly remedy?: RegExp; readonly cause?: RegExp };

const run = (id: string, given: ScopeInput): Finding => SCOPE_CHECKS.find((s) => s.id === id)!.run(given);
const quota = (name: string, used: number, limit: number) => ({ name, title: name, used, limit });
const limits = (family: number, total: number, change: Partial<ScopeInput> = {}): ScopeInput => withTarget({ quotas: known([quota('standardDSv5Family', 0, family), quota('cores', 0, total)]) }, change);
const inAzure = { item: known(ownItem({ activeLocation: 'Recovery' })) };
const place = (freeAddresses: number | null, change: Partial<ScopeInput> = {}): ScopeInput => withTarget({ networks: known([network(NETWORK_ID, { subnets: [subnet({ freeAddresses })] })]) }, change);
const servers = (protectedItems: number | null, change: Partial<ScopeInput> = {}): ScopeInput => scope(change, { infrastructure: known(infrastructure({ processServers: [processServer({ protectedItems })] })) });
const disks = (count: number) => known([rootDisk(), ...Array.from({ length: count - 1 }, (_, i) => disk({ volumeId: `vol-${i}` }))]);

const CORE_ROWS: readonly Row[] = [
  { sum: 'SUM-VCPU-FAMILY', verdict: 'pass', given: limits(8, 100), reason: 'the machine and its test machine', says: /^1 machine of W07\. standardDSv5Family: 8 vCPU are needed by 1 \(4 of them for test machines beside them\); 8 of 8 are free\./ },
  { sum: 'SUM-VCPU-FAMILY', verdict: 'block', given: limits(28, 100, { members: members(5) }), reason: 'five machines', says: /28 of 28 are free: short by 12 of 40/, remedy: /^az quota update --resource-name standardDSv5Family .*value=40 /, cause: /standarddsv5family$/ },
  { sum: 'SUM-VCPU-FAMILY', verdict: 'block', given: limits(8, 100, { rivals: [rival(), rival({ name: 'x', wave: null })] }), reason: 'other waves need room as well', says: /and 2 machines on the way besides \(1 of W05 and 1 without a wave\); 8 of 8 are free: short by 8 of 16/ },
  { sum: 'SUM-VCPU-FAMILY', verdict: 'pass', given: limits(8, 100, { rivals: [rival({ inAzure: true })] }), reason: 'a rival in Azure is in the quota already' },
  { sum: 'SUM-VCPU-FAMILY', verdict: 'pass', given: limits(0, 100, { members: [member(1, { input: inAzure })] }), reason: 'a machine in Azure is in the quota already' },
  { sum: 'SUM-VCPU-FAMILY', verdict: 'pass', given: limits(4, 100, { members: [member(1, { input: replicated() })] }), reason: 'a tested machine needs no test machine' },
  { sum: 'SUM-VCPU-FAMILY', verdict: 'unknown', given: limits(8, 100, { members: [member(1), member(2, { size: null })] }), reason: 'one has no size', says: /No size is known for app-02/ },
  { sum: 'SUM-VCPU-FAMILY', verdict: 'block', given: limits(4, 100, { members: [member(1), member(2, { size: null })] }), reason: 'what is known is short already' },
  { sum: 'SUM-VCPU-FAMILY', verdict: 'unknown', given: withTarget({ quotas: known([quota('cores', 0, 100)]) }), reason: 'the family is not listed' },
  { sum: 'SUM-VCPU-FAMILY', verdict: 'unknown', given: withTarget({ quotas: UNREADABLE }), reason: 'quotas not readable' },
  { sum: 'SUM-VCPU-FAMILY', verdict: 'unknown', given: withTarget({ sizes: UNREADABLE }), reason: 'sizes not readable' },
  {
    sum: 'SUM-VCPU-FAMILY', verdict: 'block', reason: 'two families, each with its own figures', says: /standardESv5Family: 16 .*: short by 6 of 16\. standardDSv5Family: 8 .*: short by 4 of 8/, remedy: /value=16 .*&& .*value=8 /,
    given: withTarget({ sizes: known(sizeList([size('Standard_D4s_v5'), size('Standard_E8s_v5', { family: 'standardESv5Family', vcpus: 8 })])), quotas: known([quota('standardDSv5Family', 0, 4), quota('standardESv5Family', 0, 10), quota('cores', 0, 100)]) }, { members: [member(1), member(2, { size: 'standard_e8s_v5' })] }),
  },
  { sum: 'SUM-VCPU-TOTAL', verdict: 'pass', given: limits(8, 8), reason: 'just enough' },
  { sum: 'SUM-VCPU-TOTAL', verdict: 'block', given: limits(100, 28, { members: members(5) }), reason: 'five machines', says: /40 vCPU are needed, 20 of them for test machines; 28 of 28 are free: short by 12 of 40/, remedy: /--resource-name cores .*value=40 / },
  { sum: 'SUM-VCPU-TOTAL', verdict: 'unknown', given: limits(8, 100, { members: [member(1), member(2, { size: null })] }), reason: 'one has no size' },
  { sum: 'SUM-VCPU-TOTAL', verdict: 'unknown', given: withTarget({ quotas: known([]) }), reason: 'not listed' },
  { sum: 'SUM-VM-COUNT', verdict: 'info', given: limits(8, 8), reason: 'not listed' },
  { sum: 'SUM-VM-COUNT', verdict: 'pass', given: withTarget({ quotas: known([quota('virtualMachines', 0, 2)]) }), reason: 'the machine and its test machine' },
  { sum: 'SUM-VM-COUNT', verdict: 'block', given: withTarget({ quotas: known([quota('virtualMachines', 1, 2)]) }), reason: 'no room for the test', says: /1 of 2 are free: short by 1 of 2/ },
  { sum: 'SUM-VM-COUNT', verdict: 'unknown', given: withTarget({ quotas: UNREADABLE }), reason: 'not readable' },
];

const ROOM_ROWS: readonly Row[] = [
  { sum: 'SUM-DISKS', verdict: 'pass', given: scope({ members: members(25) }), reason: '25 disks' },
  { sum: 'SUM-DISKS', verdict: 'block', given: scope({ members: [member(1, { facts: { disks: disks(60) } })] }, { items: known(Array.from({ length: 2_950 }, () => item())) }), reason: 'over the limit for certain', says: /at least 3010 disks, short by 10 of 3000/ },
  { sum: 'SUM-DISKS', verdict: 'info', given: scope({}, { items: known(Array.from({ length: 100 }, () => item())) }), reason: 'the list does not name the disks', says: /With 5 disks each it is 501 of 3000/ },
  { sum: 'SUM-DISKS', verdict: 'warn', given: scope({}, { items: known(Array.from({ length: 600 }, () => item())) }), reason: 'likely over the limit' },
  { sum: 'SUM-DISKS', verdict: 'pass', given: scope({ rivals: [rival({ disks: 3 })] }, { items: known([item()]) }), reason: 'a rival is no stranger', says: /^1 machine of W07 with 1 disk, and 1 machine on the way besides \(1 of W05\): together at most 4 of 3000/ },
  { sum: 'SUM-DISKS', verdict: 'unknown', given: scope({ members: [member(1, { facts: { disks: UNREADABLE } })] }), reason: 'volumes not readable', says: /app-01/ },
  { sum: 'SUM-DISKS', verdict: 'unknown', given: scope({}, { items: UNREADABLE }), reason: 'the vault is not readable' },
  { sum: 'SUM-ADDRESSES', verdict: 'pass', given: place(25, { members: members(25) }), reason: 'just enough' },
  { sum: 'SUM-ADDRESSES', verdict: 'block', given: place(20, { members: members(25) }), reason: 'S2', says: /prod\/machines: 25 addresses needed by 25 machines; 20 of .* are free: short by 5 of 25/, cause: /prod\/machines$/ },
  { sum: 'SUM-ADDRESSES', verdict: 'block', given: place(1, { rivals: [rival({ networkId: NETWORK_ID.toUpperCase() })] }), reason: 'another wave lands there as well' },
  { sum: 'SUM-ADDRESSES', verdict: 'pass', given: place(1, { rivals: [rival({ inAzure: true }), rival({ subnet: 'other' })] }), reason: 'rivals that need no address there' },
  { sum: 'SUM-ADDRESSES', verdict: 'pass', given: place(0, { members: [member(1, { input: inAzure })] }), reason: 'a machine in Azure has its address' },
  { sum: 'SUM-ADDRESSES', verdict: 'unknown', given: place(null), reason: 'not known' },
  { sum: 'SUM-ADDRESSES', verdict: 'unknown', given: scope({ members: [member(1, { plan: { subnet: 'gone' } })] }), reason: 'no such subnet' },
  { sum: 'SUM-ADDRESSES', verdict: 'info', given: scope({ members: [member(1), member(2, { plan: { subnet: null } })] }), reason: 'one is not decided', says: /For 1 machine no target subnet/ },
  { sum: 'SUM-ADDRESSES', verdict: 'unknown', given: withTarget({ networks: UNREADABLE }), reason: 'not readable' },
  { sum: 'SUM-APPLIANCE', verdict: 'pass', given: servers(3), reason: 'room enough' },
  { sum: 'SUM-APPLIANCE', verdict: 'block', given: servers(190, { members: members(12) }), reason: 'no room for all', says: /Process servers: 1, with 190 machines of 200: short by 2 of 202/ },
  { sum: 'SUM-APPLIANCE', verdict: 'pass', given: servers(200, { members: [member(1, { input: replicated() })] }), reason: 'it is carried already' },
  { sum: 'SUM-APPLIANCE', verdict: 'warn', given: servers(3, { churn: new Map([[member(1).input.facts.instanceId, 2.5e12]]) }), reason: 'too many changes a day', says: /2500 GB; 2000 GB are taken: short by 500 GB/ },
  { sum: 'SUM-APPLIANCE', verdict: 'unknown', given: servers(null), reason: 'how many it carries is not told' },
  { sum: 'SUM-APPLIANCE', verdict: 'unknown', given: servers(3, { members: [member(1, { facts: { disks: UNREADABLE } })] }), reason: 'neither churn nor disks' },
  { sum: 'SUM-APPLIANCE', verdict: 'info', given: scope({}, { infrastructure: known(infrastructure({ processServers: [] })) }), reason: 'none yet' },
  { sum: 'SUM-APPLIANCE', verdict: 'unknown', given: scope({}, { infrastructure: UNREADABLE }), reason: 'not readable' },
  { sum: 'SUM-PLAN', verdict: 'pass', given: scope({ members: members(100) }), reason: 'the limit itself' },
  { sum: 'SUM-PLAN', verdict: 'warn', given: scope({ members: members(101) }), reason: 'one too many', says: /101 machines of W07; one recovery plan takes 100 in 7 groups: 1 of 101 too many/, remedy: /another Wave tag/ },
  { sum: 'SUM-PLAN', verdict: 'info', given: scope({ wave: null, members: members(101) }), reason: 'everything in the scope is no plan' },
  { sum: 'SUM-NAMES', verdict: 'pass', given: scope({ members: members(3) }), reason: 'each its own' },
  { sum: 'SUM-NAMES', verdict: 'block', given: scope({ members: [member(1), member(2, { plan: { vmName: 'APP-01' } })] }), reason: 'the same in capitals', says: /: 1 target name wanted more than once\. app-01 would be taken by app-01 \(i-0\w+\) and app-02/ },
  { sum: 'SUM-NAMES', verdict: 'block', given: scope({ members: [member(1), member(2, { plan: { vmName: 'app-01-test' } })] }), reason: 'the test machine of another', says: /app-01-test would be taken/ },
  { sum: 'SUM-NAMES', verdict: 'pass', given: scope({ members: [member(1), member(2, { plan: { vmName: 'app-01', resourceGroupId: '/other' } })] }), reason: 'another resource group' },
];

describe.each([
  ['vCPU', CORE_ROWS],
  ['room', ROOM_ROWS],
])('%s', (_, rows) => {
  test.each(rows)('$sum is $verdict: $reason', ({ sum, verdict, given, says, remedy, cause }) => {
    const finding = run(sum, given);
    expect({ verdict: finding.verdict, evidence: finding.evidence }).toMatchObject({ verdict });
    expect(finding.evidence).toMatch(says ?? /./);
    expect(finding.remedy).toMatch(remedy ?? /^/);
    expect(finding.cause ?? '').toMatch(cause ?? /^/);
    expect(finding).toMatchObject({ overridable: false, override: null, question: null });
    expect(finding.evidence).toMatch(/[.)] Seen 2026-11-21 09:00 UTC\.$/);
    if (finding.verdict !== 'pass' && finding.verdict !== 'info') expect(finding.remedy).not.toBe('');
    expect(`${finding.evidence}${finding.remedy}`).not.toMatch(/undefined|NaN|null\b|\.\.| {2}/);
  });
});

test('every sum passes for a good selection and has rows that do not', () => {
  const rows = [...CORE_ROWS, ...ROOM_ROWS];
  expect(SCOPE_CHECKS.filter((s) => !rows.some((r) => r.sum === s.id && r.verdict !== 'pass' && r.verdict !== 'info')).map((s) => s.id)).toEqual([]);
  expect(runScopeChecks(scope()).filter((f) => f.verdict !== 'pass' && f.verdict !== 'info')).toEqual([]);
});

test('an assumed churn is said to be assumed, and for how many', () => {
  expect(run('SUM-APPLIANCE', servers(3, { members: members(2), churn: new Map([[member(1).input.facts.instanceId, 10e9]]) })).evidence).toMatch(/Changes a day: 13 GB, 3 of them assumed \(5 % of the disks a day, for 1 machine of which nobody knows\)/);
});
