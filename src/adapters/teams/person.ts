import { userIdFromActivity } from '../../domain/ids.ts';
import type { Person } from '../../domain/person.ts';
import { tenantOf, type IncomingActivity } from './activity.ts';

/** Who did something; without an object id and a tenant it is nobody. */
export function personOf(activity: IncomingActivity): Person | null {
  const id = activity.from?.aadObjectId;
  const tenant = tenantOf(activity);
  if (id === null || id === undefined || id === '' || tenant === null) return null;
  return { id: userIdFromActivity(id), tenant, name: activity.from?.name ?? '' };
}
