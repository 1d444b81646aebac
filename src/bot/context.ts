import type { Verb } from '../cards/verbs.ts';
import type { AccessPolicy, Role } from '../domain/access.ts';
import type { Person } from '../domain/person.ts';
import type { Clock, Exports, Log, Seal, Store } from '../ports.ts';
import type { Words } from '../text/en.ts';
import type { UseCases } from '../usecases/types.ts';
import type { Place } from './turn.ts';

/** What the conversation is made from; `dialogMinutes` is how long a form waits for its next answer. */
export type BotDeps = {
  readonly usecases: UseCases;
  readonly store: Pick<Store, 'dialog' | 'putDialog' | 'dropDialog' | 'firstTime' | 'report' | 'checkRuns' | 'keepCard'>;
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
};

/** What is known of a command without running it. */
export type CommandInfo = {
  readonly name: Exclude<Verb, 'say' | 'form'> | 'cancel';
  readonly aliases: readonly string[];
  readonly role: Role;
  /** Which words describe it in `help`. */
  readonly help: keyof Words['help'];
  readonly group: keyof Words['helpGroups'];
  /** `look` changes nothing, `form` asks before it acts, `decision` is itself the answer to something that Ferry asked. */
  readonly kind: 'look' | 'form' | 'decision';
};

/** Everything a command or dialog may use in one turn; `typed` is false for a pressed button, `access` is as it was when the turn began. */
export type Ctx = Omit<BotDeps, 'access'> & { readonly access: AccessPolicy; readonly who: Person; readonly where: Place; readonly typed: boolean; readonly commands: readonly CommandInfo[] };
