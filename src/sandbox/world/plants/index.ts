// The list of defects that can be planted on the AWS side.
import { addressPlants } from './addresses.ts';
import { bootPlants } from './boot.ts';
import { pathPlants } from './paths.ts';
import { permissionPlants } from './permissions.ts';
import { portPlants } from './ports.ts';
import { sourcePlants } from './source.ts';
import { storagePlants } from './storage.ts';
import { systemPlants } from './system.ts';
import type { Plant } from './types.ts';

/** Every AWS defect. */
export const awsPlants: readonly Plant[] = [...sourcePlants, ...systemPlants, ...bootPlants, ...storagePlants, ...addressPlants, ...portPlants, ...pathPlants, ...permissionPlants];
