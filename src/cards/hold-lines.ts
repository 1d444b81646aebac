import { TERMINAL_PHASES } from '../domain/migration/types.ts';
import type { Words } from '../text/en.ts';
import type { MachineStatus } from '../usecases/types.ts';
import { raw, type Cell } from './render.ts';
import { localTime } from './times.ts';

/** Who holds the machine, or everything, and why; nothing when nobody does. */
export function holdLines({ migration: m, holdAll }: MachineStatus, words: Words): readonly Cell[] {
  if (TERMINAL_PHASES.has(m.position.phase)) return [];
  const own = m.hold ?? null;
  const all = holdAll ?? null;
  return [...(own === null ? [] : [raw(words.holds.line(own, false, localTime))]), ...(all === null ? [] : [raw(words.holds.line(all, true, localTime))])];
}
