// What a handler gets, what it gives back, and how a route is written down.
import type { SandboxRequest, SandboxResponse } from '../http/server.ts';
import type { World } from '../world/types.ts';
import { fieldsOf, type Fields } from './fields.ts';
import type { State } from './state.ts';

export type Method = 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE';

/** One request on its way to a handler; `now` is virtual time and the state is already settled up to it. */
export type Call = {
  readonly req: SandboxRequest;
  readonly params: Readonly<Record<string, string>>;
  readonly body: Fields;
  readonly now: number;
  readonly state: State;
  readonly world: World;
};

export type Handler = (call: Call) => SandboxResponse;

/** One line of the routing table; segments in braces are parameters. */
export type Route = { readonly method: Method; readonly path: string; readonly handle: Handler };

/** The value of a path parameter. */
export function param(call: Call, name: string): string {
  return call.params[name] ?? '';
}

/** A query parameter, whatever the case of its name. */
export function query(call: Call, name: string): string | null {
  for (const [key, value] of call.req.url.searchParams) if (key.toLowerCase() === name.toLowerCase()) return value;
  return null;
}

/** The `properties` of the body, where ARM keeps everything. */
export function properties(call: Call): Fields {
  return fieldsOf(call.body['properties']);
}

/** Scheme and host as the client wrote them: Azure's absolute urls must lead back to the same door. */
export function origin(call: Call): string {
  return `${call.req.url.protocol}//${call.req.host}`;
}
