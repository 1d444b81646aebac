import { inputText, machineFromText } from '../arguments.ts';
import { command } from '../command.ts';
import { answerManual, ManualArgs } from '../manual-answer.ts';

/** Says that what an Azure job waits for cannot be done: it stays as it is. */
export const cannot = command({
  name: 'cannot',
  aliases: ["can't", 'cant'],
  role: 'operator',
  help: 'cannot',
  group: 'trouble',
  kind: 'decision',
  schema: ManualArgs,
  fromText: machineFromText,
  fromButton: (press) => ({ machine: press.id, reason: inputText(press, 'reason'), since: press.etag }),
  run: (args, ctx) => answerManual(ctx, { ...args, done: false }),
});
