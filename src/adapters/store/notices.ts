import { sql } from 'kysely';
import { z } from 'zod';
import { conversationIdFromActivity } from '../../domain/ids.ts';
import { fullBudget, paused, spend, type Budget, type BudgetKind } from '../../domain/notice/budget.ts';
import { HOUR } from '../../domain/time.ts';
import type { DeadConversation, Delivery } from '../../ports/conversations.ts';
import type { Store } from '../../ports/store.ts';
import type { Database, Tx } from './database.ts';
import { parseRows } from './rows.ts';

const whole = z.coerce.number().int();
const budgetRow = z.object({ state: z.string() });
const queueJson = z.object({ N0: z.number(), N1: z.number(), N2: z.number(), N3: z.number() }).partial();
const budgetJson = z.object({ at: z.number(), left: z.array(z.number()), pausedUntil: z.number(), failures: z.number(), queue: queueJson.optional() });
const deliveryRow = z.object({ key: z.string(), conversation: z.string(), lane: z.enum(['N0', 'N1', 'N2', 'N3']), since: whole, done_at: whole.nullable() });
const deadRow = z.object({ conversation: z.string(), kind: z.enum(['personal', 'channel', 'group']), name: z.string(), since: whole, again: whole, why: z.string() });

/** A budget nobody has spent of for this long is full, and its row worth nothing. */
const STALE_MS = 2 * HOUR;

type NoticeMethods = Pick<Store, 'spendBudget' | 'pauseBudget' | 'owe' | 'deliveries' | 'settleDeliveries' | 'undelivered' | 'markDead' | 'clearDead' | 'deadConversations'>;

/** What may still be sent, shared by all replicas; which urgent notices still have to arrive; where nothing can be sent any more. */
export function makeNotices(db: Database): NoticeMethods {
  return { ...budgets(db), ...deliveries(db), ...dead(db) };
}

function budgets(db: Database): Pick<Store, 'spendBudget' | 'pauseBudget'> {
  return {
    // All or nothing: a message that one budget does not allow costs the other one nothing. In the order of names, so that two replicas cannot wait for each other in a circle.
    spendBudget: (o) =>
      db.transaction(async (tx) => {
        const names = o.budgets.toSorted((a, b) => (a.name < b.name ? -1 : 1));
        const spent: { readonly name: string; readonly budget: Budget; readonly waitMs: number }[] = [];
        for (const { name, kind } of names) spent.push({ name, ...spend(kind, await lockedBudget(tx, { name, kind, at: o.at }), { lane: o.lane, now: o.at }) });
        const longest = spent.filter((s) => s.waitMs > 0).toSorted((a, b) => b.waitMs - a.waitMs)[0];
        if (longest !== undefined) {
          // Its place in the queue.
          if (longest.budget.queue !== undefined) await putBudget(tx, longest);
          return { waitMs: longest.waitMs };
        }
        for (const s of spent) await putBudget(tx, s);
        return { waitMs: 0 };
      }),
    pauseBudget: (o) =>
      db.transaction(async (tx) => {
        const before = await lockedBudget(tx, { name: o.name, kind: o.kind, at: o.at });
        const budget = paused(before, { now: o.at, ...o.refusal });
        await putBudget(tx, { name: o.name, budget });
        await tx.deleteFrom('budget').where('at', '<', o.at - STALE_MS).execute();
        return Math.max(0, budget.pausedUntil - o.at);
      }),
  };
}

async function lockedBudget(tx: Tx, o: { readonly name: string; readonly kind: BudgetKind; readonly at: number }): Promise<Budget> {
  const full = fullBudget(o.kind, o.at);
  // A row that is not there cannot be locked.
  await tx.insertInto('budget').values({ name: o.name, at: o.at, state: JSON.stringify(full) }).onConflict((c) => c.doNothing()).execute();
  const row = await tx.selectFrom('budget').select('state').where('name', '=', o.name).forUpdate().executeTakeFirst();
  return row === undefined ? full : budgetJson.parse(JSON.parse(budgetRow.parse(row).state));
}

async function putBudget(tx: Tx, { name, budget }: { readonly name: string; readonly budget: Budget }): Promise<void> {
  await tx.updateTable('budget').set({ at: budget.at, state: JSON.stringify(budget) }).where('name', '=', name).execute();
}

function deliveries(db: Database): Pick<Store, 'owe' | 'deliveries' | 'settleDeliveries' | 'undelivered'> {
  return {
    owe: async (all) => {
      if (all.length === 0) return;
      await db.read.insertInto('delivery').values(all.map((d) => ({ key: d.key, conversation: d.conversation, lane: d.lane, since: d.since, done_at: null }))).onConflict((c) => c.doNothing()).execute();
    },
    deliveries: async (keys) => {
      if (keys.length === 0) return new Map();
      const rows = parseRows(deliveryRow, await db.read.selectFrom('delivery').selectAll().where('key', 'in', keys).execute());
      return new Map(rows.map((row) => [row.key, toDelivery(row)]));
    },
    settleDeliveries: async (keys, at) => {
      if (keys.length === 0) return;
      await db.read.updateTable('delivery').set({ done_at: at }).where('key', 'in', keys).where('done_at', 'is', null).execute();
    },
    undelivered: async (before, after = 0) => parseRows(deliveryRow, await db.read.selectFrom('delivery').selectAll().where('done_at', 'is', null).where('since', '<', before).where('since', '>=', after).orderBy('since').limit(200).execute()).map(toDelivery),
  };
}

function toDelivery({ done_at: doneAt, conversation, ...rest }: z.infer<typeof deliveryRow>): Delivery {
  return { ...rest, conversation: conversationIdFromActivity(conversation), doneAt };
}

function dead(db: Database): Pick<Store, 'markDead' | 'clearDead' | 'deadConversations'> {
  return {
    markDead: async ({ id, kind, name, since, again, why }) => {
      const first = { conversation: id, kind, name, since, again, why };
      await db.read.insertInto('dead_conversation').values(first).onConflict((c) => c.column('conversation').doUpdateSet({ again, why, name: sql<string>`case when excluded.name = '' then dead_conversation.name else excluded.name end` })).execute();
    },
    clearDead: async (id) => {
      await db.read.deleteFrom('dead_conversation').where('conversation', '=', id).execute();
    },
    deadConversations: async () => parseRows(deadRow, await db.read.selectFrom('dead_conversation').selectAll().orderBy('since').execute()).map(({ conversation, ...rest }): DeadConversation => ({ ...rest, id: conversationIdFromActivity(conversation) })),
  };
}
