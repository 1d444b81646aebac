import { z } from 'zod';
import { userIdFromActivity } from '../../domain/ids.ts';
import { confirmDialog } from '../confirm-dialog.ts';

const Data = z.discriminatedUnion('what', [
  z.object({ what: z.literal('grant'), to: z.object({ id: z.string().transform(userIdFromActivity), tenant: z.string(), name: z.string() }), until: z.number() }),
  z.object({ what: z.literal('end') }),
]);
/** Who is to stand in, as it was shown. */
export type DelegateData = Readonly<z.infer<typeof Data>>;

/** Shows who would stand in until when, and records it. */
export const delegateDialog = confirmDialog<DelegateData>({
  name: 'delegate',
  data: Data,
  button: (data, ctx) => (data.what === 'end' ? ctx.words.delegation.end : ctx.words.delegation.grant),
  async act(data, ctx) {
    const w = ctx.words.delegation;
    const result = data.what === 'end' ? await ctx.usecases.endDelegation(ctx.who) : await ctx.usecases.delegate({ to: data.to, until: data.until, who: ctx.who });
    if (!result.ok) return { rejection: result.error };
    return { said: data.what === 'end' ? w.ended : w.granted(data.to.name, data.until) };
  },
});
