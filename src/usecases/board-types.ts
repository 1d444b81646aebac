/** The board and the inbox: what people see without any cloud being asked. */
import type { AccessPolicy } from '../domain/access.ts';
import type { Wait } from '../domain/board/inbox.ts';
import type { Progress, Tally } from '../domain/board/tally.ts';
import type { WaveForecast } from '../domain/forecast/wave.ts';
import type { Hold } from '../domain/governance/types.ts';
import type { Person } from '../domain/person.ts';
import type { Instant } from '../domain/time.ts';
import type { Wave } from '../domain/wave/types.ts';
import type { MachineStatus } from './machine-status.ts';

/** One wave as a line. `approvals` are the numbers of its requests that can be answered now. */
export type BoardWave = { readonly wave: Wave; readonly tally: Tally; readonly progress: Progress; readonly urgency: 0 | 1 | 2 | 3 | 4; readonly approvals: readonly string[]; /** What is to be expected of it; left out where nobody looked. */ readonly forecast?: WaveForecast };

/** Everything that is under way. `asOf` is when the clouds were last read as a whole; null before the first time. */
export type Fleet = {
  /** Those that need a person first. */
  readonly waves: readonly BoardWave[];
  /** Machines of no wave, those that need a person first. */
  readonly lone: readonly MachineStatus[];
  /** EC2 machines that Ferry neither moves nor has planned. */
  readonly unmanaged: number;
  readonly holdAll: Hold | null;
  /** Channels that take no messages any more, by name. */
  readonly dead: readonly string[];
  /** Urgent messages of the last day that are not known to have arrived; left out where nobody looked. */
  readonly late?: number;
  readonly now: Instant;
  /** Until when somebody looked whether copies move; left out: until now. */
  readonly watched?: Instant;
  readonly asOf: Instant | null;
};

/** What waits; `others` is how many lines wait for other people only. */
export type Inbox = { readonly waits: readonly Wait[]; readonly others: number; readonly now: Instant; readonly asOf: Instant | null };

export type BoardUseCases = {
  /** `of` leaves the waves and machines that this person owns. */
  fleet(of?: Person): Promise<Fleet>;
  inbox(o: { readonly who: Person; readonly access: AccessPolicy; /** Also what waits for others. */ readonly all: boolean }): Promise<Inbox>;
};
