import type { Verb } from '../cards/verbs.ts';
import type { AccessPolicy, Role } from '../domain/access.ts';
import type { Person } from '../domain/person.ts';
import type { Clock } from '../ports/clock.ts';
import type { Exports, Seal } from '../ports/files.ts';
import type { Store } from '../ports/store.ts';
import type { Log, Meter } from '../ports/telemetry.ts';
import type { Words } from '../text/en.ts';
import type { DoctorUseCases } from '../usecases/doctor-types.ts';
import type { UseCases } from '../usecases/types.ts';
import type { GivenFile, Place } from './turn.ts';

/** What the conversation is made from; `dialogMinutes` is how long a form waits for its next answer. */
export type BotDeps = {
  readonly usecases: UseCases;
  readonly doctor: DoctorUseCases;
  readonly store: Pick<Store, 'dialog' | 'putDialog' | 'dropDialog' | 'firstTime' | 'report' | 'checkRuns' | 'keepCard' | 'follow'>;
  /** SHA-256 as lower-case hex. */
  readonly digest: (text: string) => string;
  readonly clock: Clock;
  readonly log: Log;
  /** Who may do what now. */
  readonly access: () => Promise<AccessPolicy>;
  readonly seal: Seal;
  readonly exports: Exports;
  readonly words: Words;
  readonly botName: string;
  readonly dialogMinutes: number;
  /** What one person may ask for in a minute; left out, as much as he likes. */
  readonly commandsPerMinute?: number;
  readonly meter?: Pick<Meter, 'count'>;
};

/** What is known of a command without running it. */
export type CommandInfo = {
  readonly name: Exclude<Verb, 'say' | 'form'> | 'cancel';
  readonly aliases: readonly string[];
  readonly role: Role;
  /** Which words describe it in `help`. */
  readonly help: keyof Words['help'];
  readonly group: keyof Words['helpGroups'];
  /** `look` changes nothing, `form` asks before it acts, `decision` is itself the answer to something that Ferry asked, `habit` changes at once how this conversation is told. */
  readonly kind: 'look' | 'form' | 'decision' | 'habit';
  /** Takes the lines below the command as they are. */
  readonly takesBlock?: true;
};

/** As much of a command as decides who may use it. */
export type UsedCommand = { readonly name: string } & Pick<CommandInfo, 'role' | 'kind'>;

/** Everything a command or dialog may use in one turn; `typed` is false for a pressed button, `access` is as it was when the turn began. */
export type Ctx = Omit<BotDeps, 'access'> & { readonly access: AccessPolicy; readonly who: Person; readonly where: Place; readonly typed: boolean; /** The person wrote the words in this turn; a pressed suggestion was not. */ readonly spoken: boolean; /** What the command is about was left out, and taken from the thread: nothing but a stop may act on it before it is asked. */ readonly fromThread: boolean; /** Nobody could tell whether the person is a guest: `access` holds nothing then that is given to everyone. */ readonly unplaced: boolean; /** The command that is run; a form that it opens is answered only by whoever may still use it. */ readonly command: UsedCommand; readonly commands: readonly CommandInfo[]; /** What came with the words; null for nothing. */ readonly file: GivenFile | null };
