/** `--dry-run` of a change to a wave: its recovery plan in the vault follows it, and nothing else is sent. */
import type { Ctx } from './context.ts';
import { listed } from './dry-run.ts';
import { ownStoreOnly } from './own-store.ts';
import { refuse, rejected } from './replies.ts';
import type { Reply } from './turn.ts';
import { changeFor, noSuchWave } from './wave-change.ts';
import type { WaveWish } from './wave-words.ts';

/** What would be sent; what the change itself would be refused for is told. */
export async function dryRunWave(ctx: Ctx, { wave, wish }: { readonly wave: string; readonly wish: WaveWish }): Promise<readonly Reply[]> {
  const found = wish.act === 'reopen' ? await ctx.usecases.waveNamedAny(wave) : await ctx.usecases.waveByName(wave);
  if (found === null) return [refuse(ctx, await noSuchWave(ctx, wave))];
  const edit = await changeFor(ctx, found, wish);
  if (!edit.ok) return [refuse(ctx, edit.error)];
  const run = await ctx.usecases.dryRunWave({ id: found.id, edit: edit.value, who: ctx.who });
  if (!run.ok) return rejected(ctx, run.error);
  return run.value === null ? ownStoreOnly(ctx, 'wave') : listed(ctx, { what: `wave ${found.name}`, run: { ok: true, value: run.value } });
}
