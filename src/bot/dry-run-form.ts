/** The dry run of a form that is open: the request for a cutover, as it stands on the form. */
import type { WaveView } from '../usecases/wave-types.ts';
import type { Ctx } from './context.ts';
import { CutoverState } from './cutover-step.ts';
import { cutoverAhead } from './dry-run-approved.ts';
import { listed, planNote } from './dry-run.ts';
import { formOf } from './forms.ts';
import { refuse } from './replies.ts';
import type { Reply } from './turn.ts';

/** What the person's own open form would let begin. */
export async function dryRunForm(ctx: Ctx): Promise<readonly Reply[]> {
  const { form } = await formOf(ctx);
  const state = form?.dialog.name === 'cutover' ? CutoverState.safeParse(form.envelope.data) : null;
  return state?.success === true ? ofCutover(ctx, state.data) : [refuse(ctx, ctx.words.dryRun.usage)];
}

async function ofCutover(ctx: Ctx, state: CutoverState): Promise<readonly Reply[]> {
  const { id, machine, wave, stop, renews, note } = state;
  const { command } = cutoverAhead(renews ? 'ferry' : stop, note);
  const view = wave === null ? null : await ctx.usecases.waveView(wave.id);
  const groups = groupsIn(view);
  const machines = (wave?.machines ?? [id]).map((one) => ({ id: one, group: groups.get(one) ?? null }));
  const run = await ctx.usecases.dryRun({ machines, command, who: ctx.who, ...(wave === null ? {} : { together: { wave: wave.id } }), ...(wave?.release === true ? { release: true } : {}) });
  return listed(ctx, { what: `cutover ${machine}`, run, notes: planNote(ctx, view?.wave ?? null) });
}

function groupsIn(view: WaveView | null): ReadonlyMap<string, number> {
  return new Map((view?.rows ?? []).flatMap((row) => (row.status === null ? [] : [[row.status.migration.id, row.member.group] as const])));
}
