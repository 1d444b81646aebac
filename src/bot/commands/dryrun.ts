import { z } from 'zod';
import { isApprovalId } from '../../domain/ids.ts';
import { command } from '../command.ts';
import { dryRunApproval } from '../dry-run.ts';
import { dryRunForm } from '../dry-run-form.ts';
import { refuse } from '../replies.ts';

/** Lists what an approval, or the open form, would send, and does nothing; `dryrun` before a command is read as that command with `--dry-run`. */
export const dryrun = command({
  name: 'dryrun',
  aliases: ['dry-run', 'dry', 'rehearse'],
  role: 'viewer',
  help: 'dryrun',
  group: 'look',
  kind: 'look',
  schema: z.strictObject({ text: z.string().max(300) }),
  fromText: ({ words }) => ({ text: words.join(' ').replace(/^run\b\s*/i, '') }),
  fromButton: ({ id }) => ({ text: id }),
  run: async ({ text }, ctx) => {
    const id = text.toUpperCase();
    if (text === '') return dryRunForm(ctx);
    return isApprovalId(id) ? dryRunApproval(ctx, id) : [refuse(ctx, ctx.words.dryRun.usage)];
  },
});
