import { z } from 'zod';
import { DAY, HOUR } from '../../domain/time.ts';
import { utc } from '../../text/format.ts';
import { machineIn, MachineText, Sentence } from '../arguments.ts';
import { command } from '../command.ts';
import { withMigration } from '../machines.ts';
import { refuse, rejected, say } from '../replies.ts';

const DEFAULT_MS = 2 * DAY;
/** `2d`, `2 days`, `36h`. */
const LENGTH = /(?:^|\s)(?:for\s+|by\s+)?(\d{1,3})\s*(d|days?|h|hours?)[.!]?$/i;
const NUMBER = /^\d+$/;

/** Notes that somebody wants a test machine longer: nobody is reminded of it before. Nothing in Azure changes. */
export const extend = command({
  name: 'extend',
  aliases: ['prolong'],
  role: 'operator',
  help: 'extend',
  group: 'move',
  kind: 'decision',
  schema: z.strictObject({ machine: MachineText, ms: z.number().min(0).nullable(), reason: Sentence }),
  fromText: ({ words, because }) => {
    const { name, ms } = taken(words);
    return { machine: machineIn(name), ms, ...(because === null ? {} : { reason: because }) };
  },
  fromButton: ({ id }) => ({ machine: id, ms: DEFAULT_MS }),
  async run({ machine, ms, reason }, ctx) {
    if (ms === null || ms === 0) return [refuse(ctx, ctx.words.costs.extendUsage)];
    return withMigration(ctx, { machine, verb: 'extend' }, async (m) => {
      const kept = await ctx.usecases.extendTest({ id: m.id, until: ctx.clock.now() + ms, reason, who: ctx.who });
      return kept.ok ? [say(ctx, ctx.words.costs.extended(m.name, utc(kept.value)))] : rejected(ctx, kept.error, m);
    });
  },
});

/** The length stands at the end; without one it is two days. A number without a unit is no length. */
function taken(words: readonly string[]): { readonly name: readonly string[]; readonly ms: number | null } {
  const text = words.join(' ');
  const found = LENGTH.exec(text);
  if (found === null) return { name: words, ms: words.length > 1 && NUMBER.test(words.at(-1) ?? '') ? null : DEFAULT_MS };
  const unit = (found[2] ?? '').toLowerCase().startsWith('h') ? HOUR : DAY;
  return { name: text.slice(0, found.index).split(' ').filter((w) => w !== ''), ms: Number(found[1]) * unit };
}
