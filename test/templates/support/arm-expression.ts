/** Reads the expressions of Azure templates, `[format('{0}-x', parameters('name'))]`, into trees. */

/** One part of an expression. */
export type Tree =
  | { readonly kind: 'value'; readonly value: string | number }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Tree[] }
  | { readonly kind: 'member'; readonly of: Tree; readonly key: Tree };

type Reader = { readonly text: string; at: number };

/** True for text that Azure evaluates; `[[` is how a template writes a real bracket. */
export function isExpression(text: string): boolean {
  return text.startsWith('[') && text.endsWith(']') && !text.startsWith('[[');
}

/** The tree of an expression, brackets included. */
export function treeOf(text: string): Tree {
  const reader: Reader = { text: text.slice(1, -1), at: 0 };
  const tree = readTree(reader);
  skip(reader);
  if (reader.at !== reader.text.length) throw new Error(`something follows the end of the expression: ${text}`);
  return tree;
}

function readTree(r: Reader): Tree {
  skip(r);
  let tree = readHead(r);
  for (;;) {
    skip(r);
    if (r.text[r.at] === '.') {
      r.at += 1;
      tree = { kind: 'member', of: tree, key: { kind: 'value', value: word(r) } };
    } else if (r.text[r.at] === '[') {
      r.at += 1;
      tree = { kind: 'member', of: tree, key: readTree(r) };
      take(r, ']');
    } else return tree;
  }
}

function readHead(r: Reader): Tree {
  if (r.text[r.at] === "'") return { kind: 'value', value: quoted(r) };
  const number = /^-?\d+/.exec(r.text.slice(r.at))?.[0];
  if (number !== undefined) {
    r.at += number.length;
    return { kind: 'value', value: Number(number) };
  }
  const name = word(r);
  take(r, '(');
  const args: Tree[] = [];
  skip(r);
  while (r.text[r.at] !== ')') {
    if (args.length > 0) take(r, ',');
    args.push(readTree(r));
    skip(r);
  }
  take(r, ')');
  return { kind: 'call', name, args };
}

function quoted(r: Reader): string {
  const found = /^'((?:[^']|'')*)'/.exec(r.text.slice(r.at));
  if (found === null) throw new Error(`a text has no end: ${r.text}`);
  r.at += found[0].length;
  return (found[1] ?? '').replaceAll("''", "'");
}

function word(r: Reader): string {
  const found = /^[A-Za-z]\w*/.exec(r.text.slice(r.at))?.[0];
  if (found === undefined) throw new Error(`a name is missing at ${r.at}: ${r.text}`);
  r.at += found.length;
  return found;
}

function take(r: Reader, char: string): void {
  skip(r);
  if (r.text[r.at] !== char) throw new Error(`'${char}' is missing at ${r.at}: ${r.text}`);
  r.at += 1;
}

function skip(r: Reader): void {
  while (r.text[r.at] === ' ') r.at += 1;
}
