// The defects that can be planted on the Azure side, as the control surface sees them.
import type { Plant } from '../world/plants/types.ts';
import type { Defect } from './defects/defect.ts';
import { duplicateDefects } from './defects/duplicates.ts';
import { governanceDefects } from './defects/governance.ts';
import { infrastructureDefects } from './defects/infrastructure.ts';
import { replicationDefects } from './defects/replication.ts';
import { targetDefects } from './defects/target.ts';
import type { Grounded } from './index.ts';

function plantOf({ name, check, on, spoil }: Defect): Plant {
  return {
    name,
    check,
    on,
    // Only the Azure side itself hands itself in here.
    plant: ({ azure, instanceId }) => spoil({ ...(azure as Grounded).ground(), instanceId }),
  };
}

/** Every Azure defect; `ctx.azure` is what ./index.ts makes. */
export const azurePlants: readonly Plant[] = [...duplicateDefects, ...infrastructureDefects, ...targetDefects, ...governanceDefects, ...replicationDefects].map(plantOf);
