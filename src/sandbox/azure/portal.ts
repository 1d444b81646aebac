// What a person does in the portal, behind the bot's back: the same jobs that calls begin, and an entry in the Activity Log.
import { recordPortal, portalPerson } from './activity-log/record.ts';
import { fieldsOf, textOf, type Fields } from './fields.ts';
import { guidOf } from './ids.ts';
import { latestPoint, startCleanup, startCommit, startFailover, startRemoval, startSimple, startTestFailover } from './items/jobs.ts';
import type { Surroundings } from './items/failure.ts';
import type { Item } from './items/model.ts';
import type { Operation } from './items/operation.ts';
import { allowedOperations } from './items/operations.ts';
import { itemPath } from './items/paths.ts';
import type { Job } from './jobs/model.ts';

type Press = { readonly now: number; readonly patch: Fields };
type Action = { readonly needs: Operation | null; readonly operation: string; readonly start: (around: Surroundings, item: Item, press: Press) => Job };

const item = 'Microsoft.RecoveryServices/vaults/replicationFabrics/replicationProtectionContainers/replicationProtectedItems';

/** By the key of the patch that asks for it. */
const actions: Readonly<Record<string, Action>> = {
  portalFailover: { needs: 'UnplannedFailover', operation: `${item}/unplannedFailover/action`, start: (around, of, { now }) => startFailover(around, of, { at: now, chosen: null }) },
  portalTest: {
    needs: 'TestFailover',
    operation: `${item}/testFailover/action`,
    start: (around, of, { now }) => startTestFailover(around, of, { at: now, networkId: of.target.testNetworkId, point: latestPoint(of, now) }),
  },
  portalTestCleanup: { needs: 'TestFailoverCleanup', operation: `${item}/testFailoverCleanup/action`, start: (around, of, { now }) => startCleanup(around, of, { at: now, comments: 'from the portal' }) },
  portalCommit: { needs: 'Commit', operation: `${item}/failoverCommit/action`, start: (around, of, { now }) => startCommit(around, of, now) },
  portalComplete: { needs: 'CompleteMigration', operation: `${item}/remove/action`, start: (around, of, { now }) => startRemoval(around, of, now) },
  portalDisable: { needs: 'DisableProtection', operation: `${item}/remove/action`, start: (around, of, { now }) => startRemoval(around, of, now) },
  portalSettings: { needs: null, operation: `${item}/write`, start: changeSettings },
};

/** The members of a machine's patch that mean the portal. */
export const portalKeys: readonly string[] = [...Object.keys(actions), 'portalBy'];

function changeSettings(around: Surroundings, of: Item, { now, patch }: Press): Job {
  const wanted = fieldsOf(patch['portalSettings']);
  const target = { ...of.target, ...texts(wanted, ['vmName', 'vmSize', 'groupId', 'networkId']) };
  const subnet = textOf(wanted['subnet']);
  const change = (): void => {
    of.target = target;
    if (subnet !== '') of.nics = of.nics.map((nic) => ({ ...nic, targetSubnet: subnet }));
  };
  return startSimple(around, of, { scenario: 'UpdateVmProperties', at: now, change });
}

function texts(fields: Fields, names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(names.filter((name) => textOf(fields[name]) !== '').map((name) => [name, textOf(fields[name])]));
}

/** Does what a patch asks of the portal, to one item. A press on a button that the portal would not show is refused. */
export function pressPortal(around: Surroundings, of: Item, press: Press): void {
  const [key] = Object.keys(actions).filter((name) => press.patch[name] !== undefined && press.patch[name] !== false);
  const action = key === undefined ? undefined : actions[key];
  if (action === undefined) return;
  const busy = of.jobId !== null || (action.needs !== null && !allowedOperations(of).includes(action.needs));
  if (busy) throw new RangeError(`${key ?? ''}: not possible for ${of.name} now. Possible: ${allowedOperations(of).join(', ') || 'nothing'}.`);
  const job = action.start(around, of, press);
  const by = textOf(press.patch['portalBy']) || portalPerson;
  recordPortal(around.state, { at: press.now, by, operation: action.operation, resourceId: itemPath(of), correlationId: guidOf(`${job.id}/correlation`) });
}
