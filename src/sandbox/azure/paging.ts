// Splits lists into small pages with an opaque token, so that every reader really has to page.
import type { SandboxResponse } from '../http/server.ts';
import { ok } from './answers.ts';
import { origin, query, type Call } from './call.ts';
import { armError } from './errors.ts';
import { guidOf } from './ids.ts';

// The token is bound to path and filter: one list's token must not open another list.
function seal(call: Call): string {
  return guidOf(`${call.req.path.toLowerCase()}?${query(call, '$filter') ?? ''}`).slice(0, 8);
}

function tokenFor(call: Call, offset: number): string {
  return Buffer.from(`${seal(call)}:${offset}`).toString('base64url');
}

function offsetOf(call: Call, token: string): number | null {
  const match = /^([0-9a-f]{8}):(\d{1,9})$/.exec(Buffer.from(token, 'base64url').toString('utf8'));
  return match?.[1] === seal(call) ? Number(match[2]) : null;
}

function nextLink(call: Call, tokenName: string, offset: number): string {
  const url = new URL(call.req.url.pathname, origin(call));
  for (const [key, value] of call.req.url.searchParams) if (key.toLowerCase() !== tokenName.toLowerCase()) url.searchParams.append(key, value);
  url.searchParams.append(tokenName, tokenFor(call, offset));
  return url.href;
}

/** What a list shows and how: `view` is called only for the rows of the page. */
export type Listing<T> = { readonly rows: readonly T[]; readonly view: (row: T) => unknown; readonly tokenName?: string; readonly take?: number };

/** One page of a list. */
export function page<T>(call: Call, listing: Listing<T>): SandboxResponse {
  const tokenName = listing.tokenName ?? '$skipToken';
  const token = query(call, tokenName);
  const offset = token === null ? 0 : offsetOf(call, token);
  if (offset === null) return armError(400, 'InvalidSkipToken', 'The skip token of the request is not valid for this list.');
  const size = Math.max(1, Math.min(call.world.options.pageSize, listing.take ?? Infinity));
  const end = offset + size;
  const value = listing.rows.slice(offset, end).map(listing.view);
  return ok({ value, nextLink: end < listing.rows.length ? nextLink(call, tokenName, end) : null });
}
