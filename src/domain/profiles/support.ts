import { isLinux } from '../os/names.ts';
import type { Os } from '../os/types.ts';
import { inRange } from '../os/version.ts';
import type { OsRule, RuleProfile } from './types.ts';

/** Whether a list names a guest system; `unsure` when too little of the system is known to say. */
type Support = { readonly answer: 'yes' | 'no' | 'unsure'; readonly rule: OsRule | null };

/** Looks the guest system up in a list. */
export function supportOf(profile: RuleProfile, os: Os): Support {
  if (os.family === 'unknown' || os.family === 'linux') return { answer: 'unsure', rule: null };
  const rules = profile.systems.filter((r) => r.family === os.family);
  const { version } = os;
  if (rules.length === 0) return { answer: 'no', rule: null };
  if (version === null) return { answer: 'unsure', rule: null };
  const rule = rules.find((r) => inRange(version, r) === 'yes');
  if (rule !== undefined) return { answer: 'yes', rule };
  return { answer: rules.some((r) => inRange(version, r) === 'unsure') ? 'unsure' : 'no', rule: null };
}

/** What a list says about the disks of a Linux guest; null for other guests and for hypervisors it does not speak of. */
export function linuxStorageOf(profile: RuleProfile, os: Os, hypervisor: string): RuleProfile['linuxStorage']['nitro'] | null {
  if (!isLinux(os.family)) return null;
  if (hypervisor === 'nitro') return profile.linuxStorage.nitro;
  return hypervisor === 'xen' ? profile.linuxStorage.xen : null;
}

/** The versions a list takes of one family, in words. */
export function versionsOf(profile: RuleProfile, family: OsRule['family']): string {
  const rules = profile.systems.filter((r) => r.family === family);
  return rules.map((r) => (r.from === r.to ? r.from : `${r.from} to ${r.to}`)).join(', ');
}
