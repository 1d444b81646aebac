import type { Attested, Override } from '../finding.ts';
import type { Instant } from '../time.ts';
import type { Dossier } from './types.ts';

/** Answers that are still valid, by check: an answer about the machine itself comes before one about the scope. */
export function validAnswers(dossiers: { readonly machine: Dossier | null; readonly scope: Dossier | null }, now: Instant): ReadonlyMap<string, Attested> {
  const valid = new Map<string, Attested>();
  for (const d of [dossiers.scope, dossiers.machine]) {
    for (const [check, answer] of Object.entries(d?.answers ?? {})) if (answer.until > now) valid.set(check, answer);
  }
  return valid;
}

/** Overrides of the machine that have not run out. */
export function validOverrides(machine: Dossier | null, now: Instant): readonly Override[] {
  return (machine?.overrides ?? []).filter((o) => o.until > now);
}
