import type { Migration } from './types.ts';

/** Where a machine rests between operations: `tested` only with a verdict that says it works. */
export function restingPhase(m: Migration): 'tested' | 'protected' {
  return m.verdict?.works === true ? 'tested' : 'protected';
}
