// Systems Manager, in the JSON 1.1 protocol: which machines it manages, and what is installed in them.
import type { SandboxRequest, SandboxResponse } from '../http/server.ts';
import type { Instance } from '../world/instance.ts';
import { stateAt } from '../world/lifecycle.ts';
import type { World } from '../world/types.ts';
import { authorizationProblem } from './authorization.ts';
import { isRefusal, refusal } from './errors.ts';
import { accessDenied, jsonAnswer, parseJson, startOf, toToken, type Json } from './json-door.ts';
import { readEntriesRequest, readInventoryRequest, renderEntries, renderInventory } from './ssm-inventory.ts';
import { toSsmNode } from './ssm-node.ts';
import { readSsmRequest } from './ssm-request.ts';

const prefix = 'AmazonSSM.';

type Operation = (world: World, input: Json) => Json;

const operations: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ['DescribeInstanceInformation', describeInstanceInformation],
  ['GetInventory', getInventory],
  ['ListInventoryEntries', listInventoryEntries],
]);

/** Answers one Systems Manager request. */
export function handleSsm(world: World, req: SandboxRequest): SandboxResponse {
  try {
    const problem = authorizationProblem(req, 'ssm');
    if (problem !== null) throw refusal('InvalidSignatureException', problem);
    const name = (req.headers['x-amz-target'] ?? '').replace(prefix, '');
    const operation = operations.get(name);
    if (!operation) throw refusal('UnknownOperationException', '');
    if (world.aws.denied.has(`ssm:${name}`)) throw accessDenied(`ssm:${name}`);
    return jsonAnswer('1.1', 200, operation(world, parseJson(req.body)));
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return jsonAnswer('1.1', error.status, { __type: error.awsCode, message: error.message });
  }
}

function managed(world: World): readonly Instance[] {
  const now = world.clock.now();
  return [...world.aws.instances.values()].filter((instance) => instance.guest.ssm && stateAt(instance, now) !== 'terminated');
}

type Page = { readonly operation: string; readonly size: number; readonly token: unknown };

function pageOf<T>(items: readonly T[], { operation, size, token }: Page): { readonly page: readonly T[]; readonly next: Json } {
  const start = startOf(operation, token);
  const end = start + size;
  return { page: items.slice(start, end), next: end < items.length ? { NextToken: toToken(operation, end) } : {} };
}

function describeInstanceInformation(world: World, input: Json): Json {
  const { filters, size, token } = readSsmRequest(input);
  const now = world.clock.now();
  const found = managed(world).map((instance) => toSsmNode(instance, now)).filter((node) => filters.every((filter) => filter.test(node)));
  const { page, next } = pageOf(found, { operation: 'DescribeInstanceInformation', size, token });
  return { InstanceInformationList: page.map(({ tags: _tags, ...shown }) => shown), ...next };
}

function getInventory(world: World, input: Json): Json {
  const { filters, type, size, token } = readInventoryRequest(input);
  const now = world.clock.now();
  const found = managed(world).filter((instance) => filters.every((filter) => filter.test(toSsmNode(instance, now))));
  const { page, next } = pageOf(found, { operation: 'GetInventory', size, token });
  return { Entities: page.map((instance) => renderInventory(instance, { type, now })), ...next };
}

function listInventoryEntries(world: World, input: Json): Json {
  const { instanceId, type, size, token } = readEntriesRequest(input);
  const instance = managed(world).find((item) => item.instanceId === instanceId);
  if (!instance) throw refusal('InvalidInstanceId', `Instance [${instanceId}] is not in a valid state or is not a managed node.`);
  const { head, entries } = renderEntries(instance, { type, now: world.clock.now() });
  const { page, next } = pageOf(entries, { operation: 'ListInventoryEntries', size, token });
  return { ...head, Entries: page, ...next };
}
