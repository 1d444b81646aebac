/** Reads `uname -r` and looks it up in a list of kernels. */
import type { KernelRule, RuleProfile } from '../profiles/types.ts';
import type { Os } from './types.ts';
import { inRange } from './version.ts';

/** `5.15.0-139-generic` is base `5.15.0`, build `139`, flavour `generic`; Red Hat's `.el9_2.x86_64` is left out. */
type Kernel = { readonly text: string; readonly base: string; readonly build: readonly (number | string)[]; readonly flavour: string };

const SHAPE = /^(\d+(?:\.\d+)+)-(\d[\w.]*?)(?:\.el\d\w*)?(?:\.(?:x86_64|i686|amd64))?(?:-([a-z][\w-]*?))?$/i;

/** The kernel that a text is, exactly; null for everything else. */
export function parseKernel(text: string): Kernel | null {
  const plain = text.trim();
  const found = SHAPE.exec(plain);
  if (found === null) return null;
  const build = (found[2] ?? '').split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  return { text: plain, base: found[1] ?? '', build, flavour: (found[3] ?? '').toLowerCase() };
}

/** The rules for the system's release; none when the list says nothing of it. */
export function kernelRules(profile: RuleProfile, os: Os): readonly KernelRule[] {
  const { family, version } = os;
  return version === null ? [] : profile.kernels.filter((r) => r.family === family && inRange(version, r) === 'yes');
}

/** Whether the rules take a kernel; `unstated` when they name no kernels at all. */
export function kernelSupport(rules: readonly KernelRule[], kernel: Kernel): 'listed' | 'unlisted' | 'unstated' {
  const patterns = rules.flatMap((r) => r.kernels);
  if (patterns.length === 0) return 'unstated';
  return patterns.some((p) => covers(p, kernel)) ? 'listed' : 'unlisted';
}

function covers(pattern: string, kernel: Kernel): boolean {
  const [first = '', last = first] = pattern.split(' to ');
  const open = / or later$/.test(pattern);
  const [from, to] = [parseKernel(first.replace(/ or later$/, '')), parseKernel(last.replace(/ or later$/, ''))];
  if (from === null || to === null || kernel.base !== from.base) return false;
  // Open ranges belong to the Red Hat family, which has no flavours.
  if (kernel.flavour !== from.flavour) return false;
  return compare(kernel.build, from.build) >= 0 && (open || compare(kernel.build, to.build) <= 0);
}

// Debian's backports carry words (`0.deb11.35`): a word that differs is another line of kernels, which no range covers.
function compare(a: readonly (number | string)[], b: readonly (number | string)[]): number {
  for (let i = 0; i < Math.max(a.length, b.length); i += 1) {
    const [mine, theirs] = [a[i] ?? 0, b[i] ?? 0];
    if (mine === theirs) continue;
    return typeof mine === 'number' && typeof theirs === 'number' ? mine - theirs : Number.NaN;
  }
  return 0;
}

/** Why a pattern of a list is none; null when it is one. */
export function kernelPatternProblem(pattern: string): string | null {
  const ends = pattern.replace(/ or later$/, '').split(' to ');
  return ends.length <= 2 && ends.every((e) => parseKernel(e) !== null) ? null : `"${pattern}" is no kernel, no range "A to B" and no "A or later"`;
}
