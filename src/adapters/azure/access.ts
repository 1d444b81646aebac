// Where Azure Resource Manager is and how a client is let in: https with a credential, or the sandbox on loopback.
import type { TokenCredential } from '@azure/identity';
import type { Clock } from '../../ports/clock.ts';

/** What every client of this folder needs. */
export type ArmAccess = {
  /** Without a slash at the end; the token scope is derived from it. */
  readonly endpoint: string;
  readonly credential: TokenCredential | null;
  readonly loopback: boolean;
  readonly deadlineMs: number;
  readonly clock: Clock;
};

const LOOPBACK_HOST = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i;

/** True for a plain http address on this machine, where no token is needed and none may be demanded. */
export function isLoopbackHttp(endpoint: string): boolean {
  const url = URL.parse(endpoint);
  return url !== null && url.protocol === 'http:' && LOOPBACK_HOST.test(url.hostname);
}

/** Checks endpoint and credential once; a bearer token must never leave over plain http. */
export function makeArmAccess(o: { readonly endpoint: string; readonly credential: TokenCredential | null; readonly deadlineMs: number; readonly clock: Clock }): ArmAccess {
  const url = URL.parse(o.endpoint);
  if (url === null) throw new Error('the Azure endpoint is not a URL');
  const loopback = isLoopbackHttp(o.endpoint);
  if (!loopback && url.protocol !== 'https:') throw new Error('the Azure endpoint must use https; plain http is for loopback only');
  if (!loopback && o.credential === null) throw new Error('an Azure endpoint that is not on loopback needs a credential');
  return { ...o, endpoint: o.endpoint.replace(/\/+$/, ''), loopback };
}

/** True when a request to that URL stays with the endpoint's own host: links in answers must not carry the token elsewhere. */
export function isOwnHost(access: ArmAccess, target: string): boolean {
  const own = new URL(access.endpoint);
  const url = URL.parse(target);
  if (url === null || url.protocol !== own.protocol) return false;
  if (access.loopback) return url.host === own.host;
  // Regional front ends are names below the endpoint's own: westeurope.management.azure.com.
  return url.hostname === own.hostname || url.hostname.endsWith(`.${own.hostname}`);
}
