/** Reads a YAML or JSON file of settings so that every problem can be told with its file, line and column. */
import { readFile } from 'node:fs/promises';
import { isMap, isNode, LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';

export type Path = readonly PropertyKey[];
export type Plain = Readonly<Record<string, unknown>>;
/** A text that was parsed, with the place of everything in it. */
export type Source = { readonly file: string; readonly document: Document.Parsed; readonly lines: LineCounter };

/** A parsed file, or what is wrong with it. */
export type ParsedFile = { readonly ok: true; readonly source: Source; readonly content: Plain } | { readonly ok: false; readonly problems: readonly string[] };

/** The text of a file, or the problem in words. */
export async function textOf(file: string): Promise<{ readonly ok: true; readonly text: string } | { readonly ok: false; readonly problems: readonly string[] }> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => error as Error);
  return typeof text === 'string' ? { ok: true, text } : { ok: false, problems: [`${file}: cannot be read: ${text.message}`] };
}

/** Parses a text that must be a mapping; `what` names its keys in the problem. */
export function parseYaml(o: { readonly file: string; readonly text: string; readonly what: string }): ParsedFile {
  const lines = new LineCounter();
  const document = parseDocument(o.text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const source: Source = { file: o.file, document, lines };
  const broken = [...document.errors, ...document.warnings].map((e) => `${place(source, e.pos[0])}: ${e.message}`);
  if (broken.length > 0) return { ok: false, problems: broken };
  const content: unknown = document.toJS();
  return isPlain(content) ? { ok: true, source, content } : { ok: false, problems: [`${place(source, 0)}: must be a mapping of ${o.what}`] };
}

/** True for a mapping. */
export function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** One problem that the schema found, as people read it; `noKey` says of what a key is none. */
export function issueTexts(source: Source, issue: z.core.$ZodIssue, noKey: string): readonly string[] {
  if (issue.code !== 'unrecognized_keys') return [`${at(source, issue.path)}: ${nameOf(issue.path)}${issue.message}`];
  return issue.keys.map((key) => `${at(source, [...issue.path, key])}: ${nameOf([...issue.path, key])}${noKey}`);
}

/** Where something stands. A key that is missing has no place of its own: the nearest one around it is where it belongs. */
export function at(source: Source, path: Path): string {
  for (let length = path.length; length > 0; length -= 1) {
    const offset = offsetOf(source.document, path.slice(0, length));
    if (offset !== null) return place(source, offset);
  }
  return place(source, 0);
}

/** Where the file begins. */
export function beginOf(source: Source): string {
  return place(source, 0);
}

/** The name of a key, as it begins a problem. */
export function nameOf(path: Path): string {
  return path.length === 0 ? '' : `${path.map(String).join('.')}: `;
}

function offsetOf(document: Document.Parsed, path: Path): number | null {
  const last = path.at(-1);
  const parent: unknown = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  const pair = isMap(parent) ? parent.items.find((i) => isNode(i.key) && i.key.toJSON() === last) : undefined;
  if (pair !== undefined && isNode(pair.key)) return pair.key.range?.[0] ?? null;
  const node: unknown = document.getIn(path, true);
  return isNode(node) ? (node.range?.[0] ?? null) : null;
}

function place({ file, lines }: Source, offset: number): string {
  const { line, col } = lines.linePos(offset);
  return `${file}:${Math.max(line, 1)}:${Math.max(col, 1)}`;
}
