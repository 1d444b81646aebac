// Reads the body of DescribeInstanceInformation.
import { refusal } from './errors.ts';
import type { SsmNode } from './ssm-node.ts';

/** A request that has been understood. */
export type SsmRequest = { readonly filters: readonly { test(node: SsmNode): boolean }[]; readonly size: number; readonly start: number };

const members = ['Filters', 'InstanceInformationFilterList', 'MaxResults', 'NextToken'];

/** Parses the body; Systems Manager's own pages hold 50 nodes at most, and 10 when nothing is asked for. */
export function readSsmRequest(body: string): SsmRequest {
  const input = parse(body);
  const strange = Object.keys(input).find((name) => !members.includes(name));
  if (strange !== undefined) throw validation(`${strange} is not a member of the request`);
  const modern = listOf(input['Filters'], 'Filters');
  const old = listOf(input['InstanceInformationFilterList'], 'InstanceInformationFilterList');
  if (modern.length > 0 && old.length > 0) throw validation('Filters and InstanceInformationFilterList cannot be used together');
  return {
    filters: [...modern.map((item) => toFilter(item['Key'], item['Values'])), ...old.map((item) => toFilter(item['key'], item['valueSet']))],
    size: sizeOf(input['MaxResults']),
    start: startOf(input['NextToken']),
  };
}

function parse(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body === '' ? '{}' : body);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    throw refusal('SerializationException', 'The body is not JSON');
  }
  throw refusal('SerializationException', 'The body is not a JSON object');
}

function listOf(value: unknown, name: string): readonly Record<string, unknown>[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value) || value.some((item) => typeof item !== 'object' || item === null)) throw validation(`${name} must be a list`);
  return value as Record<string, unknown>[];
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
  if (!Array.isArray(values) || values.length === 0) throw validation('A filter needs between 1 and 100 values');
  const wanted = new Set<unknown>(values);
  if (key.startsWith('tag:')) return { test: (node) => wanted.has(node.tags[key.slice(4)]) };
  const read = keys.get(key);
  if (!read) throw refusal('InvalidFilterKey', 'The specified key is not valid.');
  return { test: (node) => wanted.has(read(node)) };
}

function sizeOf(value: unknown): number {
  if (value === undefined || value === null) return 10;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 5 || value > 50) throw validation('MaxResults must be between 5 and 50');
  return value;
}

function startOf(value: unknown): number {
  if (value === undefined || value === null || value === '') return 0;
  const offset = typeof value === 'string' ? /^ssm:(\d{1,6})$/.exec(Buffer.from(value, 'base64').toString('utf8'))?.[1] : undefined;
  if (offset === undefined) throw refusal('InvalidNextToken', 'The specified token is not valid.');
  return Number(offset);
}

function validation(message: string) {
  return refusal('ValidationException', message);
}
