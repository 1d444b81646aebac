// Changes from the control surface: what a test does behind the bot's back.
import type { World } from '../world/types.ts';
import { textOf, fieldsOf, type Fields } from './fields.ts';
import type { Item } from './items/model.ts';
import { isScenario } from './jobs/catalog.ts';
import { settleNow } from './jobs/start.ts';
import { pressPortal } from './portal.ts';
import type { State } from './state.ts';

type Around = { readonly state: State; readonly world: World };
type Change = { readonly patch: Fields; readonly now: number };

function orderFailure(state: State, instanceId: string, order: Fields): void {
  const scenario = textOf(order['scenario']);
  if (!isScenario(scenario)) throw new RangeError(`failNextJob: '${scenario}' is no scenario of the sandbox`);
  const task = textOf(order['task']);
  state.orderedFailures.set(instanceId, { scenario, code: textOf(order['code']), task: task === '' ? null : task });
}

function orderWait(state: State, instanceId: string, order: Fields): void {
  const scenario = textOf(order['scenario']);
  if (!isScenario(scenario)) throw new RangeError(`suspendNextJob: '${scenario}' is no scenario of the sandbox`);
  state.orderedWaits.set(instanceId, scenario);
}

function changeItem(around: Around, item: Item, change: Change): void {
  if (change.patch['resyncRequired'] === true) item.replication = { ...item.replication, resyncRequired: true };
  pressPortal(around, item, change);
}

/** Applies the parts of a machine's patch that concern Azure; those of the source itself are read from there. */
export function applyChange(around: Around, instanceId: string, change: Change): void {
  settleNow(around.state, around.world, change.now);
  if (change.patch['failNextJob'] !== undefined) orderFailure(around.state, instanceId, fieldsOf(change.patch['failNextJob']));
  if (change.patch['suspendNextJob'] !== undefined) orderWait(around.state, instanceId, fieldsOf(change.patch['suspendNextJob']));
  for (const item of around.state.items.values()) if (item.facts.instanceId === instanceId) changeItem(around, item, change);
}
