// Plants defects and cures them, by name.
import type { AzureSide } from '../azure/index.ts';
import { azurePlants } from '../azure/plants.ts';
import type { SandboxRequest } from '../http/server.ts';
import { isVisible } from '../world/lifecycle.ts';
import type { Garden } from '../world/plants/garden.ts';
import { awsPlants } from '../world/plants/index.ts';
import type { Plant } from '../world/plants/types.ts';
import type { World } from '../world/types.ts';
import { onlyKeys, optionalText, parseObject, refuse } from './json.ts';

/** What planting needs. */
type Field = { readonly world: World; readonly azure: AzureSide; readonly garden: Garden };

const plants: readonly Plant[] = [...awsPlants, ...azurePlants];

/** All defects that there are, and those that are planted. */
export function showPlants({ world, garden }: Field): unknown {
  return {
    defects: plants.map(({ name, check, on }) => ({ name, check, on })),
    planted: garden.list().map(({ plant, instanceId }) => ({ defect: plant.name, check: plant.check, instanceId, machine: nameOf(world, instanceId) })),
  };
}

function nameOf(world: World, instanceId: string | null): string | null {
  return instanceId === null ? null : (world.aws.instances.get(instanceId)?.tags['Name'] ?? null);
}

/** Plants `{defect, machine}`; the machine is a name or an id. */
export function addPlant({ world, azure, garden }: Field, req: SandboxRequest): unknown {
  const body = parseObject(req.body);
  onlyKeys(body, ['defect', 'machine'], 'A plant');
  const plant = plantOf(optionalText(body, 'defect') ?? '');
  const machine = optionalText(body, 'machine');
  if (plant.on === 'machine' && machine === undefined) throw refuse(`${plant.name} needs a machine.`);
  const instanceId = machine === undefined ? null : idOf(world, machine);
  if (garden.list().some((item) => item.plant === plant && item.instanceId === instanceId)) throw refuse(`${plant.name} is planted there already.`, 409);
  inWords(() => garden.add(plant, { world, azure, instanceId }));
  return { defect: plant.name, check: plant.check, instanceId };
}

/** Cures what is planted: all of it, or what `?defect=` and `?machine=` name. */
export function curePlants({ world, garden }: Field, req: SandboxRequest): unknown {
  const { searchParams: params } = req.url;
  const defect = params.get('defect');
  const machine = params.get('machine');
  const instanceId = machine === null ? null : (idPlanted(garden, machine) ?? idOf(world, machine));
  const name = defect === null ? null : plantOf(defect).name;
  return { cured: inWords(() => garden.cure({ name, instanceId })) };
}

// A machine that is gone because of what was planted can still be named by its id.
function idPlanted(garden: Garden, machine: string): string | null {
  return garden.list().find((item) => item.instanceId === machine)?.instanceId ?? null;
}

function plantOf(name: string): Plant {
  const plant = plants.find((item) => item.name === name);
  if (!plant) throw refuse(`There is no defect '${name}'. GET /_sandbox/plants lists them.`);
  return plant;
}

function idOf(world: World, machine: string): string {
  if (world.aws.instances.has(machine)) return machine;
  const now = world.clock.now();
  const found = [...world.aws.instances.values()].filter((instance) => instance.tags['Name'] === machine && isVisible(instance, now));
  const [only] = found;
  if (!only) throw refuse(`There is no machine ${machine}.`, 404);
  if (found.length > 1) throw refuse(`${machine} means ${found.map((instance) => instance.instanceId).join(' and ')}; name one of them.`);
  return only.instanceId;
}

function inWords<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (error instanceof RangeError) throw refuse(error.message);
    throw error;
  }
}
