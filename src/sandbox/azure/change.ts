// Changes from the control surface: what a test does behind the bot's back.
import type { World } from '../world/types.ts';
import { textOf, fieldsOf, type Fields } from './fields.ts';
import { startFailover, startRemoval } from './items/jobs.ts';
import type { Item } from './items/model.ts';
import { allowedOperations } from './items/operations.ts';
import { isScenario } from './jobs/catalog.ts';
import { settleNow } from './jobs/start.ts';
import type { State } from './state.ts';

type Around = { readonly state: State; readonly world: World };
type Change = { readonly patch: Fields; readonly now: number };

function orderFailure(state: State, instanceId: string, order: Fields): void {
  const scenario = textOf(order['scenario']);
  if (!isScenario(scenario)) throw new RangeError(`failNextJob: '${scenario}' is no scenario of the sandbox`);
  const task = textOf(order['task']);
  state.orderedFailures.set(instanceId, { scenario, code: textOf(order['code']), task: task === '' ? null : task });
}

function changeItem(around: Around, item: Item, change: Change): void {
  const { patch, now } = change;
  if (patch['resyncRequired'] === true) item.replication = { ...item.replication, resyncRequired: true };
  const allowed = allowedOperations(item);
  if (patch['portalFailover'] === true && allowed.includes('UnplannedFailover')) startFailover(around, item, { at: now, chosen: null });
  else if (patch['portalDisable'] === true && allowed.includes('DisableProtection')) startRemoval(around, item, now);
}

/** Applies the parts of a machine's patch that concern Azure; those of the source itself are read from there. */
export function applyChange(around: Around, instanceId: string, change: Change): void {
  settleNow(around.state, around.world, change.now);
  if (change.patch['failNextJob'] !== undefined) orderFailure(around.state, instanceId, fieldsOf(change.patch['failNextJob']));
  for (const item of around.state.items.values()) if (item.facts.instanceId === instanceId) changeItem(around, item, change);
}
