import type { Member } from '../../domain/governance/expand.ts';
import type { GroupId } from '../../domain/ids.ts';
import { SECOND, type Instant } from '../../domain/time.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Directory } from '../../ports/directory.ts';

/** Whoever left a group keeps its rights for no longer than this. */
const KEPT = 60 * SECOND;
/** A directory that does not answer is not asked by everybody in turn. */
const TROUBLE_KEPT = 5 * SECOND;

type Entry = { readonly answer: Promise<readonly Member[]>; until: Instant };

/** A directory that asks once for many, and remembers for a minute. After that an old answer is no answer: who cannot be read is nobody. */
export function rememberMembers(directory: Directory, clock: Pick<Clock, 'now'>): Directory {
  const known = new Map<GroupId, Entry>();
  return {
    members(group) {
      const before = known.get(group);
      if (before !== undefined && clock.now() < before.until) return before.answer;
      // While it is under way everybody waits for the same answer; its minute counts from the question.
      const entry: Entry = { answer: directory.members(group), until: clock.now() + KEPT };
      entry.answer.catch(() => {
        entry.until = clock.now() + TROUBLE_KEPT;
      });
      known.set(group, entry);
      return entry.answer;
    },
  };
}
