import { z } from 'zod';
import { doctorCard, permissionsCard } from '../../cards/doctor.ts';
import { utc } from '../../text/format.ts';
import { command } from '../command.ts';
import type { Ctx } from '../context.ts';
import { card, refuse, say, swap } from '../replies.ts';
import type { Reply } from '../turn.ts';

const ACTS = ['look', 'notice', 'permissions'] as const;

/** Says what is wrong with Ferry's own set-up and what cures it, tries a notice here, or lists what Ferry needs to be allowed. */
export const doctor = command({
  name: 'doctor',
  aliases: ['diagnose', 'selftest'],
  role: 'admin',
  help: 'doctor',
  group: 'trouble',
  kind: 'look',
  schema: z.strictObject({ act: z.enum(ACTS).default('look'), pressed: z.boolean() }),
  fromText: ({ words }) => ({ act: ACTS.find((act) => words.some((word) => word.toLowerCase().replace(/^-+/, '') === act)), pressed: false }),
  fromButton: ({ data }) => ({ act: data['act'], pressed: true }),
  run: async ({ act, pressed }, ctx) => {
    if (act === 'notice') return notice(ctx);
    if (act === 'permissions') return card(permissionsCard(ctx.doctor.permissions(), ctx.words));
    const report = await ctx.doctor.doctor(ctx.where.conversation);
    const made = doctorCard({ report, now: ctx.clock.now() }, ctx.words);
    return pressed ? swap(made) : card(made);
  },
});

async function notice(ctx: Ctx): Promise<readonly Reply[]> {
  const w = ctx.words.cards.doctor;
  const sent = await ctx.doctor.sendNotice({ here: ctx.where.conversation, text: w.notice(ctx.who.name, utc(ctx.clock.now())) });
  return sent.ok ? [say(ctx, w.noticeSent(sent.value.activityId))] : [refuse(ctx, w.noticeNotSent(sent.error))];
}
