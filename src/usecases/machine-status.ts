/** One machine with all that is known of it; apart from the list of use cases, whose parts need it. */
import type { Approval } from '../domain/approval/types.ts';
import type { Override } from '../domain/finding.ts';
import type { Risk } from '../domain/forecast/wave.ts';
import type { Hold } from '../domain/governance/types.ts';
import type { Live } from '../domain/live.ts';
import type { Migration } from '../domain/migration/types.ts';
import type { Instant } from '../domain/time.ts';
import type { MachineOutlook } from './forecast-types.ts';

/** One machine as people see it. */
export type MachineStatus = { readonly migration: Migration; readonly live: Live | null; readonly approval: Approval | null; readonly now: Instant; /** Blocks of this machine that somebody let pass and that are still valid. */ readonly letPass?: readonly Override[]; /** A hold of everything; left out or null for none. */ readonly holdAll?: Hold | null; /** What is to be expected; left out where many machines are listed. */ readonly outlook?: MachineOutlook; /** What puts a machine of no wave at risk; left out for nothing, and where nobody looked. */ readonly risks?: readonly Risk[] };
