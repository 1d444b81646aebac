import { helpCard } from '../cards/help.ts';
import type { Rendered } from '../cards/rendered.ts';
import { may } from '../domain/access.ts';
import type { Ctx } from './context.ts';

const GROUPS = ['look', 'prepare', 'move', 'decide', 'trouble'] as const;

/** The help card for this place and person; with suggestions it is the answer to something not understood. */
export function helpFor(ctx: Ctx, didYouMean: readonly string[] | null): Rendered {
  const { words } = ctx;
  const mine = ctx.commands.filter((c) => may(ctx.access, ctx.who, c.role));
  const groups = GROUPS.map((group) => ({ title: words.helpGroups[group], lines: mine.filter((c) => c.group === group && c.name !== 'cancel').map((c) => words.help[c.help]) }));
  return helpCard({ place: ctx.where.kind === 'personal' ? 'personal' : 'channel', groups: groups.filter((g) => g.lines.length > 0), didYouMean }, words);
}
