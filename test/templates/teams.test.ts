/** The Teams app: its manifest, its icons, the package that is uploaded, and the files of the Microsoft 365 Agents Toolkit. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { afterAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { colourIcon, outlineIcon } from '../../scripts/icons.ts';
import { filledManifest } from '../../scripts/package.ts';
import { commands } from '../../src/bot/commands/index.ts';
import { jsonOf, textOf } from './support/files.ts';
import { unzipped } from './support/zip.ts';

const VERSION = jsonOf<{ readonly version: string }>('package.json').version;
const VALUES = { BOT_ID: '00000000-0000-4000-8000-0000000000c1', BOT_DOMAIN: 'contoso-ferry.azurewebsites.net', APP_DEVELOPER_NAME: 'Contoso "Cloud"', APP_WEBSITE_URL: 'https://www.contoso.com/', APP_PRIVACY_URL: 'https://www.contoso.com/privacy', APP_TERMS_URL: 'https://www.contoso.com/terms' };

type Manifest = { readonly id: string; readonly version: string; readonly manifestVersion: string; readonly accentColor: string; readonly validDomains: readonly string[]; readonly developer: { readonly name: string }; readonly bots: readonly { readonly botId: string; readonly scopes: readonly string[]; readonly supportsFiles: boolean; readonly commandLists: readonly { readonly scopes: readonly string[]; readonly commands: readonly { readonly title: string; readonly description: string }[] }[] }[] };
const manifestOf = (values: Record<string, string>): Manifest => {
  const filled = filledManifest(values);
  if (!filled.ok) throw new Error(filled.problems.join('\n'));
  return JSON.parse(filled.manifest) as Manifest;
};
const manifest = manifestOf(VALUES);
const icon = (name: string): Buffer => readFileSync(join(import.meta.dirname, '../../deploymentTemplates/teams', name));
const lists = manifest.bots.flatMap((bot) => bot.commandLists);

describe('the manifest', () => {
  test('fits its schema, 1.25 or newer, with the version of package.json', () => {
    expect(Number(manifest.manifestVersion)).toBeGreaterThanOrEqual(1.25);
    expect(manifest).toMatchObject({ version: VERSION, id: VALUES.BOT_ID, developer: { name: 'Contoso "Cloud"' }, validDomains: [VALUES.BOT_DOMAIN] });
    expect(JSON.stringify(manifest)).not.toContain('${{');
  });

  test.each([
    { scope: 'team', menu: ['help', 'next', 'check', 'status', 'wave', 'test', 'cutover', 'hold', 'subscribe', 'audit'] },
    { scope: 'personal', menu: ['help', 'next', 'check', 'status', 'plan', 'report', 'quiet', 'delegate', 'explain', 'audit'] },
  ])('offers in scope $scope the whole menu, as far as the bot has these commands', ({ scope, menu }) => {
    const known = new Set<string>(commands.map((c) => c.name));
    const titles = lists.find((l) => l.scopes.includes(scope))?.commands.map((c) => c.title);
    expect(titles).toEqual(menu.filter((name) => known.has(name)));
  });

  test('offers in each scope at most ten commands, each once, each one that the bot knows', () => {
    const known = new Set<string>(commands.map((c) => c.name));
    for (const list of lists) {
      const titles = list.commands.map((c) => c.title);
      expect(titles.length).toBeLessThanOrEqual(10);
      expect(new Set(titles).size).toBe(titles.length);
      expect(titles[0]).toBe('help');
      expect(titles.filter((title) => !known.has(title))).toEqual([]);
    }
    expect(lists.flatMap((l) => l.scopes).toSorted()).toEqual(['groupChat', 'personal', 'team']);
  });

  test('takes the address from the settings that the bot has anyway', () => {
    const { BOT_ID, BOT_DOMAIN, ...rest } = VALUES;
    expect(manifestOf({ ...rest, MicrosoftAppId: BOT_ID, FERRY_PUBLIC_URL: `https://${BOT_DOMAIN}` })).toEqual(manifest);
  });

  test.each([
    { reason: 'nothing is guessed: every missing value is named', values: {}, says: [/^TEAMS_APP_ID is missing/, /^APP_DEVELOPER_NAME is missing/, /^BOT_ID is missing/, /^BOT_DOMAIN is missing/] },
    { reason: 'an id that is none', values: { ...VALUES, BOT_ID: 'ferry' }, says: [/manifest\.json \/bots\/0\/botId/] },
    { reason: 'an address that is none', values: { ...VALUES, APP_PRIVACY_URL: 'www.contoso.com' }, says: [/manifest\.json \/developer\/privacyUrl/] },
  ])('is refused: $reason', ({ values, says }) => {
    const filled = filledManifest(values);
    expect(filled.ok).toBe(false);
    const problems = filled.ok ? [] : filled.problems;
    for (const expected of says) expect(problems).toContainEqual(expect.stringMatching(expected));
  });
});

describe('the icons', () => {
  test('are what the script draws', () => {
    expect(icon('color.png').equals(colourIcon())).toBe(true);
    expect(icon('outline.png').equals(outlineIcon())).toBe(true);
  });

  test('have the sizes that Teams asks for, the coloured one filled, the outline white on nothing', () => {
    const colour = pixelsOf(icon('color.png'));
    expect(colour.size).toBe(192);
    expect(colour.pixels.every(([, , , alpha]) => alpha === 255)).toBe(true);
    const outline = pixelsOf(icon('outline.png'));
    expect(outline.size).toBe(32);
    expect(outline.pixels.every(([red, green, blue, alpha]) => alpha === 0 || (red === 255 && green === 255 && blue === 255))).toBe(true);
    const seen = outline.pixels.filter(([, , , alpha]) => alpha > 127).length;
    expect(seen).toBeGreaterThan(100);
    expect(seen).toBeLessThan(600);
  });

  test('the accent colour is that of the icon', () => {
    const [red, green, blue] = pixelsOf(icon('color.png')).pixels[0] ?? [];
    expect(manifest.accentColor).toBe(`#${[red, green, blue].map((c) => (c ?? 0).toString(16).padStart(2, '0')).join('')}`.toUpperCase());
  });
});

function pixelsOf(png: Buffer): { readonly size: number; readonly pixels: readonly (readonly [number, number, number, number])[] } {
  const size = png.readUInt32BE(16);
  const raw = inflateSync(png.subarray(41, 41 + png.readUInt32BE(33)));
  const pixels = Array.from({ length: size * size }, (_, index) => {
    const at = Math.floor(index / size) * (size * 4 + 1) + 1 + (index % size) * 4;
    return [raw[at] ?? 0, raw[at + 1] ?? 0, raw[at + 2] ?? 0, raw[at + 3] ?? 0] as const;
  });
  return { size, pixels };
}

describe('npm run package', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ferry-package-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const run = (...flags: string[]) => spawnSync(process.execPath, ['scripts/package.ts', `--out=${join(folder, 'ferry.zip')}`, '--env=test', ...flags], { encoding: 'utf8', env: { PATH: process.env['PATH'] } });

  test('makes one file with manifest and icons at its root', () => {
    const { status, stdout, stderr } = run(...Object.entries(VALUES).map(([name, value]) => `--${name}=${value}`));
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(stdout).toContain(join(folder, 'ferry.zip'));
    const files = unzipped(readFileSync(join(folder, 'ferry.zip')));
    expect([...files.keys()].toSorted()).toEqual(['color.png', 'manifest.json', 'outline.png']);
    expect(JSON.parse(files.get('manifest.json')?.toString() ?? '')).toEqual(manifest);
    expect(files.get('color.png')?.equals(icon('color.png'))).toBe(true);
  });

  test('says what is missing, and makes nothing then', () => {
    rmSync(join(folder, 'ferry.zip'), { force: true });
    const { status, stderr } = run('--BOT_DOMAIN=contoso.example.com');
    expect(status).toBe(1);
    expect(stderr).toContain('BOT_ID is missing');
    expect(existsSync(join(folder, 'ferry.zip'))).toBe(false);
  });
});

describe('the files of the Microsoft 365 Agents Toolkit', () => {
  type Step = { readonly uses: string; readonly name?: string; readonly with: Readonly<Record<string, unknown>>; readonly writeToEnvironmentFile?: Readonly<Record<string, string>> };
  const project = parse(textOf('m365agents.yml')) as { readonly version: string; readonly environmentFolderPath: string } & Readonly<Record<'provision' | 'deploy' | 'publish', readonly Step[]>>;
  const steps = [...project.provision, ...project.deploy, ...project.publish];
  /** What each step takes, as the Toolkit documents it. */
  const TAKES: Readonly<Record<string, readonly string[]>> = {
    'teamsApp/create': ['name'],
    'arm/deploy': ['subscriptionId', 'resourceGroupName', 'templates'],
    'teamsApp/validateManifest': ['manifestPath'],
    'teamsApp/zipAppPackage': ['manifestPath', 'outputZipPath', 'outputFolder'],
    'teamsApp/validateAppPackage': ['appPackagePath'],
    'teamsApp/update': ['appPackagePath'],
    'teamsApp/publishAppPackage': ['appPackagePath'],
    'cli/runNpmCommand': ['args'],
    'azureAppService/zipDeploy': ['artifactFolder', 'ignoreFile', 'resourceId'],
  };
  const env = new Map([...textOf('env/.env.dev').matchAll(/^(\w+)=(.*)$/gm)].map((m) => [m[1] ?? '', m[2] ?? ''] as const));

  test('give each step exactly what it takes', () => {
    expect(steps.map((s) => [s.uses, Object.keys(s.with).toSorted()])).toEqual(steps.map((s) => [s.uses, TAKES[s.uses]?.toSorted()]));
    expect(project.provision.map((s) => s.uses)).toContain('arm/deploy');
    expect(project.deploy.map((s) => s.uses)).toContain('azureAppService/zipDeploy');
  });

  test('are, at every level, what their schema (v1.11) takes', () => {
    expect(Object.keys(project).toSorted()).toEqual(['deploy', 'environmentFolderPath', 'provision', 'publish', 'version']);
    expect(project.version).toBe('v1.11');
    expect(steps.flatMap((s) => Object.keys(s)).filter((key) => !['uses', 'name', 'with', 'writeToEnvironmentFile'].includes(key))).toEqual([]);
    // These steps must say where the id goes that they get, and no other step gives one.
    const gives = steps.flatMap((s) => (s.writeToEnvironmentFile === undefined ? [] : [[s.uses, Object.keys(s.writeToEnvironmentFile)]]));
    expect(gives).toEqual([['teamsApp/create', ['teamsAppId']], ['teamsApp/publishAppPackage', ['publishedAppId']]]);
    const given = steps.flatMap((s) => Object.entries(s.with));
    expect(given.filter(([key, value]) => key !== 'templates' && typeof value !== 'string')).toEqual([]);
    const templates = given.flatMap(([key, value]) => (key === 'templates' ? (value as readonly object[]) : []));
    expect(templates.map((t) => Object.keys(t).toSorted())).toEqual([['deploymentName', 'parameters', 'path']]);
  });

  test('name files that exist', () => {
    const paths = [project.environmentFolderPath, ...[...textOf('m365agents.yml').matchAll(/(?:path|parameters|manifestPath|ignoreFile): (\S+)/g)].map((m) => m[1] ?? '')];
    expect(paths.length).toBeGreaterThan(5);
    expect(paths.filter((path) => !existsSync(join(import.meta.dirname, '../..', path)))).toEqual([]);
  });

  test('use no variable that the environment, a step or the Azure template does not give', () => {
    const outputs = Object.keys(jsonOf<{ readonly outputs: object }>('deploymentTemplates/azure/bot.json').outputs);
    const written = steps.flatMap((s) => Object.values(s.writeToEnvironmentFile ?? {}));
    const used = [...`${textOf('m365agents.yml')}${textOf('deploymentTemplates/teams/manifest.json')}`.matchAll(/\$\{\{(\w+)\}\}/g)].map((m) => m[1] ?? '');
    expect([...new Set(used)].filter((name) => !env.has(name))).toEqual([]);
    // What is empty there is asked for by the Toolkit, or comes out of a step.
    const asked = ['AZURE_SUBSCRIPTION_ID', 'AZURE_RESOURCE_GROUP_NAME'];
    expect([...env].filter(([name, value]) => value === '' && !asked.includes(name) && !outputs.includes(name) && !written.includes(name))).toEqual([]);
  });

  test('say the version of package.json', () => {
    expect(env.get('APP_VERSION')).toBe(VERSION);
  });
});
