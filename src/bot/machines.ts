import { chooseMachineCard } from '../cards/choose-machine.ts';
import type { Verb } from '../cards/verbs.ts';
import { isInstanceId, migrationId } from '../domain/ids.ts';
import type { Migration } from '../domain/migration/types.ts';
import type { Found, MachineRow } from '../usecases/types.ts';
import type { Ctx } from './context.ts';
import { card, refuse, rejected } from './replies.ts';
import type { Reply } from './turn.ts';

/** The machine somebody named, and the verb it is for: the verb goes on the buttons when several machines fit. */
export type Named = { readonly machine: string; readonly verb: Verb; readonly data?: { readonly [key: string]: string | number | boolean } };

type Replies = Promise<readonly Reply[]>;

/** Goes on with the one machine that is meant; otherwise asks which, or tells similar names. Never guesses. */
export async function withMachine(ctx: Ctx, named: Named, go: (row: MachineRow) => Replies): Replies {
  const found = await find(ctx, named.machine);
  if (found.kind === 'one') return go(found.row);
  if (found.kind === 'none') return [refuse(ctx, ctx.words.answers.nothingFound(found.similar))];
  return card(chooseMachineCard({ rows: found.rows, verb: named.verb, ...(named.data === undefined ? {} : { data: named.data }), now: ctx.clock.now() }, ctx.words));
}

/** Goes on with the migration of the machine that is meant; a button may name the migration itself. */
export async function withMigration(ctx: Ctx, named: Named, go: (m: Migration) => Replies): Replies {
  if (!ctx.typed && named.machine.startsWith('m-')) {
    const status = await ctx.usecases.status(migrationId(named.machine));
    return status === null ? rejected(ctx, { code: 'no-migration', detail: {} }) : go(status.migration);
  }
  return withMachine(ctx, named, async (row) =>
    row.migration === null ? rejected(ctx, { code: 'no-migration', detail: { machine: row.machine.name } }) : go(row.migration),
  );
}

async function find(ctx: Ctx, query: string): Promise<Found> {
  const id = query.toLowerCase();
  // A button carries an id that Ferry wrote: what the observer saw last is enough to know the machine.
  const known = !ctx.typed && isInstanceId(id) ? await ctx.usecases.byInstance(id) : null;
  return known === null ? ctx.usecases.find(query) : { kind: 'one', row: known };
}
