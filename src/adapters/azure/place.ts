// Finds where a vault keeps its machines: the one fabric of a known provider, and its container. Looked up once, again when lost.
import type { SiteRecoveryManagementClient } from '@azure/arm-recoveryservices-siterecovery';
import { z } from 'zod';
import type { Clock } from '../../ports/clock.ts';
import { CloudError } from '../../ports/trouble.ts';
import { cloudError } from './errors.ts';
import { words } from './fields.ts';
import { PROVIDERS } from './providers/index.ts';
import type { Place } from './providers/provider.ts';

/** The vault in question and the client that reads it. */
export type Vault = { readonly client: SiteRecoveryManagementClient; readonly vault: string; readonly resourceGroup: string; readonly clock: Clock };

const fabricSchema = z.object({ name: words, properties: z.object({ customDetails: z.looseObject({ instanceType: words }) }) });

/** Remembers the vault's place. */
export type Places = {
  /** Runs something at the place; when that answers "not found" and the place has moved, once more at the new one. */
  at<T>(run: (place: Place) => Promise<T>): Promise<T>;
  get(): Promise<Place>;
  forget(): void;
};

/** Makes the memory of one vault's place. */
export function makePlaces(vault: Vault): Places {
  let known: Promise<Place> | null = null;
  const get = (): Promise<Place> => {
    known ??= findPlace(vault).catch((error: unknown) => {
      known = null;
      throw error;
    });
    return known;
  };
  const forget = (): void => {
    known = null;
  };
  return {
    get,
    forget,
    async at(run) {
      const place = await get();
      try {
        return await run(place);
      } catch (error) {
        if (!(error instanceof CloudError) || error.kind !== 'notFound') throw error;
        // An item is gone only if its fabric is not: an appliance registered anew answers "not found" for everything.
        forget();
        const now = await get();
        if (now.fabric === place.fabric && now.container === place.container) throw error;
        return run(now);
      }
    },
  };
}

async function findPlace(vault: Vault): Promise<Place> {
  const found: Omit<Place, 'container'>[] = [];
  for (const fabric of await fabricsOf(vault)) {
    const details = fabric.properties.customDetails;
    const provider = PROVIDERS.find((one) => one.fabricType === details.instanceType);
    if (provider !== undefined) found.push({ vault: vault.vault, resourceGroup: vault.resourceGroup, fabric: fabric.name, provider, fabricDetails: details });
  }
  const [only, second] = found;
  if (only === undefined) throw trouble('notFound', `no appliance or configuration server is registered in the vault ${vault.vault}`);
  if (second !== undefined) throw trouble('invalid', `the vault ${vault.vault} has more than one appliance fabric or configuration server; use one vault for each`);
  return { ...only, container: await containerOf(vault, only.fabric) };
}

async function fabricsOf(vault: Vault): Promise<readonly z.infer<typeof fabricSchema>[]> {
  const fabrics: z.infer<typeof fabricSchema>[] = [];
  try {
    for await (const answer of vault.client.replicationFabrics.list(vault.vault, vault.resourceGroup)) {
      const fabric = fabricSchema.safeParse(answer);
      if (fabric.success) fabrics.push(fabric.data);
    }
  } catch (error) {
    throw cloudError(error, { operation: 'replicationFabrics.list', write: false, clock: vault.clock });
  }
  return fabrics;
}

async function containerOf(vault: Vault, fabric: string): Promise<string> {
  try {
    for await (const container of vault.client.replicationProtectionContainers.listByReplicationFabrics(vault.vault, vault.resourceGroup, fabric)) {
      if (typeof container.name === 'string') return container.name;
    }
  } catch (error) {
    throw cloudError(error, { operation: 'replicationProtectionContainers.list', write: false, clock: vault.clock });
  }
  throw trouble('notFound', `the fabric ${fabric} has no protection container`);
}

function trouble(kind: CloudError['kind'], message: string): CloudError {
  return new CloudError({ kind, operation: 'replicationFabrics.list', message, code: 'NoUsableFabric' });
}
