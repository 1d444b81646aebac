import type { Rendered } from '../cards/rendered.ts';
import type { Migration } from '../domain/migration/types.ts';
import type { Rejection } from '../usecases/types.ts';
import type { Ctx } from './context.ts';
import type { Reply } from './turn.ts';

/** A sentence for the person: a message when typed, seen by the presser alone after a button. */
export function say(ctx: Ctx, text: string): Reply {
  return ctx.typed ? { kind: 'text', text } : { kind: 'toast', text };
}

/** A refusal: a message when typed, seen by the presser alone after a button. */
export function refuse(ctx: Ctx, text: string): Reply {
  return ctx.typed ? { kind: 'text', text } : { kind: 'refuse', text };
}

/** The words for a rejection; with the migration at hand, a wrong moment also tells the next step. */
export function rejected(ctx: Ctx, rejection: Rejection, migration: Migration | null = null): readonly Reply[] {
  const next = migration !== null && rejection.code === 'wrong-phase' ? { next: ctx.words.state.nextStep(migration) } : {};
  return [refuse(ctx, ctx.words.rejection({ code: rejection.code, detail: { ...next, ...rejection.detail } }))];
}

/** A new card. */
export function card(rendered: Rendered): readonly Reply[] {
  return [{ kind: 'card', card: rendered }];
}

/** The pressed card in its new state; for a typed command a new card. */
export function swap(rendered: Rendered): readonly Reply[] {
  return [{ kind: 'replace', card: rendered }];
}
