import type { AccessPolicy } from '../domain/access.ts';
import { expandAccess, type Membership } from '../domain/governance/expand.ts';
import { groupsOf, type GovernanceSettings } from '../domain/governance/settings.ts';
import type { GroupId } from '../domain/ids.ts';
import type { Directory } from '../ports/directory.ts';
import type { Log } from '../ports/telemetry.ts';
import { CloudError } from '../ports/trouble.ts';
import { whyWords } from './rejections.ts';

type AccessDeps = { readonly settings: GovernanceSettings; readonly directory: Directory; readonly log: Log };

/** Who may do what now. A group that cannot be read is nobody, and the policy says so; never rejects. */
export function makeAccess({ settings, directory, log }: AccessDeps): () => Promise<AccessPolicy> {
  const groups = groupsOf(settings);
  const silent = new Set<GroupId>();

  async function read(group: GroupId): Promise<Membership> {
    try {
      const members = await directory.members(group);
      if (silent.delete(group)) log.info({ group, members: members.length }, 'a group can be read again');
      return { members };
    } catch (error) {
      // Asked for with every turn: told once.
      if (!silent.has(group)) log.warn({ group, error: error instanceof CloudError ? { kind: error.kind, code: error.code, requestId: error.requestId } : error }, 'a group cannot be read: nobody is in it for now');
      silent.add(group);
      return { why: error instanceof CloudError ? whyWords(error) : 'something went wrong inside Ferry' };
    }
  }

  return async () => expandAccess(settings, new Map(await Promise.all(groups.map(async (group) => [group, await read(group)] as const))));
}
