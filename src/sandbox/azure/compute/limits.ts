// vCPU limits of the region. Standard DSv5 is short for wave W07: its machines need 36 vCPU there and as many again for the test
// machines beside them, 72 in all, and the limit is 60. Any one machine, and a handful of them, fit.
import type { Estate } from '../estate/types.ts';

/** The limits as they are after a reset. */
export function seedLimits(): Estate['limits'] {
  return {
    families: {
      standardDSv5Family: 60,
      standardDDSv5Family: 100,
      standardDASv5Family: 100,
      standardESv5Family: 100,
      standardFSv2Family: 64,
      standardBsv2Family: 100,
    },
    regional: 350,
  };
}
