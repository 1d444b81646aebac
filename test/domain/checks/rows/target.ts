import { azAccelnet } from '../../../../src/domain/checks/az-accelnet.ts';
import { azCache } from '../../../../src/domain/checks/az-cache.ts';
import { azCollide } from '../../../../src/domain/checks/az-collide.ts';
import { azGen } from '../../../../src/domain/checks/az-gen.ts';
import { azLicRhel } from '../../../../src/domain/checks/az-lic-rhel.ts';
import { azLicSql } from '../../../../src/domain/checks/az-lic-sql.ts';
import { azLicSuse } from '../../../../src/domain/checks/az-lic-suse.ts';
import { azLicUbuntu } from '../../../../src/domain/checks/az-lic-ubuntu.ts';
import { azLic } from '../../../../src/domain/checks/az-lic.ts';
import { azLock } from '../../../../src/domain/checks/az-lock.ts';
import { azName } from '../../../../src/domain/checks/az-name.ts';
import { azPolicy } from '../../../../src/domain/checks/az-policy.ts';
import { azQuota } from '../../../../src/domain/checks/az-quota.ts';
import { azRbac } from '../../../../src/domain/checks/az-rbac.ts';
import { azRg } from '../../../../src/domain/checks/az-rg.ts';
import { azRsvd } from '../../../../src/domain/checks/az-rsvd.ts';
import { azSize } from '../../../../src/domain/checks/az-size.ts';
import { azTfonet } from '../../../../src/domain/checks/az-tfonet.ts';
import { azVnet } from '../../../../src/domain/checks/az-vnet.ts';
import { azZone } from '../../../../src/domain/checks/az-zone.ts';
import type { CheckInput } from '../../../../src/domain/checks/types.ts';
import type { CacheAccount, OfferedSize, Permission, TargetNetwork, TargetSubnet, VmSize } from '../../../../src/domain/infrastructure.ts';
import type { ItemTarget } from '../../../../src/domain/observation.ts';
import { cacheAccount, disk, facts, GROUP_ID, hardware, input, known, network, NETWORK_ID, ownItem, replicated, rootDisk, size, sizeList, subnet, TEST_NETWORK_ID, UNREADABLE, withFacts, withPlan, withTarget } from '../input.ts';
import { linux, type Row } from './row.ts';

const place = (change: Partial<TargetSubnet>): CheckInput => withTarget({ networks: known([network(NETWORK_ID, { subnets: [subnet(change)] })]) });
const testNet = (change: Partial<TargetNetwork>): CheckInput => withTarget({ networks: known([network(NETWORK_ID), network(TEST_NETWORK_ID, change)]) });

