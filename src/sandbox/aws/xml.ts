// A small XML writer for the EC2 and STS answers.

type XmlValue = string | number | boolean | null | undefined | XmlObject | readonly XmlValue[];

/** Element names with their content; a list becomes `<item>` elements, null and undefined leave the element out. */
export type XmlObject = { readonly [name: string]: XmlValue };

/** Writes the content of an element. */
export function toXml(value: XmlValue): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return (value as readonly XmlValue[]).map((item) => element('item', item)).join('');
  if (typeof value === 'object') return Object.entries(value).map(([name, child]) => element(name, child)).join('');
  return escape(String(value));
}

/** Writes one element, or nothing when there is nothing to say. */
export function element(name: string, value: XmlValue, attributes = ''): string {
  if (value === null || value === undefined) return '';
  const content = toXml(value);
  return content === '' ? `<${name}${attributes}/>` : `<${name}${attributes}>${content}</${name}>`;
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&apos;'],
]);

function escape(text: string): string {
  // XML 1.0 knows no control characters, not even escaped; they can come back in error messages that quote a request.
  return text.replace(/[\p{Cc}--[\t\n\r]]/gv, '?').replace(/[&<>"']/g, (character) => escapes.get(character) ?? character);
}

/** All values at a dotted path, through lists, as text. */
export function valuesAt(value: XmlValue, path: readonly string[]): readonly string[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return (value as readonly XmlValue[]).flatMap((item) => valuesAt(item, path));
  if (typeof value !== 'object') return path.length === 0 ? [String(value)] : [];
  const [name, ...rest] = path;
  return name === undefined ? [] : valuesAt((value as XmlObject)[name], rest);
}
