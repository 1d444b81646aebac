import type { z } from 'zod';
import type { CommandInfo, Ctx } from './context.ts';
import { ownStoreOnly } from './own-store.ts';
import type { Line } from './line.ts';
import type { InThread } from './thread-rule.ts';
import type { Reply } from './turn.ts';

/** A pressed button whose seal was checked: its subject, its version, and all fields with the inputs merged in. */
export type Press = { readonly id: string; readonly etag: number | null; readonly data: { readonly [key: string]: unknown }; /** The hash of the card that it stood on; null for cards that ask for no decision. */ readonly shown: string | null };

/** One verb, in the three ways of saying it: text, button and form all become the same checked arguments. */
type Command<A> = CommandInfo & {
  readonly schema: z.ZodType<A>;
  readonly fromText: (line: Line) => unknown;
  /** What may be left out in a thread; left out itself, nothing may. */
  readonly inThread?: InThread;
  readonly fromButton: (press: Press) => unknown;
  readonly run: (args: A, ctx: Ctx) => Promise<readonly Reply[]>;
  /** What it would send to a cloud; left out where it calls none. Must change nothing. */
  readonly dryRun?: (args: A, ctx: Ctx) => Promise<readonly Reply[]>;
};

/** A command whose argument type is sealed in: `read` gives the turn to run, or null when the arguments do not fit. */
export type AnyCommand = Omit<Command<never>, 'schema' | 'run' | 'dryRun'> & { readonly read: Reading; /** The same for `--dry-run`: what comes back never runs the command. */ readonly lookAhead: Reading };
type Reading = (raw: unknown) => ((ctx: Ctx) => Promise<readonly Reply[]>) | null;

/** Ties a command's schema to its `run`, so that nothing unchecked reaches it. */
export function command<A>(c: Command<A>): AnyCommand {
  const { schema, run, dryRun, ...rest } = c;
  return {
    ...rest,
    read(raw) {
      const parsed = schema.safeParse(raw);
      return parsed.success ? (ctx) => run(parsed.data, ctx) : null;
    },
    lookAhead(raw) {
      const parsed = schema.safeParse(raw);
      if (!parsed.success) return null;
      return async (ctx) => (dryRun === undefined ? ownStoreOnly(ctx, c.name) : dryRun(parsed.data, ctx));
    },
  };
}
