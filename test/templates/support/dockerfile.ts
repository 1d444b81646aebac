/** Reads a Dockerfile and its .dockerignore, as far as ours go. */

export type Instruction = { readonly name: string; readonly rest: string; readonly stage: number };

/** The instructions in order, lines that go on joined, comments left out. */
export function instructionsOf(text: string): readonly Instruction[] {
  let stage = -1;
  const lines = text.replaceAll(/\\\n/g, ' ').split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
  return lines.map((line) => {
    const [, name = '', rest = ''] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? [];
    if (name === 'FROM') stage += 1;
    return { name, rest, stage };
  });
}

/** True when the build can see a path; the last line that fits decides. */
export function isSent(ignore: string, path: string): boolean {
  const rules = ignore.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return rules.reduce((sent, rule) => {
    const pattern = rule.replace(/^!/, '');
    const fits = pattern === '*' || path === pattern || path.startsWith(`${pattern}/`);
    return fits ? rule.startsWith('!') : sent;
  }, true);
}

/** The words of an instruction in the form of a list. */
export function wordsOf(rest: string): readonly string[] {
  return JSON.parse(rest.slice(rest.indexOf('['))) as readonly string[];
}

/** The variables that an ENV instruction sets. */
export function variablesOf(rest: string): Readonly<Record<string, string>> {
  return Object.fromEntries(rest.split(/\s+/).map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
}
