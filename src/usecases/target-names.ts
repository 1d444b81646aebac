/** Finds things in Azure by the names that people write; whole ids are taken as they are. */
import { CloudError } from '../ports/trouble.ts';
import type { Deps } from './deps.ts';
import { whyWords } from './rejections.ts';

type Named = readonly { readonly id: string; readonly name: string }[];
export type TargetList = Named | { readonly why: string };
export type TargetFound = { readonly id: string } | { readonly known: string; readonly why: string };

/** What Azure lists, or why it could not be read: a name is then refused, an id is not. */
export async function targetList(read: () => Promise<Named>): Promise<TargetList> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    return { why: whyWords(error) };
  }
}

/** Both lists, each at most once. */
export async function targetLists(d: Pick<Deps, 'target'>): Promise<{ readonly groups: TargetList; readonly networks: TargetList }> {
  const [groups, networks] = await Promise.all([targetList(() => d.target.resourceGroups()), targetList(() => d.target.networks())]);
  return { groups, networks };
}

/** The id; otherwise the names there are, or why they are not known. Two of one name are not guessed. */
export function targetNamed(list: TargetList, text: string): TargetFound {
  if (/^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+/i.test(text)) return { id: text };
  if ('why' in list) return { known: '', why: list.why };
  const found = list.filter((one) => one.name.toLowerCase() === text.toLowerCase());
  const [only] = found;
  return only !== undefined && found.length === 1 ? { id: only.id } : { known: list.map((one) => one.name).slice(0, 20).join(', '), why: '' };
}
