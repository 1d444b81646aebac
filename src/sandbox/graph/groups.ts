// The groups of the simulated directory, and who is in them by whatever way.

/** A person or a group inside a group. */
export type Entry = { readonly kind: 'user' | 'group'; readonly id: string; /** As Graph calls it; null where the caller may not read it. */ readonly userType?: 'Member' | 'Guest' | null; /** The sign-in name; null where the caller may not read it either. */ readonly upn?: string | null };

/** One group; a group that is not readable answers as it does to an application without the permission. */
export type Group = { readonly id: string; readonly members: readonly Entry[]; readonly readable: boolean };

export type Groups = ReadonlyMap<string, Group>;

/** The people of a group and of all groups inside it, each once; circles are followed once. */
export function peopleIn(groups: Groups, id: string): readonly Entry[] {
  const people = new Map<string, Entry>();
  const seen = new Set<string>();
  const visit = (group: string): void => {
    if (seen.has(group)) return;
    seen.add(group);
    for (const entry of groups.get(group)?.members ?? []) {
      if (entry.kind === 'user') people.set(entry.id, entry);
      else visit(entry.id);
    }
  };
  visit(id);
  return [...people.values()];
}
