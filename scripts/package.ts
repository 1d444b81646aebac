/** `npm run package`: the Teams app as one file to upload. Values come from --NAME=value, the environment, .env, and env/.env.<--env>, in this order. */
import { createWriteStream, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { pathToFileURL } from 'node:url';
import { parseArgs, parseEnv } from 'node:util';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { ZipFile } from 'yazl';

const ROOT = join(import.meta.dirname, '..');
const TEAMS = join(ROOT, 'deploymentTemplates/teams');
const PLACEHOLDER = /\$\{\{(\w+)\}\}/g;
/** The same inputs give the same file. */
const MADE = new Date(Date.UTC(2026, 0, 1));

type Values = Readonly<Record<string, string | undefined>>;
type Filled = { readonly ok: true; readonly manifest: string } | { readonly ok: false; readonly problems: readonly string[] };

/** The manifest with its placeholders filled in and held against its schema. */
export function filledManifest(values: Values): Filled {
  const template = readFileSync(join(TEAMS, 'manifest.json'), 'utf8');
  const known = completed(values);
  const missing = [...new Set([...template.matchAll(PLACEHOLDER)].map((match) => match[1] ?? ''))].filter((name) => known[name] === undefined);
  if (missing.length > 0) return { ok: false, problems: missing.map((name) => `${name} is missing: --${name}=…, or in env/.env.dev`) };
  const manifest = template.replaceAll(PLACEHOLDER, (_, name: string) => JSON.stringify(known[name]).slice(1, -1));
  const problems = schemaProblems(JSON.parse(manifest));
  return problems.length > 0 ? { ok: false, problems } : { ok: true, manifest };
}

/** What the bot's own settings tell already; the version is that of package.json and nobody's choice. */
function completed(values: Values): Values {
  const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value.trim() !== ''));
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { readonly version: string };
  const bot = given['BOT_ID'] ?? given['MicrosoftAppId'];
  const domain = given['BOT_DOMAIN'] ?? URL.parse(given['FERRY_PUBLIC_URL'] ?? '')?.host;
  return { ...given, BOT_ID: bot, BOT_DOMAIN: domain, TEAMS_APP_ID: given['TEAMS_APP_ID'] ?? bot, APP_VERSION: version };
}

function schemaProblems(manifest: unknown): readonly string[] {
  const ajv = new Ajv.default({ strict: false, allErrors: true });
  addFormats.default(ajv);
  const validate = ajv.compile(JSON.parse(readFileSync(join(TEAMS, 'manifest.schema.json'), 'utf8')) as object);
  if (validate(manifest)) return [];
  return (validate.errors ?? []).map((error) => `manifest.json ${error.instancePath}: ${error.message ?? 'is wrong'}`);
}

/** Writes the package. */
async function writePackage(manifest: string, to: string): Promise<void> {
  const zip = new ZipFile();
  const options = { mtime: MADE, mode: 0o100644 };
  zip.addBuffer(Buffer.from(manifest), 'manifest.json', options);
  for (const icon of ['color.png', 'outline.png']) zip.addBuffer(readFileSync(join(TEAMS, icon)), icon, options);
  zip.end();
  mkdirSync(dirname(to), { recursive: true });
  await pipeline(zip.outputStream, createWriteStream(to));
}

async function main(): Promise<void> {
  const { values } = parseArgs({ allowPositionals: false, strict: false, args: process.argv.slice(2) });
  const flags = Object.fromEntries(Object.entries(values).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  const { env = 'dev', out = join(ROOT, 'data/package/ferry.zip'), ...given } = flags;
  const filled = filledManifest({ ...fileValues(join(ROOT, `env/.env.${env}`)), ...fileValues(join(ROOT, '.env')), ...set(process.env), ...given });
  if (!filled.ok) {
    process.stderr.write(`The Teams package cannot be made:\n${filled.problems.map((p) => `  - ${p}\n`).join('')}`);
    process.exit(1);
  }
  await writePackage(filled.manifest, out);
  process.stdout.write(`${out}\nUpload it in Teams: Apps, Manage your apps, Upload an app.\n`);
}

function fileValues(path: string): Values {
  return existsSync(path) ? set(parseEnv(readFileSync(path, 'utf8'))) : {};
}

/** An empty value means "not set", and must not hide one that is. */
function set(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value.trim() !== ''));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main();
