// The control surface: how tests and demos look into the sandbox and push it about.
import type { AzureSide } from '../azure/index.ts';
import type { GraphSide } from '../graph/index.ts';
import type { SandboxRequest, SandboxResponse } from '../http/server.ts';
import { stateAt } from '../world/lifecycle.ts';
import { resetWorld } from '../world/make-world.ts';
import { makeGarden, type Garden } from '../world/plants/garden.ts';
import { maxExtraMachines } from '../world/seed.ts';
import type { World } from '../world/types.ts';
import { readFault } from './faults.ts';
import { putGroup } from './groups.ts';
import { isControlRefusal, onlyKeys, optionalNumber, parseObject, refuse } from './json.ts';
import { changeMachine } from './machines.ts';
import { addPlant, curePlants, showPlants } from './plants.ts';

/** What the control surface steers. */
type ControlDeps = { readonly world: World; readonly azure: AzureSide; readonly graph: GraphSide };

type Field = ControlDeps & { readonly garden: Garden };

type Route = (deps: Field, req: SandboxRequest) => unknown;
type OneRoute = (deps: Field, id: string, req: SandboxRequest) => unknown;

const routes: ReadonlyMap<string, Route> = new Map<string, Route>([
  ['GET world', showWorld],
  ['POST clock', setClock],
  ['GET journal', showJournal],
  ['GET faults', ({ world }) => world.faults.list()],
  ['POST faults', ({ world }, req) => ({ id: world.faults.add(readFault(parseObject(req.body))) })],
  ['DELETE faults', clearFaults],
  ['GET groups', ({ graph }) => graph.list()],
  ['GET plants', showPlants],
  ['POST plants', addPlant],
  ['DELETE plants', curePlants],
  ['POST reset', reset],
]);

/** Routes that name one thing: `POST machines/{instance id}`. */
const oneRoutes: ReadonlyMap<string, OneRoute> = new Map<string, OneRoute>([
  ['POST machines', patchMachine],
  ['PUT groups', ({ graph }, id, req) => putGroup(graph, id, req.body)],
  ['DELETE groups', removeGroup],
]);

/** Makes the handler of everything below /_sandbox. */
export function makeControl(deps: ControlDeps): (req: SandboxRequest) => SandboxResponse {
  const field = { ...deps, garden: makeGarden() };
  return (req) => {
    try {
      refuseStrangers(req);
      return answer(200, route(field, req));
    } catch (error) {
      if (!isControlRefusal(error)) throw error;
      return answer(error.controlStatus, { error: error.message });
    }
  };
}

// A page in somebody's browser can post to a loopback address; it must not be able to steer this.
function refuseStrangers(req: SandboxRequest): void {
  const origin = req.headers['origin'];
  const isLoopback = (host: string) => /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host);
  if (!isLoopback(req.host)) throw refuse('The control surface answers on loopback names only.', 403);
  if (origin !== undefined && !isLoopback(origin.replace(/^https?:\/\//, ''))) throw refuse('The control surface is not for web pages.', 403);
}

function route(deps: Field, req: SandboxRequest): unknown {
  const [name = '', id, ...rest] = req.path.replace(/^\/_sandbox\/?/, '').split('/');
  const what = `${req.method} ${name}`;
  const one = rest.length === 0 ? oneRoutes.get(what) : undefined;
  if (one !== undefined && id !== undefined && id !== '') return one(deps, id, req);
  const handler = id === undefined ? routes.get(what) : undefined;
  if (!handler) throw refuse(`There is no ${req.method} ${req.path} here.`, 404);
  return handler(deps, req);
}

function showWorld({ world, azure }: ControlDeps): unknown {
  return { clock: showClock(world), options: world.options, machines: showMachines(world), azure: azure.snapshot() };
}

function showMachines(world: World): readonly unknown[] {
  return [...world.aws.instances.keys()].map((id) => showMachine(world, id));
}

function showMachine(world: World, id: string): unknown {
  const instance = world.aws.instances.get(id);
  if (!instance) return null;
  const { instanceType, tags, infrastructure } = instance;
  return { ...world.sources.byInstanceId(id), state: stateAt(instance, world.clock.now()), instanceType, tags, infrastructure };
}

function showClock({ clock }: World): unknown {
  return { now: new Date(clock.now()).toISOString(), speed: clock.speed() };
}

function setClock({ world }: ControlDeps, req: SandboxRequest): unknown {
  const body = parseObject(req.body);
  onlyKeys(body, ['speed', 'advanceSeconds'], 'The clock');
  const speed = optionalNumber(body, 'speed', { min: 0.001, max: 1_000_000 });
  const seconds = optionalNumber(body, 'advanceSeconds', { min: 0, max: 31_536_000 });
  if (speed === undefined && seconds === undefined) throw refuse('Give a speed or advanceSeconds.');
  if (speed !== undefined) world.clock.setSpeed(speed);
  if (seconds !== undefined) world.clock.advance(seconds);
  return showClock(world);
}

function showJournal({ world }: ControlDeps, req: SandboxRequest): unknown {
  const after = req.url.searchParams.get('after') ?? '0';
  if (!/^\d{1,15}$/.test(after)) throw refuse('after must be the seq of an entry.');
  const matches = pathTest(req.url.searchParams.get('path'));
  return world.journal.list().filter((entry) => entry.seq > Number(after) && matches(entry.path));
}

/** Whether a path is one of those asked for by the source of a pattern; all are when none is given. */
function pathTest(source: string | null): (path: string) => boolean {
  if (source === null) return () => true;
  try {
    const pattern = new RegExp(source, 'i');
    return (path) => pattern.test(path);
  } catch {
    throw refuse('path must be the source of a regular expression.');
  }
}

function removeGroup({ graph }: ControlDeps, id: string): unknown {
  graph.remove(id);
  return graph.list();
}

function clearFaults({ world }: ControlDeps): unknown {
  world.faults.clear();
  return [];
}

function reset({ world, azure, graph, garden }: Field, req: SandboxRequest): unknown {
  const body = parseObject(req.body);
  onlyKeys(body, ['extraMachines'], 'A reset');
  const extraMachines = optionalNumber(body, 'extraMachines', { min: 0, max: maxExtraMachines, whole: true });
  garden.forget();
  resetWorld(world, extraMachines ?? null);
  azure.reset();
  graph.reset();
  return { clock: showClock(world), machines: world.aws.instances.size };
}

function patchMachine({ world, azure }: ControlDeps, id: string, req: SandboxRequest): unknown {
  const patch = parseObject(req.body);
  changeMachine(world, id, patch);
  try {
    azure.change(id, patch);
  } catch (error) {
    if (error instanceof RangeError) throw refuse(error.message);
    throw error;
  }
  return showMachine(world, id);
}

function answer(status: number, body: unknown): SandboxResponse {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(body) };
}
