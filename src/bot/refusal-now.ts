import { decide, type MigrationCommand, type Refusal } from '../domain/migration/decide.ts';
import type { Migration } from '../domain/migration/types.ts';
import type { Ctx } from './context.ts';

/** What the domain would say to the command at this moment; null when it would agree. */
export function refusalNow(ctx: Ctx, m: Migration, command: MigrationCommand): Refusal | null {
  const decided = decide(m, command, { who: ctx.who, now: ctx.clock.now(), standsIn: true });
  return decided.ok ? null : decided.error;
}
