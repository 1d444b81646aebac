// Reads the appliance or configuration server of a vault, and the policies machines can be replicated with.
import { z } from 'zod';
import type { Infrastructure } from '../../domain/infrastructure.ts';
import type { Clock } from '../../ports/clock.ts';
import { cloudError } from './errors.ts';
import { sameId, words, wordsOrNull } from './fields.ts';
import type { Reader } from './providers/provider.ts';
import type { Watch } from './watch.ts';

const policySchema = z.object({ id: z.string(), name: words, properties: z.object({ friendlyName: words, providerSpecificDetails: z.looseObject({ instanceType: words }).nullish().catch(null) }) });
const mappingSchema = z.object({ properties: z.object({ policyId: wordsOrNull }) });

/** Reads it all: the fabric itself, its accounts, policies and which of them the container may use. */
export async function readInfrastructure(reader: Reader, o: { readonly watch: Watch; readonly clock: Clock }): Promise<Infrastructure> {
  const { place } = reader;
  const fabric: unknown = (await readFabric(reader, o)).properties;
  const mapped = await mappedPolicies(reader, o.clock);
  return {
    provider: place.provider.provider,
    fabricName: place.fabric,
    containerName: place.container,
    ...place.provider.fabric(fabric),
    runAsAccounts: await place.provider.runAsAccounts(reader, fabric),
    policies: await policiesOf(reader, { mapped, clock: o.clock }),
  };
}

async function readFabric(reader: Reader, o: { readonly watch: Watch; readonly clock: Clock }): Promise<{ readonly properties?: unknown }> {
  const { client, place } = reader;
  try {
    return await client.replicationFabrics.get(place.vault, place.resourceGroup, place.fabric, { onResponse: o.watch.onResponse });
  } catch (error) {
    throw cloudError(error, { operation: 'replicationFabrics.get', write: false, clock: o.clock });
  }
}

async function mappedPolicies(reader: Reader, clock: Clock): Promise<readonly string[]> {
  const { client, place } = reader;
  const ids: string[] = [];
  try {
    const mappings = client.replicationProtectionContainerMappings.listByReplicationProtectionContainers(place.vault, place.resourceGroup, place.fabric, place.container);
    for await (const answer of mappings) {
      const mapping = mappingSchema.safeParse(answer);
      if (mapping.success && mapping.data.properties.policyId !== null) ids.push(mapping.data.properties.policyId);
    }
  } catch (error) {
    throw cloudError(error, { operation: 'replicationProtectionContainerMappings.list', write: false, clock });
  }
  return ids;
}

async function policiesOf(reader: Reader, o: { readonly mapped: readonly string[]; readonly clock: Clock }): Promise<Infrastructure['policies']> {
  const { client, place } = reader;
  const policies: Infrastructure['policies'][number][] = [];
  try {
    for await (const answer of client.replicationPolicies.list(place.vault, place.resourceGroup)) {
      const policy = policySchema.safeParse(answer);
      const details = policy.data?.properties.providerSpecificDetails ?? null;
      // The service makes policies for the way back by itself; they belong to another provider.
      if (!policy.success || details?.instanceType !== place.provider.provider) continue;
      const { id, name, properties } = policy.data;
      policies.push({ id, name: properties.friendlyName || name, ...place.provider.policy(details), mapped: o.mapped.some((other) => sameId(other, id)) });
    }
  } catch (error) {
    throw cloudError(error, { operation: 'replicationPolicies.list', write: false, clock: o.clock });
  }
  return policies;
}
