import type { ConversationId } from '../domain/ids.ts';
import type { Person } from '../domain/person.ts';
import type { Result } from '../domain/result.ts';
import type { Rendered } from '../cards/rendered.ts';

/** Where a turn happens; `thread` is the root activity of a channel thread, when the turn is inside one. */
export type Place = { readonly conversation: ConversationId; readonly kind: 'personal' | 'channel' | 'group'; readonly name: string; readonly thread: string | null; /** The team of a channel, by its conversation id or its Entra group. */ readonly team?: string | null };

/** Why a file could not be taken; `most` is the number of bytes that one may have. */
export type FileRefusal = { readonly why: 'host' | 'kind' | 'large' | 'late' | 'unavailable' | 'many'; readonly most: number };

/** A file that came with the words; it is fetched only when a command wants it. */
export type GivenFile = { readonly name: string; read(): Promise<Result<string, FileRefusal>> };

/** What a person did: typed a line (mention and HTML already removed) or pressed a button (inputs merged into `data`, unparsed). */
export type Input = { readonly kind: 'text'; readonly text: string; readonly file?: GivenFile } | { readonly kind: 'button'; readonly data: unknown; readonly cardActivityId: string | null };

/** What Teams' list of the people of a conversation says of one of them; `unknown` when it could not be read, or does not tell. */
export type Standing = 'member' | 'guest' | 'unknown';

/** One thing a person said or pressed, free of any botbuilder type. */
export type Turn = { readonly activityId: string; readonly who: Person; /** Teams calls the person a guest in the activity itself, which it seldom does. */ readonly guest?: boolean; /** Asks Teams what the person is; never rejects. */ standing(): Promise<Standing>; readonly where: Place; readonly input: Input; readonly locale: string };

/** What Ferry answers. `replace` swaps the card that was pressed (for a typed command it is posted anew); `toast` and `refuse` are seen by the presser only. */
export type Reply =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'card'; readonly card: Rendered }
  | { readonly kind: 'replace'; readonly card: Rendered }
  | { readonly kind: 'toast'; readonly text: string }
  | { readonly kind: 'refuse'; readonly text: string };
