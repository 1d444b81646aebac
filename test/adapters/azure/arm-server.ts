// A server on this machine that answers as each test says, for what the sandbox never answers.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { makeReplication } from '../../../src/adapters/azure/replication.ts';
import { makeTargetCloud } from '../../../src/adapters/azure/target.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { Replication } from '../../../src/ports/replication.ts';
import type { TargetCloud } from '../../../src/ports/target.ts';

/** One answer; `body` that is no text is sent as JSON. */
export type Answer = { readonly status: number; readonly body: unknown; readonly headers?: Record<string, string> };
type Asked = { readonly method: string; readonly path: string; readonly query: URLSearchParams; readonly body: string };

export const ok = (body: unknown): Answer => ({ status: 200, body });
export const list = (...value: readonly unknown[]): Answer => ok({ value });
export const refusal = (status: number, code: string, headers: Record<string, string> = {}): Answer => ({ status, body: { error: { code, message: `${code}, says the test.` } }, headers });

export type ArmServer = { readonly url: string; readonly asked: Asked[]; close(): Promise<void> };

/** Starts it; the path that `answer` sees has no query and begins with /subscriptions or /providers. */
export async function startArm(answer: (asked: Asked) => Answer | Promise<Answer>): Promise<ArmServer> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const url = new URL(request.url ?? '', 'http://x');
      const one = { method: request.method ?? '', path: url.pathname, query: url.searchParams, body: Buffer.concat(chunks).toString() };
      asked.push(one);
      void Promise.resolve(answer(one)).then(({ status, body, headers }) => {
        // Not chained: restify, once loaded, makes `writeHead` return nothing.
        response.writeHead(status, { 'content-type': 'application/json', ...headers });
        response.end(typeof body === 'string' ? body : JSON.stringify(body));
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, close: () => closed(server) };
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

export const realClock: Clock = { now: () => Date.now(), nonce: () => '' };
export const GROUP = '/subscriptions/s/resourceGroups/rg';

/** The target behind such a server. */
export function targetAt(server: ArmServer, clock: Clock = realClock): TargetCloud {
  return makeTargetCloud({ subscriptionId: 's', location: 'westeurope', endpoint: server.url, credential: null, deadlineMs: 2_000, clock });
}

/** The vault behind such a server. */
export function replicationAt(server: ArmServer): Replication {
  const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
  return makeReplication({ subscriptionId: 's', vaultResourceGroup: 'g', vaultName: 'v', endpoint: server.url, credential: null, deadlineMs: 2_000, clock: realClock, log });
}
