/** `--dry-run`: a command is never run, only what it would send is listed. */
import { dryRunCard } from '../cards/dry-run.ts';
import type { Verb } from '../cards/verbs.ts';
import type { DryRun } from '../domain/dry-run/types.ts';
import type { ApprovalId, MigrationId } from '../domain/ids.ts';
import type { MigrationCommand } from '../domain/migration/decide.ts';
import type { Migration } from '../domain/migration/types.ts';
import type { Result } from '../domain/result.ts';
import type { Wave } from '../domain/wave/types.ts';
import type { Selected } from '../usecases/bulk-types.ts';
import type { Rejection } from '../usecases/types.ts';
import { withSelected } from './bulk-target.ts';
import type { Ctx } from './context.ts';
import { withMigration } from './machines.ts';
import { card, rejected } from './replies.ts';
import type { Reply } from './turn.ts';

type Replies = Promise<readonly Reply[]>;

/** `rest` is what stands behind the machine in the command, for the buttons of a choice. */
export type Ahead = { readonly verb: Verb; readonly command: MigrationCommand; readonly rest?: string; readonly release?: boolean };

/** Lists what the command would send for one machine, or for several. */
export function dryRunOn(ctx: Ctx, target: string, ahead: Ahead): Replies {
  return withSelected(ctx, target, {
    one: (machine) => withMigration(ctx, named(machine, ahead), (m) => dryRunOne(ctx, m, ahead)),
    many: (selected) => dryRunMany(ctx, selected, ahead),
  });
}

/** Several machines may bear the name: the buttons of the choice look ahead as well, and never act. */
export function named(machine: string, { verb, rest = '' }: Pick<Ahead, 'verb' | 'rest'>): { readonly machine: string; readonly verb: Verb; readonly data: { readonly what: string; readonly rest: string } } {
  return { machine, verb: 'dryrun', data: { what: verb, rest } };
}

/** The same for a machine that is known; what the domain refuses now is told as it would be. */
export async function dryRunOne(ctx: Ctx, m: Migration, { verb, command }: Ahead): Replies {
  const run = await ctx.usecases.dryRun({ machines: [{ id: m.id, group: null }], command, who: ctx.who });
  if (!run.ok) return rejected(ctx, run.error, m);
  const [refusal] = run.value.refused;
  return refusal === undefined ? listed(ctx, { what: `${verb} ${m.name}`, run }) : rejected(ctx, refusal.why as Rejection, m);
}

async function dryRunMany(ctx: Ctx, selected: Selected, ahead: Ahead): Replies {
  const without = selected.machines.flatMap((m) => (m.migration === null ? [{ machine: m.name, why: { code: 'no-migration', detail: { machine: m.name } } }] : []));
  const run = await ctx.usecases.dryRun({ machines: groupsIn(selected, null), command: ahead.command, who: ctx.who, together: { wave: null } });
  return listed(ctx, { what: `${ahead.verb} ${selected.title}`, run: run.ok ? { ok: true, value: { ...run.value, refused: [...without, ...run.value.refused] } } : run });
}

/** For machines of a wave that were measured: those that are ready. */
export async function dryRunReady(ctx: Ctx, selected: Selected, o: Ahead & { readonly ready: readonly MigrationId[] }): Replies {
  const run = await ctx.usecases.dryRun({ machines: groupsIn(selected, o.ready), command: o.command, who: ctx.who, together: { wave: selected.wave?.id ?? null }, ...(o.release === undefined ? {} : { release: o.release }) });
  return listed(ctx, { what: `${o.verb} ${selected.title}`, run, notes: planNote(ctx, selected.wave) });
}

function groupsIn(selected: Selected, only: readonly MigrationId[] | null): readonly { readonly id: MigrationId; readonly group: number | null }[] {
  const all = selected.machines.flatMap(({ migration, group }) => (migration === null ? [] : [{ id: migration.id, group }]));
  return only === null ? all : all.filter((m) => only.includes(m.id));
}

/** A plan that is only kept has no part in it, but follows. */
export function planNote(ctx: Ctx, wave: Wave | null): readonly string[] {
  return wave?.policy.drive === 'kept' ? [ctx.words.dryRun.kept] : [];
}

/** What a request for approval lets begin. */
export async function dryRunApproval(ctx: Ctx, id: ApprovalId): Replies {
  const wave = (await ctx.usecases.approval(id))?.wave ?? null;
  const view = wave === null ? null : await ctx.usecases.waveView(wave.id);
  return listed(ctx, { what: id, run: await ctx.usecases.dryRunApproval({ id, who: ctx.who }), notes: planNote(ctx, view?.wave ?? null) });
}

/** The card of a listing, or why there is none. */
export function listed(ctx: Ctx, o: { readonly what: string; readonly run: Result<DryRun, Rejection>; readonly notes?: readonly string[] }): readonly Reply[] {
  if (!o.run.ok) return rejected(ctx, o.run.error);
  return card(dryRunCard({ what: o.what, run: o.run.value, notes: o.notes ?? [] }, ctx.words));
}
