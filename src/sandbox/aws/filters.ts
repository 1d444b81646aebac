// EC2 filters: values of one filter are alternatives, filters add up, `*` and `?` are wildcards.
import { refusal } from './errors.ts';
import type { Params } from './params.ts';
import { valuesAt, type XmlObject } from './xml.ts';

/** Filter names with the path, in the answer, of what they look at. */
export type FilterPaths = Readonly<Record<string, string>>;

type Filter = { readonly name: string; readonly values: readonly string[] };

/** The items that pass every filter of a request. */
export function applyFilters<T extends XmlObject>(params: Params, paths: FilterPaths, items: readonly T[]): readonly T[] {
  const tests = readFilters(params).map((filter) => toTest(filter, paths));
  return tests.length === 0 ? items : items.filter((item) => tests.every((test) => test(item)));
}

function readFilters(params: Params): readonly Filter[] {
  return params.groups('Filter').map((group) => {
    const name = group.one('Name');
    if (name === null || name === '') throw refusal('InvalidParameterValue', 'A filter must have a name');
    const values = group.list('Value');
    if (values.length > 200) throw refusal('FilterLimitExceeded', 'The maximum number of filter values specified on a single call is 200.');
    return { name, values };
  });
}

function toTest(filter: Filter, paths: FilterPaths): (item: XmlObject) => boolean {
  const actual = reader(filter.name, paths);
  const patterns = filter.values.map(toPattern);
  return (item) => actual(item).some((value) => patterns.some((pattern) => pattern.test(value)));
}

function reader(name: string, paths: FilterPaths): (item: XmlObject) => readonly string[] {
  const path = Object.hasOwn(paths, name) ? paths[name] : undefined;
  if (path !== undefined) return (item) => valuesAt(item, path.split('.'));
  if (name.startsWith('tag:') && name.length > 4 && paths['tag-key'] !== undefined) return (item) => tagValues(item, name.slice(4));
  throw refusal('InvalidParameterValue', `The filter '${name}' is invalid`);
}

function tagValues(item: XmlObject, key: string): readonly string[] {
  const tags = (item['tagSet'] ?? []) as readonly XmlObject[];
  return tags.filter((tag) => tag['key'] === key).map((tag) => tag['value'] as string);
}

function toPattern(value: string): RegExp {
  // A backslash takes the meaning of a wildcard away.
  const source = value.replace(/\\([*?\\])|[*?]|[.+^${}()|[\]\\]/g, (match, escaped: string | undefined) => {
    if (escaped !== undefined) return `\\${escaped}`;
    if (match === '*') return '.*';
    return match === '?' ? '.' : `\\${match}`;
  });
  return new RegExp(`^${source}$`, 's');
}
