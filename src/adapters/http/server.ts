/** The HTTP door: Teams posts activities, operators ask for health. */
import restify from 'restify';
import type { Log } from '../../ports.ts';

/** Teams' own messages stay below 100 KB; a card's form adds little. */
const MOST_BYTES = 256 * 1024;
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
  const body = [onlyPlainJson, ...restify.plugins.bodyParser({ maxBodySize: MOST_BYTES, mapParams: false })];
  server.post('/api/messages', body, async (request, response) => {
    const answer = await deps.messages({ authorization: request.header('authorization', ''), body: request.body as unknown }).catch((error: unknown) => {
      deps.log.error({ error: String(error) }, 'a request failed');
      return { status: 500 };
    });
    // A kept-alive connection would hold the stop up until it times out.
    if (stopping) response.header('connection', 'close');
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

/** Restify's reader ends the process over a body that only claims to be gzip, and its form parser leaves uploads on the disk: nothing but plain JSON is let near them. */
function onlyPlainJson(request: restify.Request, response: restify.Response, next: restify.Next): void {
  const json = /^application\/(?:[\w.+-]+\+)?json$/i.test(request.contentType());
  const plain = /^(?:identity)?$/i.test(request.header('content-encoding', ''));
  if (json && plain) {
    next();
    return;
  }
  response.json(415, { error: WORDS[415] });
  next(false);
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
