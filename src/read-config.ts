/** The environment, checked once: the only reader of settings, all problems at once, frozen. */
import type { Config } from './config.ts';
import { group } from './config-groups.ts';
import { contradictions, type Env } from './config-problems.ts';
import { environment } from './config-schema.ts';
import { freeze } from './config-values.ts';

/** Every setting Ferry knows, in the order of `.env.example`. */
export const SETTING_NAMES: readonly string[] = Object.keys(environment.shape);

/** Reads the settings; every problem is named at once, values of secrets never. */
export function readConfig(env: Env): { readonly ok: true; readonly config: Config } | { readonly ok: false; readonly problems: readonly string[] } {
  const set = given(env);
  const parsed = environment.safeParse(set);
  const problems = [...unknownNames(env), ...contradictions(set, env), ...(parsed.success ? [] : parsed.error.issues.map(inWords))];
  if (!parsed.success || problems.length > 0) return { ok: false, problems };
  return { ok: true, config: freeze(group(parsed.data)) };
}

/** An empty value in a `.env` file means "not set". */
function given(env: Env): Env {
  const found: Record<string, string> = {};
  for (const name of SETTING_NAMES) {
    const value = env[name]?.trim();
    if (value !== undefined && value !== '') found[name] = value;
  }
  return found;
}

function unknownNames(env: Env): string[] {
  return Object.keys(env)
    .filter((name) => name.startsWith('FERRY_') && !SETTING_NAMES.includes(name))
    .map((name) => `${name} is not a setting of Ferry; .env.example lists them all`);
}

function inWords(issue: { readonly path: readonly PropertyKey[]; readonly message: string }): string {
  const name = String(issue.path[0]);
  if (issue.message.includes('received undefined')) return `${name} is missing`;
  return `${name} ${issue.message.replace(/^Invalid option: expected one of/, 'must be one of')}`;
}
