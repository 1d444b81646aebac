/** Refusals go to the log and to the audit, with who tried; the person learns no more than that it was refused. */
import { may, silentFor } from '../domain/access.ts';
import type { SecurityEvent } from '../domain/audit/types.ts';
import type { Ctx, UsedCommand } from './context.ts';
import { refuse, rejected } from './replies.ts';
import type { Reply } from './turn.ts';

/** Logs a refusal and puts it on record. */
export async function onRecord(ctx: Ctx, event: SecurityEvent, message: string): Promise<void> {
  const { type: _type, ...fields } = event;
  ctx.log.warn({ security: true, user: ctx.who.id, tenant: ctx.who.tenant, ...fields }, message);
  await ctx.usecases.recordSecurity({ event, who: ctx.who });
}

/** Why the person may not use a command in this turn; null when nothing is in the way. Decisions that their own record allows or refuses are asked of nobody who may be a guest. */
export async function whyNot(ctx: Ctx, command: UsedCommand): Promise<readonly Reply[] | null> {
  if (!may(ctx.access, ctx.who, command.role)) return notAllowed(ctx, command);
  return ctx.unplaced && command.role === 'viewer' && command.kind === 'decision' ? [refuse(ctx, ctx.words.answers.unplaced)] : null;
}

/** The answer to a command for which the person lacks the role. */
export async function notAllowed(ctx: Ctx, command: Pick<UsedCommand, 'name' | 'role'>): Promise<readonly Reply[]> {
  await onRecord(ctx, { type: 'CommandRefused', conversation: ctx.where.conversation, command: command.name, role: command.role }, 'a command was refused: the role is missing');
  const unread = silentFor(ctx.access, command.role).find((g) => g.state === 'unreadable');
  return rejected(ctx, { code: 'not-allowed-here', detail: { role: command.role, ...(unread === undefined ? {} : { unread: unread.why }) } });
}

/** Puts on record that something like a credential was sent, and nothing of it. */
export function secretDropped(ctx: Ctx): Promise<void> {
  return onRecord(ctx, { type: 'SecretDropped', conversation: ctx.where.conversation }, 'something that looked like a secret was dropped');
}
