import { z } from 'zod';
import { decideOnApproval } from '../approval-decision.ts';
import { approvalFromText, ApprovalText, Sentence } from '../arguments.ts';
import { command } from '../command.ts';
import type { Line } from '../line.ts';

const Args = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('list') }),
  z.strictObject({ what: z.literal('break'), id: ApprovalText, reason: Sentence }),
  z.strictObject({ what: z.literal('confirm'), id: ApprovalText }),
  z.strictObject({ what: z.literal('review'), id: ApprovalText, reason: Sentence }),
]);
type Args = z.infer<typeof Args>;

/** Two admins stand in for approvers who cannot be reached; who may is decided by the request itself, so that every refusal is on record. Only ever typed: no card offers it. */
export const breakglass = command<Args>({
  name: 'breakglass',
  aliases: ['break-glass', 'glass'],
  role: 'viewer',
  help: 'breakglass',
  group: 'trouble',
  kind: 'decision',
  schema: Args,
  fromText,
  fromButton: () => ({ what: 'list' }),
  run: async (args, ctx) => {
    if (args.what === 'list') return [{ kind: 'text', text: ctx.words.cards.glass.reviews(await ctx.usecases.openReviews()) }];
    const how = args.what === 'confirm' ? ({ type: 'confirm' } as const) : ({ type: args.what, reason: args.reason } as const);
    return decideOnApproval(ctx, args.id, ctx.usecases.breakGlass({ id: args.id, who: ctx.who, command: how }));
  },
});

function fromText(line: Line): unknown {
  const words = line.words.filter((w) => !/^(?:confirm|confirmed|reviewed|review)[.!]?$/i.test(w));
  const how = line.words.find((w) => !words.includes(w)) ?? '';
  if (line.words.length === 0) return { what: 'list' };
  const named = approvalFromText({ ...line, words });
  const id = 'id' in named ? named.id : undefined;
  if (/^confirm/i.test(how)) return { what: 'confirm', id };
  return { what: /^review/i.test(how) ? 'review' : 'break', id, reason: line.because ?? '' };
}
