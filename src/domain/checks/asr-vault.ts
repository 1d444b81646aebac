import { BEFORE_REPLICATION, block, makeCheck, pass, unreadable, warn } from './support/make-check.ts';
import { LINK, same, SOURCE } from './support/words.ts';

/** Site Recovery starts machines in the region of its vault, and a vault does not move. */
export const asrVault = makeCheck({
  id: 'ASR-VAULT',
  title: 'Recovery Services vault',
  topic: 'vault',
  phases: BEFORE_REPLICATION,
  severity: 'block',
  curer: 'azure',
  needs: ['vault'],
  expected: ({ scope }) => `A vault in ${scope.location}, the region that the machines go to; a vault cannot be moved. ${SOURCE.matrix}.`,
  link: LINK.matrix,
  judge: ({ vault, scope }) => {
    if (!vault.known) return unreadable(`The vault ${scope.vaultName}`, vault.why);
    const { name, location, state } = vault.value;
    if (!same(location, scope.location)) {
      const seen = `${name} is in ${location}, the machines go to ${scope.location}`;
      return block({ evidence: `${seen}.`, remedy: `az backup vault create --resource-group ${scope.vaultResourceGroup} --name <a new name> --location ${scope.location}`, cause: `region:${location}`, causeText: seen });
    }
    if (!same(state, 'Succeeded')) return warn({ evidence: `${name} exists in ${location}; Azure shows its state as "${state}".`, remedy: 'Look at the vault in the Azure portal; wait until its deployment has ended.', cause: `state:${state}`, causeText: `The vault is in the state "${state}"` });
    return pass(`${name} exists in ${location}.`);
  },
});
