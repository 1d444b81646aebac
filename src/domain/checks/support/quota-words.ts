import type { Quota } from '../../infrastructure.ts';
import type { Scope } from '../../scope.ts';

/** The command that asks Azure for a higher limit, to be copied whole. */
export function quotaRequest(scope: Pick<Scope, 'subscriptionId' | 'location'>, quota: Quota, limit: number): string {
  const where = `/subscriptions/${scope.subscriptionId}/providers/Microsoft.Compute/locations/${scope.location}`;
  return `az quota update --resource-name ${quota.name} --scope ${where} --limit-object value=${limit} --resource-type dedicated`;
}
