/** English words around approvers who let somebody stand in for them. */
import type { Delegation } from '../../domain/governance/types.ts';
import type { Instant } from '../../domain/time.ts';
import { utc } from '../format.ts';
import { named } from '../neutral.ts';

export const delegationWords = {
  list: (all: readonly Delegation[]): string => (all.length === 0 ? "Nobody stands in for an approver now. 'delegate NAME until fri' lets somebody stand in for you." : all.map((d) => `${named(d.to.name)} stands in for ${named(d.from.name)} until ${utc(d.until)}`).join('\n\n')),
  question: (to: string, until: Instant): { readonly title: string; readonly lines: readonly string[]; readonly warnings: readonly string[] } => ({
    title: `Let ${named(to)} approve for you?`,
    lines: [`Until ${utc(until)}. Whatever you may approve, ${named(to)} may approve then; together you count once.`, 'Nobody can approve the own request this way.', 'Whoever stood in for you before does not any more.'],
    warnings: [],
  }),
  endQuestion: { title: 'End that somebody stands in for you?', lines: ['Approvals that were given already go on counting.'], warnings: [] } as { readonly title: string; readonly lines: readonly string[]; readonly warnings: readonly string[] },
  grant: 'Let them approve',
  end: 'End it',
  granted: (to: string, until: Instant): string => `Recorded: ${named(to)} stands in for you until ${utc(until)}.`,
  ended: 'Recorded: nobody stands in for you any more.',
};