const PLACE_ROWS: readonly Row[] = [
  { check: azRg, verdict: 'pass', given: withPlan({ resourceGroupId: GROUP_ID.toUpperCase() }), reason: 'Azure ids mean the same in any case' },
  { check: azRg, verdict: 'block', given: withTarget({ resourceGroups: known([]) }), reason: 'it is gone', remedy: /^az group create --name moved --location westeurope$/ },
  { check: azRg, verdict: 'block', given: { ...withTarget({ resourceGroups: known([]) }), plan: { ...input().plan, resourceGroupId: null } }, reason: 'none to choose from' },
  { check: azRg, verdict: 'info', given: withPlan({ resourceGroupId: null }), reason: 'still to be chosen' },
  { check: azRg, verdict: 'info', given: withTarget({ resourceGroups: known([{ id: GROUP_ID, name: 'moved', location: 'northeurope' }]) }), reason: 'another region is allowed, and told' },
  { check: azRg, verdict: 'unknown', given: withTarget({ resourceGroups: UNREADABLE }), reason: 'not readable' },
  { check: azVnet, verdict: 'pass', given: input(), reason: 'there, with room' },
  { check: azVnet, verdict: 'block', given: withTarget({ networks: known([network(TEST_NETWORK_ID)]) }), reason: 'it is gone' },
  { check: azVnet, verdict: 'block', given: withTarget({ networks: known([network(NETWORK_ID, { location: 'northeurope' })]) }), reason: 'another region' },
  { check: azVnet, verdict: 'pass', given: withTarget({ networks: known([network(NETWORK_ID, { location: 'West Europe' })]) }), reason: 'the display name of the region' },
  { check: azVnet, verdict: 'block', given: withPlan({ subnet: 'nowhere' }), reason: 'no such subnet', remedy: /subnet create --resource-group moved --vnet-name prod --name nowhere/ },
  { check: azVnet, verdict: 'block', given: place({ freeAddresses: 0 }), reason: 'full', says: /0 addresses free; the machine needs 1/ },
  { check: azVnet, verdict: 'block', given: place({ delegated: true }), reason: 'a service has it' },
  { check: azVnet, verdict: 'unknown', given: place({ freeAddresses: null }), reason: 'free addresses not known' },
  { check: azVnet, verdict: 'info', given: withPlan({ networkId: null }), reason: 'still to be chosen' },
  { check: azVnet, verdict: 'info', given: withPlan({ subnet: null }), reason: 'the subnet is still to be chosen' },
  { check: azVnet, verdict: 'block', given: { ...withTarget({ networks: known([]) }), plan: { ...input().plan, networkId: null } }, reason: 'nothing to choose from' },
  { check: azVnet, verdict: 'unknown', given: withTarget({ networks: UNREADABLE }), reason: 'not readable' },
  { check: azTfonet, verdict: 'pass', given: input(), reason: 'isolated, with the same subnet' },
  { check: azTfonet, verdict: 'info', given: withPlan({ testNetworkId: null }), reason: 'ASR-NETMAP tells that there is none' },
  { check: azTfonet, verdict: 'info', given: withPlan({ testNetworkId: NETWORK_ID.toUpperCase() }), reason: 'ASR-NETMAP tells that it is production' },
  { check: azTfonet, verdict: 'block', given: { ...replicated(), plan: { ...input().plan, testNetworkId: NETWORK_ID.toUpperCase() } }, reason: 'later nothing else keeps a test out of production' },
  { check: azTfonet, verdict: 'block', given: withTarget({ networks: known([network(NETWORK_ID)]) }), reason: 'it is gone' },
  { check: azTfonet, verdict: 'block', given: testNet({ location: 'northeurope' }), reason: 'another region' },
  { check: azTfonet, verdict: 'block', given: testNet({ subnets: [] }), reason: 'nowhere to land' },
  { check: azTfonet, verdict: 'warn', given: testNet({ peerings: [{ networkId: NETWORK_ID, connected: true }] }), reason: 'peered with production', says: /the target network itself/ },
  { check: azTfonet, verdict: 'pass', given: testNet({ peerings: [{ networkId: NETWORK_ID, connected: false }] }), reason: 'a peering that is not connected' },
  { check: azTfonet, verdict: 'warn', given: testNet({ subnets: [subnet({ name: 'other' })] }), reason: 'subnets of other names', remedy: /--vnet-name test --name machines/ },
  { check: azTfonet, verdict: 'unknown', given: withTarget({ networks: UNREADABLE }), reason: 'not readable' },
];

const sizes = (...list: readonly VmSize[]): CheckInput => withTarget({ sizes: known(sizeList(list)) });
const D4 = (change: Partial<VmSize>): CheckInput => sizes(size('Standard_D4s_v5', change));
const offer = (change: Partial<OfferedSize> = {}): CheckInput => replicated({ offeredSizes: known([{ name: 'Standard_D4s_v5', vcpus: 4, memoryGiB: 16, maxDataDisks: 8, maxNics: 2, errors: [], ...change }]) });
const quota = (name: string, used: number, limit: number) => ({ name, title: name, used, limit });
const quotas = (...list: readonly ReturnType<typeof quota>[]): CheckInput => withTarget({ quotas: known(list) });

