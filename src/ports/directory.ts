/** Microsoft Entra, as far as Ferry reads it. No vendor type crosses this folder. */
import type { GroupId } from '../domain/ids.ts';
import type { Member } from '../domain/governance/expand.ts';

/** Microsoft Entra, as far as Ferry reads it: who is in a group. */
export type Directory = {
  /** The people in a group, also those in groups inside it. Throws {@link CloudError} when they cannot all be read. */
  members(group: GroupId): Promise<readonly Member[]>;
};
