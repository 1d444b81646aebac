// Reads protected items: what both providers share here, the rest in the provider's own file.
import { z } from 'zod';
import { jobIdFromCloud } from '../../domain/ids.ts';
import type { Item, ItemSummary } from '../../domain/observation.ts';
import { health, healthErrors, listOf, moment, words, wordsOrNull } from './fields.ts';
import { PROVIDERS } from './providers/index.ts';

const itemSchema = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  properties: z.object({
    friendlyName: words,
    protectableItemId: wordsOrNull,
    protectionState: words,
    protectionStateDescription: words,
    testFailoverState: words,
    activeLocation: words,
    allowedOperations: listOf(z.string()),
    replicationHealth: health,
    failoverHealth: health,
    healthErrors,
    currentScenario: z.object({ scenarioName: words, jobId: words }).nullish().catch(null),
    lastSuccessfulTestFailoverTime: moment,
    providerSpecificDetails: z.looseObject({ instanceType: words }),
  }),
});
type Properties = z.infer<typeof itemSchema>['properties'];

const REBOOT_PENDING = '95265';

/** An item with everything its answer shows; null for items of providers Ferry does not work with. */
export function itemOf(answer: unknown): Item | null {
  const { id, name, properties } = itemSchema.parse(answer);
  const provider = PROVIDERS.find((one) => one.provider === properties.providerSpecificDetails.instanceType);
  if (provider === undefined) return null;
  const view = provider.view({ details: properties.providerSpecificDetails, protectionState: properties.protectionState, protectableItemId: properties.protectableItemId });
  return {
    name,
    armId: id,
    friendlyName: properties.friendlyName || name,
    protectionState: properties.protectionState,
    protectionText: properties.protectionStateDescription || properties.protectionState,
    testFailoverState: properties.testFailoverState || 'None',
    activeLocation: properties.activeLocation,
    allowedOperations: properties.allowedOperations,
    replicationHealth: properties.replicationHealth,
    failoverHealth: properties.failoverHealth,
    healthErrors: properties.healthErrors,
    running: runningOf(properties.currentScenario ?? null),
    lastTestFailoverAt: properties.lastSuccessfulTestFailoverTime,
    ...view,
    // Appliance vaults tell a pending restart by a health error only.
    agent: { ...view.agent, rebootPending: view.agent.rebootPending || properties.healthErrors.some((error) => error.code === REBOOT_PENDING) },
  };
}

/** The same without what lists do not show: an empty disk list there would look like "nothing to copy". */
export function summaryOf(answer: unknown): ItemSummary | null {
  const item = itemOf(answer);
  if (item === null) return null;
  const { agent: _agent, target, multiVmGroup: _group, disks: _disks, processedBytes: _processed, backlogMb: _backlog, ...summary } = item;
  return { ...summary, targetSize: target.size, targetNetworkId: target.networkId };
}

function runningOf(scenario: Properties['currentScenario']): ItemSummary['running'] {
  const name = scenario?.scenarioName ?? '';
  if (name === '' || name.toLowerCase() === 'none') return null;
  const job = scenario?.jobId.split('/').at(-1) ?? '';
  return { scenario: name, jobId: job === '' || job.toLowerCase() === 'none' ? null : jobIdFromCloud(job) };
}
