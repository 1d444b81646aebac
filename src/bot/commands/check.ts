import { z } from 'zod';
import { MachineText, PageNumber } from '../arguments.ts';
import { CheckId, namedIn, targetIn, TopicName } from '../check-arguments.ts';
import { checkMachine } from '../check-machine.ts';
import { pressRun, startRun } from '../check-many.ts';
import { withTarget } from '../check-target.ts';
import { command, type Press } from '../command.ts';
import type { Ctx } from '../context.ts';
import { beginCheck, checkDialog } from '../dialogs/check.ts';
import { exportTarget } from '../export-target.ts';
import { startForm } from '../forms.ts';
import type { Line } from '../line.ts';
import type { Reply } from '../turn.ts';

const Args = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('ask') }),
  z.strictObject({ what: z.literal('run'), id: z.string().min(1).max(300), act: z.enum(['show', 'all', 'cause']).default('show'), page: PageNumber, list: z.enum(['causes', 'machines']).default('causes'), cause: z.string().max(40).default('') }),
  z.strictObject({ what: z.literal('one'), target: MachineText, only: CheckId.nullable().default(null), alone: z.boolean().default(false), topic: TopicName.nullable().default(null), page: z.number().int().min(0).max(10_000).nullable().default(null), csv: z.boolean().default(false) }),
]);
type Args = z.infer<typeof Args>;

/** Runs the prerequisite checks of a machine, a wave or everything; alone it asks what is meant. */
export const check = command<Args>({
  name: 'check',
  aliases: ['recheck', 'verify', 'prerequisites'],
  role: 'viewer',
  help: 'check',
  group: 'look',
  kind: 'look',
  schema: Args,
  fromText,
  inThread: { of: 'both', about: targetIn },
  fromButton,
  run,
});

function fromText({ words }: Line): unknown {
  if (words.length === 0) return { what: 'ask' };
  const { target, only, topic, csv } = namedIn(words);
  return { what: 'one', target, only, alone: only !== null, topic, csv };
}

function fromButton({ id, data }: Press): unknown {
  if (data['run'] === true) return { what: 'run', id, act: data['act'], page: data['page'], list: data['list'], cause: data['cause'] };
  if (id === '') return { what: 'ask' };
  return { what: 'one', target: id, only: data['only'] ?? data['finding'], alone: data['alone'], topic: data['topic'], page: data['page'] };
}

async function run(args: Args, ctx: Ctx): Promise<readonly Reply[]> {
  if (args.what === 'ask') return startForm(ctx, checkDialog, await beginCheck(ctx));
  if (args.what === 'run') return pressRun(ctx, args);
  if (args.csv) return exportTarget(ctx, args.target);
  const { target, only, alone, topic, page } = args;
  const data = { ...(only === null ? {} : { only, alone }), ...(topic === null ? {} : { topic }) };
  return withTarget(ctx, { machine: target, verb: 'check', data }, {
    machine: (row) => checkMachine(ctx, row.machine.instanceId, { only, alone, topic, page }),
    selection: (selection) => startRun(ctx, selection),
  });
}
