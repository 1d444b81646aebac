// Reads an InMageAzureV2 enable request.
import type { Call } from '../call.ts';
import { fieldsOf, listOf, same, textOf, type Fields } from '../fields.ts';
import { protectablePath } from '../infrastructure/protectable-path.ts';
import { accountsOf } from '../infrastructure/server.ts';
import type { Protectable } from '../state.ts';
import type { Vault } from '../vault-list.ts';
import type { EnableRequest } from './enable-request.ts';
import { disksOf, factsOf, nicOf, type DiskWish } from './source-facts.ts';
import { checkDisk, firstOf, requireTexts, type Complaint } from './target-check.ts';

const required = ['processServerId', 'masterTargetId', 'runAsAccountId', 'targetAzureV2ResourceGroupId', 'targetAzureNetworkId', 'targetAzureSubnetId', 'targetAzureVmName'];

function diskWishes(details: Fields): readonly DiskWish[] {
  const account = textOf(details['logStorageAccountId']);
  const type = textOf(details['diskType']) || 'Standard_LRS';
  const included = listOf(details['disksToInclude']).map(fieldsOf);
  if (included.length === 0) return [{ id: '*', type, logAccountId: account }];
  return included.map((disk) => ({
    id: textOf(disk['diskId']),
    type: textOf(disk['diskType']) || type,
    logAccountId: textOf(disk['logStorageAccountId']) || account,
  }));
}

function checkServers(call: Call, vault: Vault, details: Fields): Complaint {
  if (!same(textOf(details['processServerId']), vault.processServerId)) return `The process server '${textOf(details['processServerId'])}' does not exist.`;
  if (!same(textOf(details['masterTargetId']), vault.masterTargetId)) return `The master target '${textOf(details['masterTargetId'])}' does not exist.`;
  const account = textOf(details['runAsAccountId']);
  return accountsOf(call.state, vault).some((candidate) => candidate.id === account) ? null : `The run-as account '${account}' does not exist on the configuration server.`;
}

function findProtectable(call: Call, vault: Vault): Protectable | null {
  const id = textOf(fieldsOf(call.body['properties'])['protectableItemId']);
  const known = [...call.state.protectables.values()].filter((entry) => entry.vault === vault.name);
  return known.find((entry) => same(protectablePath(vault, entry), id)) ?? null;
}

function targetOf(details: Fields): EnableRequest['target'] {
  return {
    vmName: textOf(details['targetAzureVmName']),
    vmSize: textOf(details['targetVmSize']),
    groupId: textOf(details['targetAzureV2ResourceGroupId']),
    networkId: textOf(details['targetAzureNetworkId']),
    testNetworkId: '',
    licenseType: textOf(details['licenseType']) || 'NotSpecified',
    availabilitySetId: textOf(details['targetAvailabilitySetId']),
    zone: textOf(details['targetAvailabilityZone']),
    proximityGroupId: textOf(details['targetProximityPlacementGroupId']),
    bootDiagnosticsId: '',
  };
}

/** What the request asks for, and the first thing that is wrong with it. */
export function classicRequest(call: Call, vault: Vault, details: Fields): EnableRequest {
  const protectable = findProtectable(call, vault);
  const instanceId = protectable?.instanceId ?? null;
  const source = instanceId === null ? null : call.world.sources.byInstanceId(instanceId);
  const wishes = diskWishes(details);
  return {
    complaint: firstOf([
      () => (protectable === null ? 'The protectable item of the request does not exist.' : null),
      () => requireTexts(details, required),
      () => checkServers(call, vault, details),
      ...wishes.map((wish) => () => checkDisk(call.state, wish)),
    ]),
    discoveredId: protectable === null ? '' : protectablePath(vault, protectable),
    runAsAccountId: textOf(details['runAsAccountId']),
    multiVmGroup: textOf(details['multiVmGroupName']),
    source,
    facts: { ...factsOf(source, protectable?.name ?? ''), name: protectable?.name ?? '' },
    target: targetOf(details),
    nic: nicOf(source, textOf(details['targetAzureSubnetId']), ''),
    disks: source === null ? [] : disksOf(source, wishes),
  };
}
