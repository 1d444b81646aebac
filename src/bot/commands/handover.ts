import { z } from 'zod';
import { waitLine } from '../../cards/next.ts';
import type { Wait } from '../../domain/board/inbox.ts';
import type { Wave } from '../../domain/wave/types.ts';
import type { Words } from '../../text/en.ts';
import type { BoardWave, Inbox } from '../../usecases/board-types.ts';
import { command } from '../command.ts';
import type { Ctx } from '../context.ts';
import { refuse, say } from '../replies.ts';
import { noSuchWave } from '../wave-change.ts';

/** Posts to the thread of a wave what whoever takes over has to know: who did what, what is open, and until when. */
export const handover = command({
  name: 'handover',
  aliases: ['shift'],
  role: 'operator',
  help: 'handover',
  group: 'look',
  kind: 'look',
  schema: z.strictObject({ wave: z.string().trim().min(1).max(60) }),
  fromText: ({ words }) => ({ wave: words.filter((word) => !/^(?:of|for|wave)$/i.test(word)).join(' ') }),
  inThread: { of: 'wave' },
  fromButton: ({ id }) => ({ wave: id }),
  run: async ({ wave: named }, ctx) => {
    const wave = await ctx.usecases.waveByName(named);
    if (wave === null) return [refuse(ctx, await noSuchWave(ctx, named))];
    const text = await textOf(ctx, wave);
    const posted = await ctx.usecases.handOver({ id: wave.id, text });
    return [say(ctx, posted ? ctx.words.notices.handover.posted(wave.name) : text)];
  },
});

async function textOf(ctx: Ctx, wave: Wave): Promise<string> {
  const [fleet, inbox, facts] = await Promise.all([ctx.usecases.fleet(), ctx.usecases.inbox({ who: ctx.who, access: ctx.access, all: true }), ctx.usecases.handoverFacts(wave.id)]);
  const waits = waitsOf(wave, inbox);
  const { words } = ctx;
  return words.notices.handover.text({
    wave: wave.name,
    by: ctx.who.name,
    at: facts.now,
    asOf: fleet.asOf,
    ...standOf(fleet.waves.find((w) => w.wave.id === wave.id) ?? null, words),
    done: facts.done.map(({ record: r, machine }) => ({ at: r.at, who: r.actor.kind === 'person' ? r.actor.person.name : '', machine, what: words.history(r.event) })),
    waits: waits.map((w) => waitLine(w, words)),
    deadlines: { window: wave.window, answers: waits.flatMap((w) => (w.request === null ? [] : [{ id: w.ref ?? '', until: w.request.until }])), freeUntil: facts.freeUntil },
    link: ctx.exports.link({ kind: 'report', id: wave.name })?.url ?? null,
  });
}

/** The same as its line on the board. */
function standOf(line: BoardWave | null, words: Words): { readonly state: readonly string[]; readonly risk: string | null } {
  if (line === null) return { state: [], risk: null };
  const { progress, notable } = words.cards.board;
  const risks = line.forecast?.risks ?? [];
  return { state: [progress(line.progress), ...notable(line.tally, line.approvals.length)], risk: risks.length === 0 ? null : words.forecast.atRisk(risks) };
}

/** Requests for one of its machines among them. */
function waitsOf(wave: Wave, inbox: Inbox): readonly Wait[] {
  const names = new Set(wave.members.map((m) => m.name));
  return inbox.waits.filter((w) => w.wave === wave.name || (w.kind === 'approval' && w.wave === null && names.has(w.about)));
}
