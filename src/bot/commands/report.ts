import { z } from 'zod';
import { reportFilesCard } from '../../cards/report-files.ts';
import { command } from '../command.ts';
import type { Ctx } from '../context.ts';
import { card, refuse } from '../replies.ts';
import type { Reply } from '../turn.ts';
import { noSuchWave } from '../wave-change.ts';

/** Gives where every machine stands as a page and as a CSV file, of one wave or of everything. */
export const report = command({
  name: 'report',
  aliases: ['reports'],
  role: 'viewer',
  help: 'report',
  group: 'look',
  kind: 'look',
  schema: z.strictObject({ wave: z.string().trim().max(60) }),
  fromText: ({ words }) => ({ wave: words.filter((word) => !/^(?:of|for|all|wave)$/i.test(word)).join(' ') }),
  inThread: { of: 'wave' },
  fromButton: ({ id }) => ({ wave: id }),
  run: async ({ wave }, ctx) => {
    if (wave === '') return linksTo(ctx, null);
    const found = await ctx.usecases.waveByName(wave);
    return found === null ? [refuse(ctx, await noSuchWave(ctx, wave))] : linksTo(ctx, found.name);
  },
});

function linksTo(ctx: Ctx, wave: string | null): readonly Reply[] {
  const [html, csv] = [ctx.exports.link({ kind: 'report', id: wave ?? '' }), ctx.exports.link({ kind: 'report-csv', id: wave ?? '' })];
  if (html === null || csv === null) return [refuse(ctx, ctx.words.plan.files.noAddress)];
  return card(reportFilesCard({ wave, html: html.url, csv: csv.url, until: csv.until }, ctx.words));
}
