// Changes one machine from outside, as somebody at the AWS console or in the machine itself would.
import { portalKeys } from '../azure/portal.ts';
import type { Activity } from '../world/instance.ts';
import { instanceTypeOf } from '../world/instance-types.ts';
import { force, reboot } from '../world/lifecycle.ts';
import type { World } from '../world/types.ts';
import { compact, onlyKeys, optionalFlag, optionalNumber, optionalText, refuse, type Fields } from './json.ts';
import { changeShape, readShape, shapeKeys, type ShapePatch } from './shape.ts';

/** What the Azure side reads from the same patch. */
const azureKeys = ['failNextJob', 'suspendNextJob', 'resyncRequired', ...portalKeys];
const known = ['state', 'reboot', 'churnMbPerMinute', 'agentStopped', 'healthError', 'instanceType', 'quiesced', ...shapeKeys, ...azureKeys];

type Patch = {
  readonly state: 'running' | 'stopped' | 'terminated' | undefined;
  readonly reboot: boolean | undefined;
  readonly instanceType: string | undefined;
  readonly shape: ShapePatch;
  readonly activity: Partial<Activity>;
};

/** Applies a patch to a machine; nothing is changed when any part of it is wrong. */
export function changeMachine(world: World, id: string, body: Fields): void {
  const instance = world.aws.instances.get(id);
  if (!instance) throw refuse(`There is no machine ${id}.`, 404);
  const patch = readPatch(body);
  const now = world.clock.now();

  instance.activity = { ...instance.activity, ...patch.activity };
  if (patch.instanceType !== undefined) instance.instanceType = patch.instanceType;
  changeShape(world, instance, patch.shape);
  if (patch.state !== undefined) force(world.aws, instance, { state: patch.state, now });
  if (patch.reboot === true) reboot(world.aws, instance, now);
  world.aws.revision += 1;
}

function readPatch(body: Fields): Patch {
  onlyKeys(body, known, 'A machine');
  const instanceType = optionalText(body, 'instanceType');
  if (instanceType !== undefined && !instanceTypeOf(instanceType)) throw refuse(`There is no instance type ${instanceType} here.`);
  return {
    state: optionalText(body, 'state', ['running', 'stopped', 'terminated']) as Patch['state'],
    reboot: optionalFlag(body, 'reboot'),
    instanceType,
    shape: readShape(body),
    activity: readActivity(body),
  };
}

function readActivity(body: Fields): Partial<Activity> {
  return compact({
    churnMbPerMinute: optionalNumber(body, 'churnMbPerMinute', { min: 0, max: 1_000_000 }),
    agentStopped: optionalFlag(body, 'agentStopped'),
    quiesced: optionalFlag(body, 'quiesced'),
    healthError: body['healthError'] === null ? null : optionalText(body, 'healthError'),
  });
}
