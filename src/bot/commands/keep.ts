import { troubleCard } from '../../cards/trouble.ts';
import { askedFromButton, AskedMachine, machineFromText } from '../arguments.ts';
import { command } from '../command.ts';
import { withMigration } from '../machines.ts';
import { rejected, say, swap } from '../replies.ts';

/** Leaves a machine paused that was changed outside Ferry, and says who decided so. It only keeps things still, so it acts at once. */
export const keep = command({
  name: 'keep',
  aliases: [],
  role: 'operator',
  help: 'keep',
  group: 'trouble',
  kind: 'decision',
  schema: AskedMachine,
  fromText: machineFromText,
  fromButton: askedFromButton,
  run: ({ machine }, ctx) =>
    withMigration(ctx, { machine, verb: 'keep' }, async (m) => {
      const result = await ctx.usecases.keepDrift(m.id, ctx.who);
      if (!result.ok) return rejected(ctx, result.error, m);
      const status = await ctx.usecases.status(m.id);
      const said = ctx.words.phrases.outcomes.kept(m.name);
      if (ctx.typed || status === null) return [say(ctx, said)];
      return [...swap(troubleCard({ status, etag: status.migration.positionSince }, ctx.words)), { kind: 'text', text: said }];
    }),
});
