// The inventory of Systems Manager: what an association has collected inside the machines, once a day.
import { createHash } from 'node:crypto';
import type { Instance } from '../world/instance.ts';
import { refusal } from './errors.ts';
import { objectsOf, onlyMembers, sizeOf, textsOf, validation, type Json } from './json-door.ts';
import { toSsmNode, type SsmNode } from './ssm-node.ts';

const types = ['AWS:InstanceInformation', 'AWS:Application', 'AWS:AWSComponent'] as const;
type InventoryType = (typeof types)[number];

const day = 86_400_000;

type Request = { readonly filters: readonly { test(node: SsmNode): boolean }[]; readonly type: InventoryType; readonly size: number; readonly token: unknown };

const pages = { min: 1, max: 50, usual: 50 } as const;

/** Reads the body of GetInventory. Counting is not simulated; a request for it is refused rather than answered wrongly. */
export function readInventoryRequest(input: Json): Request {
  onlyMembers(input, ['Filters', 'ResultAttributes', 'MaxResults', 'NextToken']);
  const filters = objectsOf(input['Filters'], 'Filters');
  if (filters.length > 5) throw validation('Filters must hold at most 5 filters');
  const wanted = objectsOf(input['ResultAttributes'], 'ResultAttributes');
  if (wanted.length > 1) throw validation('ResultAttributes must hold exactly one item');
  return {
    filters: filters.map(toFilter),
    type: typeOf(wanted[0]?.['TypeName'] ?? types[0]),
    size: sizeOf(input['MaxResults'], 'MaxResults', pages),
    token: input['NextToken'],
  };
}

type EntriesRequest = { readonly instanceId: string; readonly type: InventoryType; readonly size: number; readonly token: unknown };

/** Reads the body of ListInventoryEntries. */
export function readEntriesRequest(input: Json): EntriesRequest {
  onlyMembers(input, ['InstanceId', 'TypeName', 'MaxResults', 'NextToken']);
  const { InstanceId: instanceId } = input;
  if (typeof instanceId !== 'string' || !/^(i-(\w{8}|\w{17})|mi-\w{17})$/.test(instanceId)) throw validation('InstanceId is not the id of a managed node');
  return { instanceId, type: typeOf(input['TypeName']), size: sizeOf(input['MaxResults'], 'MaxResults', pages), token: input['NextToken'] };
}

function typeOf(name: unknown): InventoryType {
  const type = types.find((item) => item === name);
  if (type === undefined) throw refusal('InvalidTypeNameException', 'The parameter type name is not valid.');
  return type;
}

const keys: ReadonlyMap<unknown, (node: SsmNode) => string> = new Map([
  ['AWS:InstanceInformation.InstanceId', (node) => node.InstanceId],
  ['AWS:InstanceInformation.PlatformType', (node) => node.PlatformType],
  ['AWS:InstanceInformation.PlatformName', (node) => node.PlatformName],
]);

function toFilter(item: Json): { test(node: SsmNode): boolean } {
  const read = keys.get(item['Key']);
  if (!read) throw refusal('InvalidFilter', 'The filter name is not valid. Verify the you entered the correct name and try again.');
  const values = textsOf(item['Values'], 'Values', { min: 1, max: 40 });
  const type = item['Type'] ?? 'Equal';
  if (type === 'Equal') return { test: (node) => values.includes(read(node)) };
  if (type === 'NotEqual') return { test: (node) => !values.includes(read(node)) };
  if (type === 'BeginWith') return { test: (node) => values.some((value) => read(node).startsWith(value)) };
  throw refusal('InvalidFilter', `The type ${typeof type === 'string' ? type : ''} does not go with this key.`);
}

type At = { readonly type: InventoryType; readonly now: number };

/** One entity of GetInventory; a machine that nobody collects from has no data of that type. */
export function renderInventory(instance: Instance, at: At): Json {
  const content = contentOf(instance, at);
  if (content === null) return { Id: instance.instanceId, Data: {} };
  return { Id: instance.instanceId, Data: { [at.type]: { TypeName: at.type, ...stamp(instance, content, at.now), Content: content } } };
}

/** The parts of a ListInventoryEntries answer. */
export function renderEntries(instance: Instance, at: At): { readonly head: Json; readonly entries: readonly Json[] } {
  const content = contentOf(instance, at) ?? [];
  const { SchemaVersion, CaptureTime } = stamp(instance, content, at.now);
  return { head: { TypeName: at.type, InstanceId: instance.instanceId, SchemaVersion, CaptureTime }, entries: content };
}

function stamp(instance: Instance, content: readonly Json[], now: number) {
  const seen = instance.guest.silentSince ?? now;
  return {
    SchemaVersion: '1.1',
    CaptureTime: new Date(seen - (seen % day)).toISOString().replace(/\.\d+Z$/, 'Z'),
    ContentHash: createHash('md5').update(JSON.stringify(content)).digest('hex'),
  };
}

// All values are texts here, whatever they are elsewhere.
function contentOf(instance: Instance, { type, now }: At): readonly Json[] | null {
  const { guest } = instance;
  if (type === 'AWS:InstanceInformation') return [information(toSsmNode(instance, now))];
  if (guest.programs === null) return null;
  const shown = type === 'AWS:AWSComponent' ? guest.programs.filter((program) => program.publisher.startsWith('Amazon')) : guest.programs;
  const architecture = instance.architecture === 'i386' ? 'i386' : 'x86_64';
  return shown.map(({ name, version, publisher }) => ({ Name: name, Version: version, Publisher: publisher, ApplicationType: 'None', Architecture: architecture }));
}

function information(node: SsmNode): Json {
  const { InstanceId, ComputerName, IPAddress, PlatformName, PlatformType, PlatformVersion, ResourceType, AgentVersion, PingStatus } = node;
  const InstanceStatus = PingStatus === 'Online' ? 'Active' : 'Stopped';
  return { AgentType: 'amazon-ssm-agent', AgentVersion, ComputerName, InstanceId, InstanceStatus, IpAddress: IPAddress, PlatformName, PlatformType, PlatformVersion, ResourceType };
}
