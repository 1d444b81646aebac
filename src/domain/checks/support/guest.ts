/** What the checks of the guest system share. */
import { isWindows } from '../../os/names.ts';
import type { Os } from '../../os/types.ts';
import type { Judgement, Need } from '../types.ts';
import { doesNotApply } from './make-check.ts';

/** What the guest system is worked out from, beyond the plain instance. */
export const GUEST_NEEDS: readonly Need[] = ['guest', 'image'];

/** The answer of a check for Linux on everything else; null on Linux. */
export function unlessLinux(os: Os): Judgement | null {
  if (isWindows(os.family)) return doesNotApply('it is Windows.');
  return os.family === 'macos' || os.family === 'other' ? doesNotApply('the system is judged by OS-MAC and OS-OTHER.') : null;
}

/** The answer of a check for Windows on everything else; null on Windows. */
export function unlessWindows(os: Os): Judgement | null {
  return isWindows(os.family) ? null : doesNotApply('it is not Windows.');
}

/** The one step when too little is known of the system. */
export const ASK_GUEST = 'Attach a role with the policy AmazonSSMManagedInstanceCore to the instance, so that its SSM agent can report the system; or answer the question of OS-KNOWN.';
