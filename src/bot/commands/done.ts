import { inputText, machineFromText } from '../arguments.ts';
import { command } from '../command.ts';
import { dryRunOne, named } from '../dry-run.ts';
import { withMigration } from '../machines.ts';
import { answerManual, ManualArgs } from '../manual-answer.ts';

/** Says that what an Azure job waits for is done: Ferry has it go on. */
export const done = command({
  name: 'done',
  aliases: ['did'],
  role: 'operator',
  help: 'done',
  group: 'trouble',
  kind: 'decision',
  schema: ManualArgs,
  fromText: machineFromText,
  fromButton: (press) => ({ machine: press.id, reason: inputText(press, 'note'), since: press.etag }),
  dryRun: ({ machine, reason }, ctx) => {
    const ahead = { verb: 'done', command: { type: 'answer-manual', done: true, note: reason } } as const;
    return withMigration(ctx, named(machine, ahead), (m) => dryRunOne(ctx, m, ahead));
  },
  run: (args, ctx) => answerManual(ctx, { ...args, done: true }),
});