const SIZE_ROWS: readonly Row[] = [
  { check: azSize, verdict: 'pass', given: input(), reason: 'the same' },
  { check: azSize, verdict: 'block', given: withPlan({ size: 'Standard_D4s_v9' }), reason: 'not offered', remedy: /Standard_D4s_v5/ },
  { check: azSize, verdict: 'block', given: D4({ restricted: 'NotAvailableForSubscription' }), reason: 'restricted', says: /NotAvailableForSubscription/ },
  { check: azSize, verdict: 'block', given: { ...D4({ maxDataDisks: 0 }), facts: facts({ disks: known([rootDisk(), disk()]) }) }, reason: 'disks cannot be left behind' },
  { check: azSize, verdict: 'pass', given: D4({ maxNics: 0 }), reason: 'cards are judged by NET-NICS' },
  { check: azSize, verdict: 'warn', given: D4({ memoryGiB: 8 }), reason: 'less memory may be meant', says: /smaller/ },
  { check: azSize, verdict: 'warn', given: withFacts({ hardware: known(hardware({ accelerators: ['1 NVIDIA T4'] })) }), reason: 'a GPU', says: /1 NVIDIA T4/ },
  { check: azSize, verdict: 'info', given: withPlan({ size: null }), reason: 'a proposal', says: /Standard_D4s_v5 would do/ },
  { check: azSize, verdict: 'block', given: { ...sizes(), plan: { ...input().plan, size: null } }, reason: 'nothing fits' },
  { check: azSize, verdict: 'pass', given: withTarget({ sizes: known(sizeList([size('Standard_D4s_v5')], { from: 'table', whyTable: 'access denied' })) }), reason: 'a table says where it is from', says: /from a table of 2026-11-21, because Azure's live list could not be read \(access denied\)/ },
  { check: azSize, verdict: 'unknown', given: withFacts({ hardware: UNREADABLE }), reason: 'the source is not known' },
  { check: azSize, verdict: 'unknown', given: withFacts({ disks: UNREADABLE }), reason: 'its disks are not known' },
  { check: azSize, verdict: 'unknown', given: withTarget({ sizes: UNREADABLE }), reason: 'the list is not known' },
  { check: azSize, verdict: 'pass', given: offer(), reason: 'Site Recovery offers it' },
  { check: azSize, verdict: 'block', given: offer({ errors: ['The size does not support generation 1.'] }), reason: 'Site Recovery refuses it', says: /does not support generation 1/ },
  { check: azSize, verdict: 'block', given: offer({ name: 'Standard_E4s_v5' }), reason: 'after protection its list is the one that counts', remedy: /Standard_E4s_v5/ },
  { check: azSize, verdict: 'warn', given: offer({ vcpus: 2 }), reason: 'offered, but smaller' },
  { check: azSize, verdict: 'unknown', given: replicated({ offeredSizes: UNREADABLE }), reason: 'its list is not readable' },
  { check: azSize, verdict: 'unknown', given: replicated({ item: UNREADABLE }), reason: 'the item is not readable' },
  { check: azGen, verdict: 'pass', given: input(), reason: 'both generations' },
  { check: azGen, verdict: 'block', given: D4({ generations: ['V2'] }), reason: 'the machine boots by BIOS', says: /boots by BIOS/ },
  { check: azGen, verdict: 'pass', given: { ...D4({ generations: ['V2'] }), facts: facts({ bootMode: 'uefi' }) }, reason: 'the machine boots by UEFI' },
  { check: azGen, verdict: 'block', given: { ...D4({ generations: ['V1'] }), facts: facts({ bootMode: null }) }, reason: 'an unknown machine needs both' },
  { check: azGen, verdict: 'pass', given: { ...D4({ generations: ['V2'] }), facts: facts({ bootMode: null, hardware: known(hardware({ bootModes: ['uefi'] })) }) }, reason: 'the type boots one way only' },
  { check: azGen, verdict: 'block', given: D4({ nvmeOnly: true }), reason: 'NVMe only' },
  { check: azGen, verdict: 'info', given: withPlan({ size: null }), reason: 'no size yet' },
  { check: azGen, verdict: 'unknown', given: withTarget({ sizes: UNREADABLE }), reason: 'not readable' },
  { check: azGen, verdict: 'pass', given: { ...offer(), target: { ...input().target, sizes: known(sizeList([size('Standard_D4s_v5', { generations: ['V2'] })])) } }, reason: 'Site Recovery offers it: it knows better' },
  { check: azGen, verdict: 'unknown', given: replicated({ offeredSizes: UNREADABLE }), reason: 'its list is not readable' },
  { check: azQuota, verdict: 'pass', given: input(), reason: 'eight of sixteen' },
  { check: azQuota, verdict: 'pass', given: withPlan({ size: null }), reason: 'judged by the proposal' },
  { check: azQuota, verdict: 'block', given: quotas(quota('STANDARDdsv5family', 10, 16), quota('cores', 0, 100)), reason: 'room for the machine, not for the test machine beside it', says: /6 free; 8 are needed/, remedy: /limit-object value=18/ },
  { check: azQuota, verdict: 'pass', given: { ...quotas(quota('standardDSv5Family', 10, 16), quota('cores', 0, 100)), phase: 'failover' }, reason: 'before a failover the test machine is gone' },
  { check: azQuota, verdict: 'block', given: quotas(quota('standardDSv5Family', 0, 16), quota('cores', 99, 100)), reason: 'the region is full', cause: /:cores$/ },
  { check: azQuota, verdict: 'block', given: quotas(quota('standardDSv5Family', 0, 16), quota('cores', 0, 100), quota('virtualMachines', 24_999, 25_000)), reason: 'too many machines', says: /1 free; 2 are needed/ },
  { check: azQuota, verdict: 'unknown', given: quotas(quota('cores', 0, 100)), reason: 'the family is not listed' },
  { check: azQuota, verdict: 'unknown', given: withTarget({ quotas: UNREADABLE }), reason: 'not readable' },
  { check: azQuota, verdict: 'unknown', given: { ...withFacts({ hardware: UNREADABLE }), plan: { ...input().plan, size: null } }, reason: 'no size to judge by' },
  { check: azAccelnet, verdict: 'pass', given: { ...replicated(), target: D4({ acceleratedNetworking: false }).target }, reason: 'without' },
  { check: azAccelnet, verdict: 'pass', given: replicated(), reason: 'a test has settled it' },
  { check: azAccelnet, verdict: 'warn', given: replicated({ known: { ...input().known, test: null } }), reason: 'nothing has settled it' },
  { check: azAccelnet, verdict: 'unknown', given: replicated({ item: UNREADABLE }), reason: 'not readable' },
  { check: azAccelnet, verdict: 'unknown', given: { ...replicated(), target: { ...input().target, sizes: UNREADABLE } }, reason: 'sizes not readable' },
];

const target = (change: Partial<ItemTarget>): CheckInput => replicated({ item: known(ownItem({ target: { ...ownItem().target, ...change } })) });
const cache = (change: Partial<CacheAccount>): CheckInput => withTarget({ cache: known(cacheAccount(change)) });
const CONTRIBUTOR = { actions: ['*'], notActions: ['Microsoft.Authorization/*/Write', 'Microsoft.Authorization/*/Delete'] };
const may = (permissions: { readonly target?: readonly Permission[]; readonly vault?: readonly Permission[]; readonly networks?: readonly (readonly Permission[])[] }): CheckInput => {
  const all = [CONTRIBUTOR];
  return withTarget({ permissions: known({ target: all, vault: all, networks: [all, all], ...permissions }) });
};
const READER = { actions: ['*/read'], notActions: [] };
const CARDS = { actions: ['Microsoft.Network/networkInterfaces/*'], notActions: [] };
const JOIN = [{ actions: ['Microsoft.Network/virtualNetworks/subnets/join/action'], notActions: [] }];

const GROUND_ROWS: readonly Row[] = [
  { check: azZone, verdict: 'info', given: input(), reason: 'Ferry asks for none' },
  { check: azZone, verdict: 'pass', given: replicated(), reason: 'none is set' },
  { check: azZone, verdict: 'pass', given: target({ availabilitySetId: '/as' }), reason: 'an availability set works' },
  { check: azZone, verdict: 'warn', given: target({ zone: '1' }), reason: 'not supported', says: /zone 1/ },
  { check: azZone, verdict: 'unknown', given: replicated({ item: UNREADABLE }), reason: 'not readable' },
  { check: azCache, verdict: 'pass', given: input(), reason: 'in order' },
  { check: azCache, verdict: 'block', given: withTarget({ cache: known(null) }), reason: 'none is named', remedy: /^az storage account create/ },
  { check: azCache, verdict: 'block', given: cache({ location: 'northeurope' }), reason: 'another region' },
  { check: azCache, verdict: 'block', given: cache({ softDelete: true }), reason: 'soft delete', remedy: /^az storage account blob-service-properties update --resource-group vaults --account-name cache1 --enable-delete-retention false$/ },
  { check: azCache, verdict: 'block', given: cache({ softDelete: true, hierarchical: true }), reason: 'two faults: a new account', remedy: /^az storage account create/, says: /soft delete for blobs switched on, has a hierarchical namespace/ },
  { check: azCache, verdict: 'block', given: cache({ kind: 'BlobStorage' }), reason: 'the wrong kind' },
  { check: azCache, verdict: 'unknown', given: cache({ softDelete: null }), reason: 'soft delete could not be read' },
  { check: azCache, verdict: 'warn', given: cache({ openToAll: false }), reason: 'a firewall' },
  { check: azCache, verdict: 'unknown', given: withTarget({ cache: UNREADABLE }), reason: 'not readable' },
  { check: azLock, verdict: 'pass', given: input(), reason: 'none' },
  { check: azLock, verdict: 'warn', given: withTarget({ locks: known([{ name: 'keep', level: 'ReadOnly', scope: GROUP_ID }]) }), reason: 'nothing can be made there', remedy: /^az lock delete --name keep --resource-group moved / },
  { check: azLock, verdict: 'warn', given: withTarget({ locks: known([{ name: 'keep', level: 'CanNotDelete', scope: '/subscriptions/1' }]) }), reason: 'nothing can be cleaned up', says: /cannot be cleaned up/, remedy: /^az lock delete --name keep \(/ },
  { check: azLock, verdict: 'info', given: { ...withTarget({ locks: UNREADABLE }), plan: { ...input().plan, resourceGroupId: null } }, reason: 'no group is chosen yet' },
  { check: azLock, verdict: 'unknown', given: withTarget({ locks: UNREADABLE }), reason: 'not readable' },
  { check: azPolicy, verdict: 'pass', given: withTarget({ policies: known([{ name: 'tags', scope: GROUP_ID, effect: 'Audit', enforced: true }, { name: 'deny', scope: GROUP_ID, effect: 'Deny', enforced: false }]) }), reason: 'nothing enforced denies' },
  { check: azPolicy, verdict: 'warn', given: withTarget({ policies: known([{ name: 'regions', scope: GROUP_ID, effect: 'Deny', enforced: true }]) }), reason: 'one denies', says: /regions/ },
  { check: azPolicy, verdict: 'info', given: withTarget({ policies: known([{ name: 'set', scope: GROUP_ID, effect: null, enforced: true }]) }), reason: 'one does not tell' },
  { check: azPolicy, verdict: 'info', given: { ...withTarget({ policies: UNREADABLE }), plan: { ...input().plan, resourceGroupId: null } }, reason: 'no group is chosen yet' },
  { check: azPolicy, verdict: 'unknown', given: withTarget({ policies: UNREADABLE }), reason: 'not readable' },
  { check: azRbac, verdict: 'pass', given: may({ target: [CONTRIBUTOR] }), reason: 'Contributor' },
  { check: azRbac, verdict: 'block', given: may({ target: [READER] }), reason: 'may only look', says: /Microsoft\.Compute\/virtualMachines\/write/, remedy: /Virtual Machine Contributor.*&& .*Network Contributor/ },
  { check: azRbac, verdict: 'block', given: may({ target: [{ actions: ['Microsoft.Compute/*'], notActions: [] }] }), reason: 'may make no network card', says: /Ferry may not: Microsoft\.Network\/networkInterfaces\/write\./ },
  { check: azRbac, verdict: 'block', given: may({ networks: [JOIN, [READER]] }), reason: 'may not join the network of tests', says: /Ferry may not: Microsoft\.Network\/virtualNetworks\/subnets\/join\/action\./, remedy: /^az role assignment create .*"Network Contributor" --scope \/subscriptions\/[^ ]*\/virtualNetworks\/[^ ]*$/ },
  { check: azRbac, verdict: 'pass', given: may({ target: [{ actions: ['Microsoft.Compute/*', 'Microsoft.Network/networkInterfaces/*'], notActions: [] }], networks: [JOIN, JOIN] }), reason: 'roles on the networks alone, as deploymentTemplates give them' },
  { check: azRbac, verdict: 'pass', given: may({ target: [{ actions: ['Microsoft.Compute/*'], notActions: [] }, CARDS] }), reason: 'two roles together' },
  { check: azRbac, verdict: 'block', given: may({ target: [{ actions: ['*'], notActions: ['Microsoft.Compute/virtualMachines/write'] }] }), reason: 'taken back by an exception' },
  { check: azRbac, verdict: 'warn', given: may({ target: [{ actions: ['*'], notActions: [] }] }), reason: 'an Owner may do too much', says: /hand out permissions/ },
  { check: azRbac, verdict: 'warn', given: may({ target: [{ actions: ['*'], notActions: ['Microsoft.Compute/virtualMachines/write'] }, CONTRIBUTOR] }), reason: 'an exception of one role takes nothing from another' },
  { check: azRbac, verdict: 'block', given: may({ vault: [READER] }), reason: 'nothing on the vault', remedy: /^az role assignment create .*"Site Recovery Contributor" --scope \/subscriptions\/.*\/vaults\/vault$/ },
  { check: azRbac, verdict: 'pass', given: { ...may({ target: [] }), plan: { ...input().plan, resourceGroupId: null } }, reason: 'no group is chosen yet' },
  { check: azRbac, verdict: 'info', given: { ...withTarget({ permissions: UNREADABLE }), plan: { ...input().plan, resourceGroupId: null } }, reason: 'nothing to read the permissions of' },
  { check: azRbac, verdict: 'unknown', given: withTarget({ permissions: UNREADABLE }), reason: 'not readable' },
];

const names = (change: { readonly machines?: readonly string[]; readonly networkCards?: readonly string[]; readonly disks?: readonly string[] }): CheckInput => withTarget({ names: known({ machines: [], networkCards: [], disks: [], ...change }) });
const billed = (platformDetails: string, usageOperation: string): CheckInput => withFacts({ platformDetails, usageOperation });
const linuxBilled = (name: string, platformDetails: string, usageOperation: string): CheckInput => linux(name, '8.6', { platformDetails, usageOperation });

const NAME_ROWS: readonly Row[] = [
  { check: azName, verdict: 'pass', given: input(), reason: 'plain' },
  { check: azName, verdict: 'block', given: withPlan({ vmName: 'web_01' }), reason: 'underscore', remedy: /web-01/ },
  { check: azName, verdict: 'block', given: withPlan({ vmName: 'a'.repeat(64) }), reason: 'too long' },
  { check: azName, verdict: 'warn', given: withPlan({ vmName: 'accounting-web-01' }), reason: 'longer than Windows takes' },
  { check: azName, verdict: 'pass', given: { ...linux(), plan: { ...input().plan, vmName: 'accounting-web-01' } }, reason: 'Linux takes it' },
  { check: azRsvd, verdict: 'pass', given: input(), reason: 'no such word' },
  { check: azRsvd, verdict: 'block', given: withPlan({ vmName: 'windows-web-01' }), reason: 'contains a reserved word', remedy: /win-web-01/ },
  { check: azRsvd, verdict: 'block', given: withPlan({ vmName: 'SharePoint' }), reason: 'is one' },
  { check: azRsvd, verdict: 'block', given: withPlan({ vmName: 'login-01' }), reason: 'begins with one' },
  { check: azCollide, verdict: 'pass', given: input(), reason: 'free' },
  { check: azCollide, verdict: 'block', given: names({ machines: ['WEB-01'] }), reason: 'taken in capitals' },
  { check: azCollide, verdict: 'block', given: names({ machines: ['web-01-test'] }), reason: 'a test machine is left over' },
  { check: azCollide, verdict: 'block', given: names({ networkCards: ['web-01'] }), reason: 'a network card', says: /the network card web-01/ },
  { check: azCollide, verdict: 'block', given: names({ disks: ['web-01'] }), reason: 'a disk' },
  { check: azCollide, verdict: 'block', given: input({ otherNames: ['Web-01'] }), reason: 'another machine of the batch' },
  { check: azCollide, verdict: 'block', given: { ...withPlan({ vmName: 'web-01-test' }), otherNames: ['web-01'] }, reason: "another machine's test machine" },
  { check: azCollide, verdict: 'info', given: withPlan({ resourceGroupId: null }), reason: 'no group yet' },
  { check: azCollide, verdict: 'unknown', given: withTarget({ names: UNREADABLE }), reason: 'not readable' },
  { check: azLic, verdict: 'info', given: input(), reason: 'your own' },
  { check: azLic, verdict: 'warn', given: billed('Windows', 'RunInstances:0002'), reason: 'billed by AWS', cause: /^AZ-LIC:Windows$/ },
  { check: azLic, verdict: 'warn', given: billed('Windows', 'RunInstances:9999'), reason: 'a code nobody knows' },
  { check: azLic, verdict: 'pass', given: linux(), reason: 'Linux' },
  { check: azLicRhel, verdict: 'pass', given: input(), reason: 'Windows' },
  { check: azLicRhel, verdict: 'warn', given: linuxBilled('Red Hat Enterprise Linux', 'Red Hat Enterprise Linux', 'RunInstances:0010'), reason: 'billed by AWS' },
  { check: azLicRhel, verdict: 'info', given: linuxBilled('Red Hat Enterprise Linux', 'Red Hat BYOL Linux', 'RunInstances:00g0'), reason: 'your own' },
  { check: azLicSuse, verdict: 'pass', given: input(), reason: 'Windows' },
  { check: azLicSuse, verdict: 'warn', given: linuxBilled('SUSE Linux Enterprise Server', 'SUSE Linux', 'RunInstances:000g'), reason: 'billed by AWS' },
  { check: azLicUbuntu, verdict: 'pass', given: linux('Ubuntu', '22.04'), reason: 'plain Ubuntu is free' },
  { check: azLicUbuntu, verdict: 'warn', given: linux('Ubuntu', '22.04', { platformDetails: 'Ubuntu Pro', usageOperation: 'RunInstances:0g00' }), reason: 'Pro is billed by AWS' },
  { check: azLicSql, verdict: 'pass', given: input(), reason: 'none' },
  { check: azLicSql, verdict: 'warn', given: billed('Windows with SQL Server Standard', 'RunInstances:0006'), reason: 'billed by AWS' },
];

export const TARGET_ROWS: readonly Row[] = [...PLACE_ROWS, ...SIZE_ROWS, ...GROUND_ROWS, ...NAME_ROWS];
