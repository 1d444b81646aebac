// Microsoft.Compute/virtualMachines: read, deallocate and start what failovers made; nothing else is allowed here.
import { randomUUID } from 'node:crypto';
import type { SandboxResponse } from '../../http/server.ts';
import { changed, json, ok } from '../answers.ts';
import { origin, param, query, type Call, type Handler, type Method, type Route } from '../call.ts';
import { armError, resourceNotFound } from '../errors.ts';
import { same } from '../fields.ts';
import { location, nameIn, subscription } from '../ids.ts';
import { lockedRefusal } from '../governance/locks.ts';
import { isReadOnly, scopeOf } from '../governance/holds.ts';
import { authorizationFailed, mayDo } from '../governance/rights.ts';
import { cardId, cardNameOf } from '../network/cards.ts';
import { page } from '../paging.ts';
import { groupRoute, knownLocation, subscriptionRoute } from '../scope.ts';
import { stamp } from '../times.ts';
import { powerChangeTime, powerState, type Vm } from './model.ts';
import { usages, type Usage } from './quota.ts';

const vmType = 'Microsoft.Compute/virtualMachines';
const operationsPath = `/providers/Microsoft.Compute/locations/{location}/operations/{operation}`;

function instanceView(vm: Vm, now: number): unknown {
  const state = powerState(vm, now);
  const agentStatus = { code: 'ProvisioningState/succeeded', level: 'Info', displayStatus: 'Ready', message: 'Guest Agent is running', time: stamp(now) };
  return {
    computerName: vm.name,
    osName: vm.osType,
    hyperVGeneration: 'V1',
    vmAgent: state === 'running' ? { vmAgentVersion: '2.11.1.4', statuses: [agentStatus], extensionHandlers: [] } : null,
    disks: vm.diskIds.map((id) => ({
      name: nameIn(id),
      statuses: [{ code: 'ProvisioningState/succeeded', level: 'Info', displayStatus: 'Provisioning succeeded' }],
    })),
    statuses: [
      { code: 'ProvisioningState/succeeded', level: 'Info', displayStatus: 'Provisioning succeeded', time: stamp(vm.createdAt) },
      { code: `PowerState/${state}`, level: 'Info', displayStatus: `VM ${state}` },
    ],
  };
}

function storageProfile(vm: Vm): unknown {
  const [osDisk, ...dataDisks] = vm.diskIds.map((id) => ({ name: nameIn(id), createOption: 'Attach', caching: 'ReadWrite', managedDisk: { id } }));
  return { osDisk: { ...osDisk, osType: vm.osType }, dataDisks: dataDisks.map((disk, lun) => ({ ...disk, lun })) };
}

function vmView(vm: Vm, now: number, expanded: boolean): unknown {
  const view = expanded ? { instanceView: instanceView(vm, now) } : {};
  return {
    id: vm.id,
    name: vm.name,
    type: vmType,
    location,
    tags: {},
    properties: {
      vmId: vm.vmId,
      provisioningState: 'Succeeded',
      timeCreated: stamp(vm.createdAt),
      hardwareProfile: { vmSize: vm.size },
      storageProfile: storageProfile(vm),
      networkProfile: { networkInterfaces: [{ id: cardId(vm.group, cardNameOf(vm.name)), properties: { primary: true } }] },
      licenseType: vm.licenseType === 'WindowsServer' ? 'Windows_Server' : 'None',
      ...view,
    },
  };
}

function findVm(call: Call): Vm | null {
  const vms = [...call.state.vms.values()];
  return vms.find((vm) => same(vm.group, param(call, 'group')) && same(vm.name, param(call, 'vm'))) ?? null;
}

function vmRoute(method: Method, tail: string, handle: (call: Call, vm: Vm) => SandboxResponse): Route {
  return groupRoute(method, `/providers/${vmType}/{vm}${tail}`, (call) => {
    const vm = findVm(call);
    return vm === null ? resourceNotFound(vmType, param(call, 'vm'), param(call, 'group')) : handle(call, vm);
  });
}

function changeRefusal(call: Call, action: string): SandboxResponse | null {
  if (!mayDo(call.state, action)) return authorizationFailed(action, call.req.path);
  return isReadOnly(call.state, param(call, 'group')) ? lockedRefusal(scopeOf(call)) : null;
}

// Asking for the state a machine is in already is not an error in Azure: it just succeeds again.
function setPower(to: 'running' | 'deallocated'): (call: Call, vm: Vm) => SandboxResponse {
  return (call, vm) => {
    const refusal = changeRefusal(call, `${vmType}/${to === 'running' ? 'start' : 'deallocate'}/action`);
    if (refusal !== null) return refusal;
    const operation = randomUUID();
    const news = vm.power.to !== to;
    if (news) vm.power = { to, since: call.now };
    call.state.powerOperations.set(operation, vm.power.since + powerChangeTime);
    const path = `/subscriptions/${subscription}${operationsPath.replace('{location}', location).replace('{operation}', operation)}`;
    const url = `${origin(call)}${path}?api-version=${query(call, 'api-version') ?? ''}`;
    const response = { status: 202, headers: { 'azure-asyncoperation': url, location: `${url}&monitor=true` }, body: '' };
    return news ? changed(response) : response;
  };
}

function operationStatus(call: Call): SandboxResponse {
  const endsAt = call.state.powerOperations.get(param(call, 'operation'));
  if (endsAt === undefined) return armError(404, 'OperationNotFound', `Operation '${param(call, 'operation')}' was not found.`);
  const done = call.now >= endsAt;
  if (query(call, 'monitor') !== null) return { status: done ? 200 : 202, body: '' };
  const times = { startTime: stamp(endsAt - powerChangeTime), ...(done ? { endTime: stamp(endsAt) } : {}) };
  return json(200, { ...times, status: done ? 'Succeeded' : 'InProgress', name: param(call, 'operation') });
}

function usageView(usage: Usage): unknown {
  return { name: { value: usage.name, localizedValue: usage.label }, currentValue: usage.current, limit: usage.limit, unit: 'Count' };
}

const listUsages: Handler = (call) =>
  knownLocation(param(call, 'location')) === null
    ? armError(400, 'NoRegisteredProviderFound', `No registered resource provider found for location '${param(call, 'location')}'.`)
    : page(call, { rows: usages(call.state), view: usageView });

function listVms(call: Call, group: string | null): SandboxResponse {
  const rows = [...call.state.vms.values()].filter((vm) => group === null || vm.group === group);
  return page(call, { rows, view: (vm) => vmView(vm, call.now, false) });
}

const deleteRefused: Handler = (call) => authorizationFailed(`${vmType}/delete`, call.req.path);

/** Virtual machines and quota. */
export const machineRoutes: readonly Route[] = [
  subscriptionRoute('GET', '/providers/Microsoft.Compute/locations/{location}/usages', listUsages),
  subscriptionRoute('GET', operationsPath, operationStatus),
  subscriptionRoute('GET', `/providers/${vmType}`, (call) => listVms(call, null)),
  groupRoute('GET', `/providers/${vmType}`, (call) => listVms(call, param(call, 'group'))),
  vmRoute('GET', '', (call, vm) => ok(vmView(vm, call.now, same(query(call, '$expand') ?? '', 'instanceView')))),
  vmRoute('GET', '/instanceView', (call, vm) => ok(instanceView(vm, call.now))),
  vmRoute('POST', '/deallocate', setPower('deallocated')),
  vmRoute('POST', '/start', setPower('running')),
  vmRoute('DELETE', '', deleteRefused),
];
