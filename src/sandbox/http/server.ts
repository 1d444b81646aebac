// The HTTP door of the sandbox: reads a request, lets faults interfere, has it handled, and writes it into the journal.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { realNow } from '../world/clock.ts';
import type { FaultEffect, FaultRule } from '../world/faults.ts';
import type { World } from '../world/types.ts';
import { readBody } from './body.ts';
import { faultAnswer, type Dialect } from './fault-answer.ts';
import type { SandboxRequest, SandboxResponse } from './messages.ts';

export type { SandboxRequest, SandboxResponse };

type Handle = (req: SandboxRequest) => Promise<SandboxResponse> | SandboxResponse;

type ServerOptions = {
  name: 'ec2' | 'azure';
  host: string;
  port: number;
  world: World;
  handle: Handle;
  actionOf?(req: SandboxRequest): string | null;
  /** Answers paths below /_sandbox, which know neither journal nor faults. */
  control?: Handle;
};

/** Opens one server; port 0 means any free one. */
export async function startServer(o: ServerOptions): Promise<{ port: number; close(): Promise<void> }> {
  const server = createServer((incoming, outgoing) => {
    serve(o, incoming, outgoing).catch((error: unknown) => {
      // A client that went away in the middle of its own request is no news.
      if (!incoming.destroyed || incoming.complete) process.stderr.write(`sandbox ${o.name}: ${describe(error)}\n`);
      outgoing.destroy();
    });
  });
  server.keepAliveTimeout = 30_000;
  await listen(server, o);
  return { port: (server.address() as AddressInfo).port, close: () => close(server) };
}

async function serve(o: ServerOptions, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  outgoing.setHeader('date', new Date(o.world.clock.now()).toUTCString());
  const body = await readBody(incoming);
  if (body === null) {
    send(outgoing, { status: 413, headers: { connection: 'close' }, body: 'The body is larger than 5 MB.' });
    return;
  }
  const req = toRequest(incoming, body);
  if (req === null) {
    send(outgoing, { status: 400, body: 'The request line or the Host header is not valid.' });
    return;
  }
  if (o.control && /^\/_sandbox(\/|$)/.test(req.path)) {
    send(outgoing, await handled(o, o.control, req));
    return;
  }
  await serveWithFaults(o, req, outgoing);
}

async function serveWithFaults(o: ServerOptions, req: SandboxRequest, outgoing: ServerResponse): Promise<void> {
  const action = o.actionOf?.(req) ?? null;
  const fault = o.world.faults.take({ server: o.name, method: req.method, path: req.path, action });
  const { result, answer } = await carryOut(o, req, fault);
  record(o, req, { action, fault, status: answer?.status ?? -1, accepted: result?.accepted === true });
  if (answer) send(outgoing, answer);
  else outgoing.destroy();
}

type Outcome = { readonly result: SandboxResponse | null; readonly answer: SandboxResponse | null };

// `result` is what really happened, `answer` what the caller is told; null is silence.
async function carryOut(o: ServerOptions, req: SandboxRequest, fault: FaultRule | null): Promise<Outcome> {
  if (fault?.effect.delayMs) await delay(fault.effect.delayMs);
  if (fault === null || isDelayOnly(fault.effect)) {
    const result = await handled(o, o.handle, req);
    return { result, answer: result };
  }
  const result = fault.effect.afterwards === true ? await handled(o, o.handle, req) : null;
  return { result, answer: faultAnswer(dialectOf(o, req), fault.effect) };
}

function dialectOf(o: ServerOptions, req: SandboxRequest): Dialect {
  return o.name === 'ec2' && req.headers['x-amz-target'] !== undefined ? 'aws-json' : o.name;
}

function isDelayOnly({ status, drop, afterwards }: FaultEffect): boolean {
  return status === undefined && drop !== true && afterwards !== true;
}

type Recorded = { readonly action: string | null; readonly fault: FaultRule | null; readonly status: number; readonly accepted: boolean };

function record(o: ServerOptions, req: SandboxRequest, { fault, ...recorded }: Recorded): void {
  o.world.journal.add({
    at: new Date(o.world.clock.now()).toISOString(),
    realAt: new Date(realNow()).toISOString(),
    server: o.name,
    method: req.method,
    path: req.path,
    query: req.url.search,
    body: req.body,
    fault: fault?.id ?? null,
    ...recorded,
  });
}

async function handled(o: ServerOptions, handle: Handle, req: SandboxRequest): Promise<SandboxResponse> {
  try {
    return await handle(req);
  } catch (error) {
    process.stderr.write(`sandbox ${o.name}: ${req.method} ${req.path}: ${describe(error)}\n`);
    return { status: 500, body: 'The sandbox failed while handling this request; its error output says why.' };
  }
}

function toRequest(incoming: IncomingMessage, body: string): SandboxRequest | null {
  const host = incoming.headers.host ?? '127.0.0.1';
  const target = incoming.url ?? '/';
  if (!target.startsWith('/') || !URL.canParse(target, `http://${host}`)) return null;
  const url = new URL(`http://${host}${target}`);
  const headers: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(incoming.headers)) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  return { method: incoming.method ?? 'GET', url, path: url.pathname, headers, body, host };
}

function send(outgoing: ServerResponse, answer: SandboxResponse): void {
  outgoing.writeHead(answer.status, { ...answer.headers, 'content-length': String(Buffer.byteLength(answer.body)) });
  outgoing.end(answer.body);
}

function listen(server: Server, o: { host: string; port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(o.port, o.host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
