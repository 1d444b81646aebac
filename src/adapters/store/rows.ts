/** The shapes of database rows; both drivers give big integers in their own way, here they become numbers. */
import { z } from 'zod';

const whole = z.coerce.number().int();

/** A state with its version; the state was written by this program at a schema version it knows. */
export const versionedRow = z.object({ id: z.string(), version: whole, state: z.string() });

export const idVersionRow = z.object({ id: z.string(), version: whole });

/** An event as stored; actor and event are JSON text. */
export const eventRow = z.object({ position: whole, stream: z.string(), seq: whole, at: whole, actor: z.string(), event: z.string(), hash: z.string() });

export const conversationRow = z.object({ id: z.string(), kind: z.enum(['personal', 'channel', 'group']), name: z.string(), reference: z.string(), person: z.string().nullable(), welcomed: z.boolean() });

/** Somebody, as the activity told who it was. */
export const personJson = z.object({ id: z.string().min(1), tenant: z.string().min(1), name: z.string() });

export const postRow = z.object({ key: z.string(), conversation: z.string(), activity_id: z.string().nullable(), status: z.enum(['sending', 'sent', 'lost']), hash: z.string(), at: whole, root: z.string().nullable() });

export const dialogRow = z.object({ conversation: z.string(), user_id: z.string(), version: whole, name: z.string(), state: z.string(), expires_at: whole });

/** A list of database rows of one shape. */
export function parseRows<T>(schema: z.ZodType<T>, rows: readonly unknown[]): readonly T[] {
  return rows.map((row) => schema.parse(row));
}
