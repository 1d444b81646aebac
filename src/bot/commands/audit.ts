import { z } from 'zod';
import { machineIn, MachineText } from '../arguments.ts';
import { auditExport, auditRecords, auditVerify } from '../audit-target.ts';
import { command } from '../command.ts';
import type { Line } from '../line.ts';

const ACTS = ['show', 'verify', 'export'] as const;

/** Shows the audit, walks its hashes, or gives it as files. */
export const audit = command({
  name: 'audit',
  aliases: ['auditlog'],
  role: 'auditor',
  help: 'audit',
  group: 'look',
  kind: 'look',
  schema: z.strictObject({ target: MachineText.default('all'), act: z.enum(ACTS).default('show') }),
  fromText,
  inThread: { of: 'both', about: (words) => words.filter((word) => !ACTS.some((act) => act === word.toLowerCase())) },
  fromButton: ({ id, data }) => ({ target: id, act: data['act'] }),
  run: ({ target, act }, ctx) => {
    if (act === 'verify') return auditVerify(ctx, target);
    return act === 'export' ? auditExport(ctx, target) : auditRecords(ctx, target);
  },
});

/** `audit verify web-01`, `audit web-01 verify` and `audit verify` alone are understood. */
function fromText({ words }: Line): object {
  const act = ACTS.find((known) => words.some((word) => word.toLowerCase() === known));
  const target = machineIn(words.filter((word) => word.toLowerCase() !== act));
  return { ...(target === undefined ? {} : { target }), ...(act === undefined ? {} : { act }) };
}
