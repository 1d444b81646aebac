import { CloudError } from '../ports/trouble.ts';
import type { DoctorCheck, DoctorCode, DoctorDeps, DoctorFinding, DoctorState } from './doctor-types.ts';
import { whyWords } from './rejections.ts';

/** What one look came to. */
export type Seen = Omit<DoctorFinding, 'check'>;
/** One look; what it throws becomes a finding. */
export type Look = (d: DoctorDeps) => Promise<Seen>;

/** Longer than this nobody waits in a chat; each look waits for itself. */
const LONGEST_MS = 8_000;

/** A finding without its check. */
export function seen(state: DoctorState, code: DoctorCode, ...facts: readonly string[]): Seen {
  return { state, code, facts };
}

/** Looks, however it ends: a cloud that is down must not hide what else is wrong. */
export async function examine(d: DoctorDeps, check: DoctorCheck, look: Look): Promise<DoctorFinding> {
  try {
    const found = await d.surroundings.within(LONGEST_MS, look(d));
    return { check, ...(found ?? seen('unknown', 'too-slow')) };
  } catch (error) {
    if (error instanceof CloudError) return { check, ...seen('bad', 'cloud-trouble', error.operation, whyWords(error), error.code ?? '') };
    d.log.error({ check, error }, 'the doctor could not look');
    return { check, ...seen('unknown', 'bug') };
  }
}
