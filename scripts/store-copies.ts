/** What `npm run backup` and `npm run restore` share: the settings, and one way to end. */
import { existsSync } from 'node:fs';
import { loadEnvFile } from 'node:process';
import type { Config } from '../src/config.ts';
import { readConfig } from '../src/read-config.ts';

/** The settings and the one argument; says what is wrong and ends otherwise. */
export function given(usage: string): { readonly config: Config; readonly path: string } {
  if (existsSync('.env')) loadEnvFile('.env');
  const [path] = process.argv.slice(2);
  if (path === undefined) fail(usage);
  const read = readConfig(process.env);
  return read.ok ? { config: read.config, path } : fail(`These settings are not right:\n${read.problems.map((p) => `  - ${p}`).join('\n')}`);
}

/** Says why and ends. */
export function fail(why: unknown): never {
  process.stderr.write(`${why instanceof Error ? why.message : String(why)}\n`);
  process.exit(1);
}
