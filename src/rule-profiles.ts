/** The wiring of the rule profiles: those that Ferry brings along, and the file of a deployer. */
import type { Config } from './config.ts';
import { PROFILES, profileById } from './domain/profiles/index.ts';
import type { RuleProfile } from './domain/profiles/types.ts';

/** Marks a refusal whose message is all that people need: no stack. */
export const REFUSED = 'FERRY_SETTINGS';

function refuse(problems: readonly string[]): Error {
  return Object.assign(new Error(`the rule profile is refused:\n${problems.map((p) => `  - ${p}`).join('\n')}`), { code: REFUSED });
}

/** Every profile there is. Rejects when the file is malformed, or when the profile that was chosen is none of them. */
export async function loadProfiles(config: Pick<Config, 'ruleProfile' | 'ruleProfileFile'>): Promise<readonly RuleProfile[]> {
  const profiles = [...PROFILES, ...(config.ruleProfileFile === null ? [] : [await fromFile(config.ruleProfileFile)])];
  if (config.ruleProfile === null || profileById(profiles, config.ruleProfile) !== null) return profiles;
  throw refuse([`FERRY_RULE_PROFILE is ${config.ruleProfile}, which is none of ${profiles.map((p) => p.id).join(', ')}`]);
}

// The reader is loaded only when there is a file to read: few have one, and everybody waits for the start.
async function fromFile(file: string): Promise<RuleProfile> {
  const { readProfileFile } = await import('./adapters/profile-file.ts');
  const read = await readProfileFile(file, PROFILES);
  if (!read.ok) throw refuse(read.problems);
  return read.profile;
}
