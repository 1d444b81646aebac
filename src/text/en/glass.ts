/** English words around a break-glass: two admins in place of the approvers. */
import type { Review } from '../../domain/governance/types.ts';
import { utc } from '../format.ts';
import { named, quoted } from '../neutral.ts';

type Said = { readonly id: string; readonly machine: string; readonly reason: string; readonly until: string };

function people(list: readonly string[]): string {
  return list.map(named).join(' and ');
}

function line(r: Review): string {
  return `${r.approvalId}, ${named(r.machine)}: used by ${people(r.people.map((p) => p.name))}, to be reviewed until ${utc(r.due)}. ${quoted(r.reason)}`;
}

export const glassWords = {
  asked: (o: Said & { readonly who: string }): string => `⚠ Break-glass for ${o.id} (${named(o.machine)}): ${named(o.who)} wants to pass without the approvers. ${quoted(o.reason)} Nothing runs on it yet: another admin must confirm with 'breakglass ${o.id} confirm' until ${o.until}.`,
  broken: (o: Said & { readonly who: readonly string[] }): string => `⚠ Break-glass used for ${o.id} (${named(o.machine)}) by ${people(o.who)}, in place of the approvers. ${quoted(o.reason)} Somebody else must review it until ${o.until}: 'breakglass ${o.id} reviewed because …'.`,
  reviewed: (o: { readonly id: string; readonly who: string; readonly reason: string }): string => `The break-glass of ${o.id} was reviewed by ${named(o.who)}. ${quoted(o.reason)}`,
  overdue: (id: string, machine: string, due: string): string => `⚠ Nobody has reviewed the break-glass of ${id} (${named(machine)}); it was due ${due}. An auditor, or an admin who did not use it: 'breakglass ${id} reviewed because …'.`,
  reviews: (open: readonly Review[]): string => (open.length === 0 ? 'No break-glass is to be reviewed.' : ['To be reviewed:', ...open.map(line)].join('\n\n')),
  // On the approval card.
  waits: (o: Omit<Said, 'machine'> & { readonly who: string }): string => `⚠ Break-glass asked for by ${named(o.who)}: ${quoted(o.reason)} Another admin confirms with 'breakglass ${o.id} confirm' until ${o.until}.`,
  used: (who: readonly string[], reason: string): string => `⚠ Approved by break-glass, by ${people(who)}: ${quoted(reason)}`,
  due: (until: string): string => `To be reviewed by somebody else until ${until}.`,
  seen: (who: string, reason: string): string => `Reviewed by ${named(who)}: ${quoted(reason)}`,
};
