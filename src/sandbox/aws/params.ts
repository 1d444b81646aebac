// Reads the form of the Query protocol: flattened, one-based lists, everything text.
import { refusal } from './errors.ts';

/** The parameters of one request. */
export type Params = {
  one(name: string): string | null;
  /** `Name.1`, `Name.2`, … in the order of their numbers. */
  list(name: string): readonly string[];
  flag(name: string): boolean;
  int(name: string): number | null;
  /** The members of `Name.1.X`, `Name.2.X`, …, each as parameters of its own. */
  groups(name: string): readonly Params[];
  /** First parts of all names. */
  roots(): readonly string[];
};

/** Parses a form body; a parameter given twice is refused, as AWS does. */
export function parseParams(body: string): Params {
  const values = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(body)) {
    if (values.has(name)) throw refusal('InvalidParameterCombination', `The parameter ${name} was given more than once`);
    values.set(name, value);
  }
  return paramsOver(values);
}

function paramsOver(values: ReadonlyMap<string, string>): Params {
  const one = (name: string) => values.get(name) ?? null;
  return {
    one,
    list: (name) => indexes(values, name).flatMap((index) => values.get(`${name}.${index}`) ?? []),
    flag: (name) => toFlag(name, one(name)),
    int: (name) => toInt(name, one(name)),
    groups: (name) => indexes(values, name).map((index) => paramsOver(below(values, `${name}.${index}.`))),
    roots: () => [...new Set([...values.keys()].map((name) => name.split('.')[0] ?? name))],
  };
}

function indexes(values: ReadonlyMap<string, string>, name: string): readonly number[] {
  const found = new Set<number>();
  for (const key of values.keys()) {
    if (!key.startsWith(`${name}.`)) continue;
    const index = key.slice(name.length + 1).split('.')[0] ?? '';
    if (/^[1-9]\d{0,5}$/.test(index)) found.add(Number(index));
    else throw refusal('InvalidParameterValue', `Value (${index}) for parameter ${name} is invalid. List members are numbered from 1`);
  }
  return [...found].sort((a, b) => a - b);
}

function below(values: ReadonlyMap<string, string>, prefix: string): ReadonlyMap<string, string> {
  return new Map([...values].filter(([key]) => key.startsWith(prefix)).map(([key, value]) => [key.slice(prefix.length), value]));
}

function toFlag(name: string, text: string | null): boolean {
  if (text === null) return false;
  if (text !== 'true' && text !== 'false') throw refusal('InvalidParameterValue', `Value (${text}) for parameter ${name} is invalid. Expected a boolean`);
  return text === 'true';
}

function toInt(name: string, text: string | null): number | null {
  if (text === null) return null;
  if (!/^-?\d{1,9}$/.test(text)) throw refusal('InvalidParameterValue', `Value (${text}) for parameter ${name} is invalid. Expected an integer`);
  return Number(text);
}

/** A parameter that must be there. */
export function required(params: Params, name: string): string {
  const value = params.one(name);
  if (value === null || value === '') throw refusal('MissingParameter', `The request must contain the parameter ${name}`);
  return value;
}
