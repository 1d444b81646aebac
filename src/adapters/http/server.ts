/** The HTTP door: Teams posts activities, operators ask for health. */
import restify from 'restify';
import type { Log } from '../../ports.ts';
import { jsonBody } from './json-body.ts';

/** Time for turns under way to end before their connections are cut. */
const STOP_GRACE_MS = 5_000;

/** What `GET /healthz` answers: 200 when `ok`, else 503. */
export type Health = { readonly ok: boolean; readonly store: boolean; readonly lastTickAgeSeconds: number | null };

type Answer = { readonly status: number; readonly body?: unknown };
type Deps = {
  readonly host: string;
  readonly port: number;
  readonly messages: (request: { readonly authorization: string; readonly body: unknown }) => Promise<Answer>;
  readonly health: () => Promise<Health>;
  /** A file of the exports; null for everything that is wrong with the link. */
  readonly file: (id: string, token: string) => Promise<{ readonly name: string; readonly body: string } | null>;
  readonly log: Log;
};
export type HttpServer = { readonly port: number; readonly stop: () => Promise<void> };

/** Listens; resolves when the port answers, rejects when it is taken. */
export async function startHttpServer(deps: Deps): Promise<HttpServer> {
  const server = restify.createServer({ name: 'Ferry', handleUncaughtExceptions: false });
  let stopping = false;
  server.pre(restify.plugins.pre.sanitizePath());
  server.get('/healthz', async (_request, response) => {
    const health = await deps.health().catch(() => ({ ok: false, store: false, lastTickAgeSeconds: null }));
    response.json(health.ok ? 200 : 503, health);
  });
  server.get('/exports/:file', async (request, response) => {
    const file = await fileFor(deps, request).catch((error: unknown) => {
      deps.log.error({ error: String(error) }, 'an export failed');
      return null;
    });
    sendFile(response, file);
  });
  server.post('/api/messages', async (request, response) => {
    const answer = await answerTo(deps, request);
    // A kept-alive connection would hold the stop up until it times out; who is refused may still be sending.
    if (stopping || answer.status >= 400) response.header('connection', 'close');
    send(response, answer);
  });
  server.on('restifyError', (...[, , error, done]: [unknown, unknown, RestifyError, () => void]) => {
    plainly(error);
    done();
  });
  await listening(server, deps);
  const stop = () => {
    stopping = true;
    return stopped(server);
  };
  return { port: server.address().port, stop };
}

async function answerTo(deps: Deps, request: restify.Request): Promise<Answer> {
  const read = await jsonBody(request);
  if (!read.ok) return { status: read.status, body: { error: WORDS[read.status] } };
  return deps.messages({ authorization: request.header('authorization', ''), body: read.body }).catch((error: unknown) => {
    deps.log.error({ error: String(error) }, 'a request failed');
    return { status: 500 };
  });
}

async function fileFor(deps: Deps, request: restify.Request): ReturnType<Deps['file']> {
  const { file } = request.params as { readonly file?: string };
  const token = new URLSearchParams(request.getQuery()).get('t');
  const [, id] = /^(.+)\.(?:csv|jsonl)$/.exec(file ?? '') ?? [];
  return id === undefined || token === null ? null : deps.file(id, token);
}

/** Nothing tells a link that has run out from one that was made up, and nobody on the way may keep the file. */
function sendFile(response: restify.Response, file: Awaited<ReturnType<Deps['file']>>): void {
  response.header('cache-control', 'no-store');
  response.header('x-content-type-options', 'nosniff');
  if (file === null) {
    response.json(404, { error: WORDS[404] });
    return;
  }
  response.sendRaw(200, file.body, { 'content-type': file.name.endsWith('.csv') ? 'text/csv; charset=utf-8' : 'application/jsonl; charset=utf-8', 'content-disposition': `attachment; filename="${file.name.replaceAll(/[^\w.-]/g, '_')}"` });
}

type RestifyError = { statusCode?: number; toJSON?: () => unknown; toString: () => string };

const WORDS: Readonly<Partial<Record<number, string>>> = { 400: 'The body is not JSON.', 404: 'There is nothing here.', 405: 'This method is not supported here.', 413: 'The message is too large.', 415: 'The body must be application/json.' };

/** Restify shows the parser's or a bug's own words; nobody outside needs those. */
function plainly(error: RestifyError): void {
  const words = WORDS[error.statusCode ?? 500] ?? 'The request could not be handled.';
  error.toJSON = () => ({ error: words });
  error.toString = () => words;
}

function send(response: restify.Response, answer: Answer): void {
  if (answer.body === undefined) response.send(answer.status);
  else if (typeof answer.body === 'string') response.sendRaw(answer.status, answer.body, { 'content-type': 'text/plain; charset=utf-8' });
  else response.json(answer.status, answer.body);
}

function listening(server: restify.Server, at: { readonly host: string; readonly port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    // Restify passes the socket server's errors on to itself.
    server.once('error', reject);
    server.listen(at.port, at.host, () => {
      server.removeListener('error', reject);
      resolve();
    });
  });
}

/** Takes no new requests, lets those under way end, then cuts what is left. */
function stopped(server: restify.Server): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.server.closeAllConnections(), STOP_GRACE_MS);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.server.closeIdleConnections();
  });
}
