import type { Infrastructure } from '../../domain/infrastructure.ts';
import type { Read } from '../../domain/machine.ts';
import type { Provider, Seen } from '../../domain/observation.ts';
import { profileById, profileFor } from '../../domain/profiles/index.ts';
import type { RuleProfile } from '../../domain/profiles/types.ts';
import type { Deps } from '../deps.ts';

/** What kind of vault it was when it was last read: a look that does not need the vault must not judge by another list. */
const VAULT_PROVIDER = 'vault.provider';
/** The names of the vault's own servers, one a line and in lower case: they are never moved. */
export const OWN_MACHINES = 'vault.ownMachines';

/** The list to judge by: the one that was chosen, else the one that vaults of this kind follow. */
export async function profileOf(d: Deps, infrastructure: Read<Seen<Infrastructure>>): Promise<RuleProfile> {
  const chosen = d.policy.ruleProfile === null ? null : profileById(d.policy.profiles, d.policy.ruleProfile);
  const provider = await providerOf(d, infrastructure);
  if (chosen !== null) return chosen;
  const usual = profileFor(provider);
  return profileById(d.policy.profiles, usual.id) ?? usual;
}

async function providerOf(d: Deps, infrastructure: Read<Seen<Infrastructure>>): Promise<Provider> {
  if (infrastructure.known) {
    const { value } = infrastructure.value;
    await Promise.all([d.store.putNote(VAULT_PROVIDER, value.provider), d.store.putNote(OWN_MACHINES, serverNames(value).join('\n'))]);
    return value.provider;
  }
  return (await d.store.note(VAULT_PROVIDER)) === 'InMageAzureV2' ? 'InMageAzureV2' : 'InMageRcm';
}

/** True when the vault has to be read to know which list holds. */
export async function needsVaultForProfile(d: Deps): Promise<boolean> {
  return d.policy.ruleProfile === null && (await d.store.note(VAULT_PROVIDER)) === null;
}

function serverNames(i: Infrastructure): readonly string[] {
  const names = [...(i.appliance === null ? [] : [i.appliance.name]), ...i.processServers.map((s) => s.name), ...i.masterTargets.map((t) => t.name)];
  return [...new Set(names.map((name) => name.toLowerCase()))];
}
