// Reads the body of DescribeInstanceInformation.
import { refusal } from './errors.ts';
import { objectsOf, onlyMembers, sizeOf, textsOf, validation, type Json } from './json-door.ts';
import type { SsmNode } from './ssm-node.ts';

/** A request that has been understood. */
export type SsmRequest = { readonly filters: readonly { test(node: SsmNode): boolean }[]; readonly size: number; readonly token: unknown };

/** Reads the request; Systems Manager's own pages hold 50 nodes at most, and 10 when nothing is asked for. */
export function readSsmRequest(input: Json): SsmRequest {
  onlyMembers(input, ['Filters', 'InstanceInformationFilterList', 'MaxResults', 'NextToken']);
  const modern = objectsOf(input['Filters'], 'Filters');
  const old = objectsOf(input['InstanceInformationFilterList'], 'InstanceInformationFilterList');
  if (modern.length > 0 && old.length > 0) throw validation('Filters and InstanceInformationFilterList cannot be used together');
  return {
    filters: [...modern.map((item) => toFilter(item['Key'], item['Values'])), ...old.map((item) => toFilter(item['key'], item['valueSet']))],
    size: sizeOf(input['MaxResults'], 'MaxResults', { min: 5, max: 50, usual: 10 }),
    token: input['NextToken'],
  };
}

const keys: ReadonlyMap<string, (node: SsmNode) => string> = new Map([
  ['InstanceIds', (node) => node.InstanceId],
  ['PingStatus', (node) => node.PingStatus],
  ['PlatformTypes', (node) => node.PlatformType],
  ['PlatformType', (node) => node.PlatformType],
  ['AgentVersion', (node) => node.AgentVersion],
  ['ResourceType', (node) => node.ResourceType],
  ['SourceIds', (node) => node.SourceId],
  ['SourceTypes', (node) => node.SourceType],
]);

function toFilter(key: unknown, values: unknown): { test(node: SsmNode): boolean } {
  if (typeof key !== 'string') throw validation('A filter needs a key');
  const wanted = new Set<string | undefined>(textsOf(values, `The filter ${key}`, { min: 1, max: 100 }));
  if (key.startsWith('tag:')) return { test: (node) => wanted.has(node.tags[key.slice(4)]) };
  const read = keys.get(key);
  if (!read) throw refusal('InvalidFilterKey', 'The specified key is not valid.');
  return { test: (node) => wanted.has(read(node)) };
}
