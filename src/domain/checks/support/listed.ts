/** What a support list says of a guest system, in words: the three checks that look it up differ only in whom they ask. */
import { osTitle } from '../../os/names.ts';
import type { Os } from '../../os/types.ts';
import { supportOf, versionsOf } from '../../profiles/support.ts';
import type { RuleProfile } from '../../profiles/types.ts';
import type { Judgement } from '../types.ts';
import { ASK_GUEST } from './guest.ts';
import { block, pass, unsure } from './make-check.ts';

/** Looks the system up and says what was found; `remedy` is for a system that is not listed. */
export function lookUp(profile: RuleProfile, os: Os, remedy: string): Judgement {
  const { answer, rule } = supportOf(profile, os);
  const title = osTitle(os);
  const versions = versionsOf(profile, os.family);
  if (answer === 'yes') return pass(`It is ${title}, which the list names${rule?.note === undefined ? '' : ` (${rule.note})`}.`);
  if (answer === 'unsure') return unsure({ evidence: `It is ${title}, and the list takes only some: ${versions === '' ? 'it depends on the distribution' : versions}.`, remedy: ASK_GUEST, cause: title, causeText: `${title}: the version is not known` });
  const evidence = versions === '' ? `It is ${title}, which the list does not name.` : `It is ${title}; the list takes ${versions}.`;
  return block({ evidence, remedy: `${remedy} The list: ${profile.link}`, cause: title, causeText: `${title} is not in the list ${profile.id}` });
}

/** The narrowest list has a check of its own. */
export const SEED_PROFILE = 'seed-2017';
