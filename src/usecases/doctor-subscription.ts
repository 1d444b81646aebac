/** The subscription: what plans and checks read of it is asked for in truth, and compared with the rights that come down from it. */
import { isAllowed } from '../domain/checks/support/permissions.ts';
import type { SizeList } from '../domain/infrastructure.ts';
import { PERMISSIONS, type NeededPermission } from '../domain/permissions.ts';
import type { Scope } from '../domain/scope.ts';
import { CloudError } from '../ports/trouble.ts';
import { seen, type Look } from './doctor-finding.ts';
import { lacking, vaultIdOf } from './doctor-rights.ts';
import type { DoctorDeps } from './doctor-types.ts';
import { scopeInForce } from './policy.ts';

const NEEDED = PERMISSIONS.filter((p) => p.cloud === 'azure' && p.scope === 'subscription');
/** A name that no protected item has. */
const NOBODY = 'ferry-doctor';

/** What is there for Ferry to see, and which of its reads Azure refused. */
type There = { readonly refused: ReadonlySet<string>; readonly ids: readonly string[]; readonly counts: readonly number[]; readonly sizes: SizeList | null };

export const lookAtSubscription: Look = async (d) => {
  const scope = await scopeInForce(d);
  const [there, comesDown] = await Promise.all([readAll(d), rightsBelow(d, scope)]);
  const lacks = NEEDED.filter((p) => there.refused.has(p.action) || !comesDown(p));
  const needed = lacks.filter((p) => p.optional !== true);
  if (needed.length > 0) return lacking(needed, `subscription ${d.scope.subscriptionId}`);
  // A list leaves out what Ferry may not see, without a word: what the settings name has to be on it.
  const unseen = namedIn(scope).filter((id) => !there.ids.includes(id.toLowerCase()));
  if (unseen.length > 0) return seen('bad', 'subscription-unseen', unseen.map((id) => id.split('/').at(-1) ?? id).join(', '));
  if (there.sizes?.whyTable) return seen('warn', 'subscription-sizes', there.sizes.whyTable);
  if (lacks.length > 0) return seen('warn', 'subscription-less', lacks.map((p) => p.action).join(', '));
  return seen('ok', 'subscription-reads', ...[...there.counts, there.sizes?.sizes.length ?? 0].map(String));
};

async function readAll(d: DoctorDeps): Promise<There> {
  const refused = new Set<string>();
  const unless = async <T>(action: string, read: Promise<T>): Promise<T | null> => {
    try {
      return await read;
    } catch (error) {
      if (!(error instanceof CloudError) || error.kind !== 'forbidden') throw error;
      refused.add(action);
      return null;
    }
  };
  const { target } = d;
  const [groups, networks, nsgs, sizes] = await Promise.all([
    unless('Microsoft.Resources/subscriptions/resourceGroups/read', target.resourceGroups()),
    unless('Microsoft.Network/virtualNetworks/read', target.networks()),
    unless('Microsoft.Network/networkSecurityGroups/read', target.nsgs()),
    target.sizes(),
    unless('Microsoft.Compute/locations/usages/read', target.quotas()),
    unless('Microsoft.Insights/eventtypes/values/read', askActivityLog(d)),
  ]);
  const ids = [...(groups ?? []), ...(networks ?? [])].map(({ id }) => id.toLowerCase());
  return { refused, ids, counts: [groups, networks, nsgs].map((list) => list?.length ?? 0), sizes };
}

/** A vault that is not set up yet has no machines to ask about, and that is told elsewhere. */
async function askActivityLog({ activity, clock }: DoctorDeps): Promise<void> {
  try {
    await activity.ofItem({ itemName: NOBODY, since: clock.now() });
  } catch (error) {
    if (!(error instanceof CloudError) || error.operation === 'activityLogs.list') throw error;
  }
}

/** Rights on the subscription come down to everything in it: what is missing at any place was not given there. */
async function rightsBelow({ target }: DoctorDeps, scope: Scope): Promise<(p: NeededPermission) => boolean> {
  const group = scope.defaults.resourceGroupId;
  const places = [vaultIdOf(scope), ...(group === null || !isIn(group, scope.subscriptionId) ? [] : [group])];
  const lists = await Promise.all(places.map((place) => target.permissions(place)));
  return ({ action }) => lists.every((list) => isAllowed(list, action));
}

function namedIn({ subscriptionId, defaults: { resourceGroupId, networkId, testNetworkId } }: Scope): readonly string[] {
  return [resourceGroupId, networkId, testNetworkId].filter((id) => id !== null).filter((id) => isIn(id, subscriptionId));
}

/** What lies in another subscription is not this one's to show. */
function isIn(id: string, subscriptionId: string): boolean {
  return id.toLowerCase().startsWith(`/subscriptions/${subscriptionId.toLowerCase()}/`);
}
