// The answers a handler can give; common headers are added at the gate.
import type { SandboxResponse } from '../http/server.ts';

const jsonHeaders = { 'content-type': 'application/json; charset=utf-8' };

/** A JSON answer. */
export function json(status: number, body: unknown): SandboxResponse {
  return { status, headers: { ...jsonHeaders }, body: JSON.stringify(body) };
}

/** The usual answer to a read. */
export function ok(body: unknown): SandboxResponse {
  return json(200, body);
}

/** An answer to a call that changed the world. */
export function changed(response: SandboxResponse): SandboxResponse {
  return { ...response, accepted: true };
}
