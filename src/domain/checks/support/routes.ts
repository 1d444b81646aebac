import type { SourceRoute } from '../../machine.ts';
import { cidrHolds, prefixLength } from './addresses.ts';

/** The route that packets to an address follow: the narrowest that holds it, whether it works or not. */
export function routeTo(routes: readonly SourceRoute[], ip: string): SourceRoute | null {
  const holding = routes.filter((r) => cidrHolds(r.cidr, ip));
  return holding.sort((a, b) => prefixLength(b.cidr) - prefixLength(a.cidr) || Number(b.active) - Number(a.active))[0] ?? null;
}

/** The route to the Internet at large. */
export function defaultRoute(routes: readonly SourceRoute[]): SourceRoute | null {
  return routes.find((r) => r.cidr === '0.0.0.0/0') ?? null;
}
