/** Reads a CloudFormation template and works out its functions, as far as our template goes. */
import { parseDocument, type ScalarTag, type CollectionTag } from 'yaml';

type Part = Readonly<Record<string, unknown>>;
export type Stack = { readonly Parameters: Readonly<Record<string, Part>>; readonly Conditions: Part; readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Condition?: string; readonly Properties: Part }>>; readonly Outputs: Readonly<Record<string, { readonly Description: string; readonly Condition?: string; readonly Value: unknown }>> };

const FUNCTIONS = ['Sub', 'GetAtt', 'If', 'Equals', 'Not', 'Ref'] as const;
const key = (name: string): string => (name === 'Ref' ? 'Ref' : `Fn::${name}`);

/** The short form `!Sub` of each function, for texts and for lists. */
const TAGS = FUNCTIONS.flatMap((name): (ScalarTag | CollectionTag)[] => [
  { tag: `!${name}`, resolve: (text: string) => ({ [key(name)]: text }) },
  { tag: `!${name}`, collection: 'seq', resolve: (list) => ({ [key(name)]: list.toJSON() as unknown }) },
]);

/** The template as data; what is not good YAML is an error. */
export function stackOf(text: string): Stack {
  const document = parseDocument(text, { customTags: TAGS, uniqueKeys: true });
  const [problem] = [...document.errors, ...document.warnings];
  if (problem !== undefined) throw problem;
  return document.toJS() as Stack;
}

/** Everything that a template refers to by name, parameters of texts included. */
export function namesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(namesIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    if (name === 'Ref') return [String(inner)];
    if (name === 'Fn::GetAtt') return [String(inner).split('.')[0] ?? ''];
    if (name !== 'Fn::Sub') return namesIn(inner);
    const [text, own] = Array.isArray(inner) ? (inner as [string, Part]) : [String(inner), {}];
    return [...[...text.matchAll(/\$\{([^}]+)\}/g)].map((m) => m[1] ?? '').filter((n) => !(n in own)), ...namesIn(own)];
  });
}

/** A value with its functions worked out; resources stand for themselves, as `<Name>` or `<Name.Attribute>`. */
export function worked(value: unknown, known: ReadonlyMap<string, unknown>, conditions: Part = {}): unknown {
  const again = (inner: unknown): unknown => worked(inner, known, conditions);
  if (Array.isArray(value)) return value.map(again);
  if (typeof value !== 'object' || value === null) return value;
  const [first] = Object.entries(value);
  const [name, inner] = first ?? ['', null];
  if (name === 'Ref') return known.get(String(inner)) ?? `<${String(inner)}>`;
  if (name === 'Fn::GetAtt') return `<${String(inner)}>`;
  if (name === 'Fn::Equals') return JSON.stringify(again((inner as unknown[])[0])) === JSON.stringify(again((inner as unknown[])[1]));
  if (name === 'Fn::Not') return again((inner as unknown[])[0]) !== true;
  if (name === 'Fn::If') return again((inner as unknown[])[again(conditions[String((inner as unknown[])[0])]) === true ? 1 : 2]);
  if (name === 'Fn::Sub') {
    const [text, own] = Array.isArray(inner) ? (inner as [string, Part]) : [String(inner), {}];
    return text.replaceAll(/\$\{([^}]+)\}/g, (_, one: string) => String(one in own ? again(own[one]) : (known.get(one) ?? `<${one}>`)));
  }
  return Object.fromEntries(Object.entries(value).map(([n, i]) => [n, again(i)]));
}
