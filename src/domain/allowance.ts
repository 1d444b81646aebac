import { MINUTE, type Instant } from './time.ts';

/** What somebody may still do: it refills evenly, up to what a minute allows. */
export type Allowance = { readonly left: number; readonly at: Instant };

/** Takes one from an allowance, or shows that there is none left. A null one is whole. */
export function spend(before: Allowance | null, o: { readonly now: Instant; readonly perMinute: number }): { readonly after: Allowance; readonly granted: boolean } {
  const left = refilled(before, o);
  return left < 1 ? { after: { left, at: o.now }, granted: false } : { after: { left: left - 1, at: o.now }, granted: true };
}

/** How much there is by now. A clock that was set back refills nothing. */
export function refilled(before: Allowance | null, o: { readonly now: Instant; readonly perMinute: number }): number {
  if (before === null) return o.perMinute;
  return Math.min(o.perMinute, before.left + (Math.max(0, o.now - before.at) / MINUTE) * o.perMinute);
}
