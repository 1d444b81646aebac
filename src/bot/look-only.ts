/** A turn that could not be marked as seen, because the disk of the store is nearly full: looking goes on, and nothing else does, since Teams may send the same once more. */
import { z } from 'zod';
import { looksSecret } from '../domain/secret.ts';
import type { NotRecorded } from '../ports/trouble.ts';
import { buttonTurn } from './button-turn.ts';
import { commands } from './commands/index.ts';
import type { Ctx } from './context.ts';
import { tidy } from './line.ts';
import { parse } from './parse.ts';
import { runCommand } from './text-turn.ts';
import type { Input, Reply } from './turn.ts';

/** Longer than any line that only looks. */
const LONGEST = 300;

const Verb = z.looseObject({ verb: z.string() });

/** Answers what only looks; for anything else throws why it could not be recorded. Forms are left alone: an answer to one may begin something. */
export async function lookOnly(ctx: Ctx, input: Input, why: NotRecorded): Promise<readonly Reply[]> {
  if (input.kind === 'button') {
    const told = Verb.safeParse(input.data);
    if (told.success && commands.some((c) => c.name === told.data.verb && c.kind === 'look')) return buttonTurn(ctx, input.data);
    throw why;
  }
  if (input.text.length > LONGEST || looksSecret(input.text)) throw why;
  const parsed = parse(tidy(input.text), commands);
  if (parsed.kind === 'command' && parsed.command.kind === 'look') return runCommand(ctx, parsed);
  throw why;
}
