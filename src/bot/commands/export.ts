import { z } from 'zod';
import { MachineText } from '../arguments.ts';
import { namedIn } from '../check-arguments.ts';
import { command } from '../command.ts';
import { exportRun, exportTarget } from '../export-target.ts';

/** Gives the findings of a machine or of a check of many machines as a CSV file. */
export const exportFindings = command({
  name: 'export',
  aliases: ['csv', 'download'],
  role: 'viewer',
  help: 'export',
  group: 'look',
  kind: 'look',
  schema: z.strictObject({ target: MachineText, run: z.boolean().default(false) }),
  fromText: ({ words }) => ({ target: namedIn(words).target }),
  inThread: { of: 'both' },
  fromButton: ({ id, data }) => ({ target: id, run: data['run'] }),
  run: ({ target, run }, ctx) => (run ? exportRun(ctx, target) : exportTarget(ctx, target)),
});
