import { TERMINAL_PHASES, type Migration } from './types.ts';

/** True while somebody holds this machine; a migration that has ended is held by nobody. */
export function isHeld(m: Migration): boolean {
  return (m.hold ?? null) !== null && !TERMINAL_PHASES.has(m.position.phase);
}
