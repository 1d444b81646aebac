/** The wiring of governance: what the single settings say, or what the governance file says. */
import type { Config } from './config.ts';
import type { GovernanceSettings } from './domain/governance/settings.ts';
import { REFUSED } from './rule-profiles.ts';

/** Who may do what, as it was decided. Rejects when the file is malformed: half a governance is none. */
export async function loadGovernance(config: Pick<Config, 'governance' | 'governanceFile'>): Promise<GovernanceSettings> {
  if (config.governanceFile === null) return config.governance;
  // The reader is loaded only when there is a file to read: everybody waits for the start.
  const { readGovernanceFile } = await import('./adapters/governance-file.ts');
  const read = await readGovernanceFile(config.governanceFile, config.governance);
  if (read.ok) return read.settings;
  throw Object.assign(new Error(`the governance file is refused:\n${read.problems.map((p) => `  - ${p}`).join('\n')}`), { code: REFUSED });
}
