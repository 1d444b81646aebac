import type { Ctx } from './context.ts';
import { say } from './replies.ts';
import type { Reply } from './turn.ts';

/** The dry run of everything that calls no cloud. */
export function ownStoreOnly(ctx: Ctx, command: string): readonly Reply[] {
  return [say(ctx, ctx.words.dryRun.ownStore(command))];
}
