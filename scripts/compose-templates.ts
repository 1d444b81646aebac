/** `npm run templates`: puts the parts of the Azure templates together, because `az deployment group create -f` takes one file and follows no links on disk. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const FOLDER = join(import.meta.dirname, '../deploymentTemplates/azure');
const MAINS = ['bot', 'landing-zone'] as const;

/** The text of a whole template, as it has to stand in its file. */
export function composed(name: (typeof MAINS)[number]): string {
  return `${JSON.stringify(filled(read(`parts/main-${name}.json`)), null, 2)}\n`;
}

function read(path: string): unknown {
  return JSON.parse(readFileSync(join(FOLDER, path), 'utf8'));
}

/** Every `"template": "parts/…"` becomes the part itself. */
function filled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(filled);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, key === 'template' && typeof inner === 'string' ? read(inner) : filled(inner)]));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const name of MAINS) writeFileSync(join(FOLDER, `${name}.json`), composed(name));
}
