/** The support lists that Ferry knows, oldest first, and which of them a vault follows. */
import type { Provider } from '../observation.ts';
import { classic2023 } from './classic-2023.ts';
import { modern2026 } from './modern-2026.ts';
import { seed2017 } from './seed-2017.ts';
import type { RuleProfile } from './types.ts';

export const PROFILES: readonly RuleProfile[] = [seed2017, classic2023, modern2026];

const BY_PROVIDER: { readonly [P in Provider]: RuleProfile } = { InMageRcm: modern2026, InMageAzureV2: classic2023 };

/** The list that a vault of this kind follows unless the deployer chose another. */
export function profileFor(provider: Provider): RuleProfile {
  return BY_PROVIDER[provider];
}

/** The list of that id among those that Ferry knows or was given, or null. */
export function profileById(profiles: readonly RuleProfile[], id: string): RuleProfile | null {
  return profiles.find((p) => p.id === id) ?? null;
}
