/** Words of what replication costs. An amount is only told where somebody set a price. */
import type { Price } from '../../domain/cost/cost.ts';
import { duration, utc } from '../format.ts';
import { named } from '../neutral.ts';

const plural = (n: number, one: string, many: string): string => (n === 1 ? `1 ${one}` : `${n} ${many}`);
const few = (names: readonly string[], most = 6): string => `${names.slice(0, most).map(named).join(', ')}${names.length > most ? ` and ${names.length - most} more` : ''}`;
/** An amount in the currency of the settings. */
export const money = (amount: number, price: Price): string => `${amount.toFixed(2)} ${named(price.currency)}`;

export const costWords = {
  title: (wave: string | null): string => (wave === null ? 'What replication costs' : `What replication of ${named(wave)} costs`),
  verdict: (o: { readonly all: number; readonly paid: number; readonly soon: number; readonly tests: number; readonly leftOn: number }): string => {
    const parts = [o.paid > 0 ? `${o.paid} past the free 31 days` : null, o.soon > 0 ? `${o.soon} near their end` : null, o.tests > 0 ? `${plural(o.tests, 'test machine', 'test machines')} up for more than 48 h` : null, o.leftOn > 0 ? `${o.leftOn} replicated after failover or rollback` : null].filter((p) => p !== null);
    return o.all === 0 ? 'no machine is replicated' : `${plural(o.all, 'machine', 'machines')}: ${parts.length === 0 ? 'nothing to do' : parts.join(' · ')}`;
  },
  days: 'Site Recovery is free for 31 days for each machine, counted from the day on which replication was turned on. The machines and disks that a test or a failover makes cost as any Azure machine does.',
  noPrice: 'No price is set (FERRY_ASR_PRICE), so no amount is shown.',
  price: (p: Price, total: number): string => `At ${money(p.amount, p)} for a machine and month: ${money(total, p)} since the free days ended.`,
  headings: { paid: 'Paid now', soon: 'Free days end soon', tests: 'Test machines', leftOn: 'Replication left on', free: 'Free' },
  day: (o: { readonly names: readonly string[]; readonly day: number; readonly wave: string | null; readonly until: number }): string => `${o.wave === null ? '' : `${named(o.wave)}: `}${few(o.names)} · day ${o.day}, free until ${utc(o.until)}`,
  free: (o: { readonly names: readonly string[]; readonly day: number; readonly until: number }): string => `${plural(o.names.length, 'machine', 'machines')}, the oldest at day ${o.day}: free until ${utc(o.until)}`,
  test: (o: { readonly name: string; readonly wave: string | null; readonly upMs: number; readonly until: number | null }): string => `${o.wave === null ? '' : `${named(o.wave)}: `}${named(o.name)} · up for ${duration(o.upMs)}${o.until === null ? '' : `, wanted until ${utc(o.until)}`}`,
  leftOn: (o: { readonly names: readonly string[]; readonly wave: string | null; readonly sinceMs: number; readonly after: 'failover' | 'rollback' }): string => `${o.wave === null ? '' : `${named(o.wave)}: `}${few(o.names)} · ${o.after === 'failover' ? `in Azure for ${duration(o.sinceMs)}; 'complete' ends it` : `gone back ${duration(o.sinceMs)} ago; disable its replication in the vault, or replicate it again`}`,
  typed: (verdict: string | null, complete: string | null): string => [verdict === null ? null : `'verdict ${verdict} works' removes a test machine, 'extend ${verdict} 2d' keeps it`, complete === null ? null : `'complete ${complete}' ends its replication`].filter((p) => p !== null).join('; '),
  clean: (name: string): string => `Clean up ${name}`,
  complete: (name: string): string => `Complete ${name}`,
  extend: (name: string): string => `Keep ${name} 2 days longer`,
  refresh: 'Refresh',
  noWave: "I know no such wave. 'cost' shows everything, 'wave' lists the waves.",
  extended: (name: string, until: string): string => `Noted: the test machine of ${named(name)} stays up until ${until}. Nobody is reminded of it before; it costs as long as it is up.`,
  extendUsage: "Say how long, for example 'extend web07 2d', at most 14 days from now.",
  reminder: (o: { readonly of: string; readonly names: readonly string[]; readonly day: number; readonly until: number }): string =>
    o.day >= 31
      ? `${named(o.of)}: the free 31 days of ${few(o.names)} are over since ${utc(o.until)}. Each month of replication is paid now until it is completed. 'cost' shows what can be ended.`
      : `${named(o.of)}: ${few(o.names)} reached day ${o.day} of the free 31 days, which end ${utc(o.until)}. 'cost' shows what can be ended.`,
};
