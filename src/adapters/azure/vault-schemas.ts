// The vault itself, and the sizes that Site Recovery offers for a machine it protects.
import { z } from 'zod';
import type { OfferedSize, Vault } from '../../domain/infrastructure.ts';
import { amount, listOf, words } from './fields.ts';

/** The vault. */
export const vaultSchema = z
  .object({ id: z.string(), name: z.string(), location: words, properties: z.object({ provisioningState: words }) })
  .transform(({ id, name, location, properties }): Vault => ({ id, name, location, state: properties.provisioningState }));

/** A size with what Site Recovery has against it; a figure that is missing counts as none, so that the size is never called large enough. */
export const offeredSizeSchema = z
  .object({
    properties: z.object({ name: z.string(), cpuCoresCount: amount, memoryInGB: amount, maxDataDiskCount: amount, maxNicsCount: amount, errors: listOf(z.object({ message: words, severity: words })) }),
  })
  .transform(
    ({ properties: p }): OfferedSize => ({
      name: p.name,
      vcpus: p.cpuCoresCount ?? 0,
      memoryGiB: p.memoryInGB ?? 0,
      maxDataDisks: p.maxDataDiskCount ?? 0,
      maxNics: p.maxNicsCount ?? 0,
      errors: p.errors.map((error) => error.message || error.severity),
    }),
  );
