import type { CheckInput, Need } from '../../domain/checks/types.ts';
import type { CacheAccount, Permission } from '../../domain/infrastructure.ts';
import type { Read, Unread } from '../../domain/machine.ts';
import type { Deps } from '../deps.ts';
import type { Reader } from './reading.ts';
import { ifNeeded } from './shared.ts';

type Target = CheckInput['target'];

/** What is read of the resource group that a machine lands in. */
export type Place = { readonly names: Target['names']; readonly locks: Target['locks']; readonly policies: Target['policies']; readonly permissions: Read<readonly Permission[]> };

/** Where machines go: each resource group and each cache account is read once, however many machines use it. */
export type Places = { place(resourceGroupId: string | null): Promise<Place>; cache(accountId: string | null): Promise<Read<CacheAccount | null>>; /** What Ferry may do on each of these networks: a role may be given on a network alone. */ networks(ids: readonly (string | null)[]): Promise<Read<readonly (readonly Permission[])[]>> };

const NO_GROUP: Unread = { known: false, why: 'no resource group is chosen yet' };
const NOWHERE: Place = { names: NO_GROUP, locks: NO_GROUP, policies: NO_GROUP, permissions: NO_GROUP };

/** A fresh set of places; what was read in it is not read again. */
export function makePlaces(d: Deps, o: { readonly needs: ReadonlySet<Need>; readonly read: Reader }): Places {
  const place = once((id) => readPlace(d, o, id));
  const cache = once((id) => ifNeeded<CacheAccount | null>(o, 'cache', () => d.target.cacheAccount(id)));
  const network = once((id) => ifNeeded(o, 'permissions', () => d.target.permissions(id)));
  return {
    place: (id) => (id === null ? Promise.resolve(NOWHERE) : place(id)),
    cache: (id) => (id === null ? Promise.resolve({ known: true, value: null }) : cache(id)),
    networks: async (ids) => allOf(await Promise.all(ids.filter((id) => id !== null).map(network))),
  };
}

async function readPlace(d: Deps, o: Parameters<typeof makePlaces>[1], id: string): Promise<Place> {
  const [names, locks, policies, permissions] = await Promise.all([
    ifNeeded(o, 'names', () => d.target.names(id)),
    ifNeeded(o, 'locks', () => d.target.locks(id)),
    ifNeeded(o, 'policies', () => d.target.policies(id)),
    ifNeeded(o, 'permissions', () => d.target.permissions(id)),
  ]);
  return { names, locks, policies, permissions };
}

/** All of them, or why one could not be read. */
function allOf<T>(reads: readonly Read<T>[]): Read<readonly T[]> {
  const failed = reads.find((read) => !read.known);
  return failed ?? { known: true, value: reads.flatMap((read) => (read.known ? [read.value] : [])) };
}

/** Azure writes one id in several cases. */
function once<T>(read: (id: string) => Promise<T>): (id: string) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return (id) => {
    const key = id.toLowerCase();
    const found = known.get(key) ?? read(id);
    known.set(key, found);
    return found;
  };
}
