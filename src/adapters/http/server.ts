/** The HTTP door: Teams posts activities, operators ask for health. */
import restify from 'restify';
import type { Clock } from '../../ports/clock.ts';
import type { Meter } from '../../ports/telemetry.ts';
import { jsonBody } from './json-body.ts';
import { addOperations, type Operations } from './operations.ts';

/** Time for turns under way to end before Ferry goes on stopping without them; Teams itself has given up by then. */
const DRAIN_MS = 15_000;
/** Time for answers under way to leave before their connections are cut. */
const STOP_GRACE_MS = 5_000;
/**
 * Proxies keep idle connections for their next request, App Service's longest: four minutes. Whoever closes first must be the proxy: a message that it
 * sends over a connection that Ferry closes at that moment is lost, as nobody may send a POST twice.
 */
const KEEP_ALIVE_MS = 250_000;
/** What a caller is told who comes while Ferry stops: another replica answers sooner than that. */
const COME_BACK_SECONDS = '2';

type Answer = { readonly status: number; readonly body?: unknown };
type Deps = Operations & {
  readonly host: string;
  readonly port: number;
  readonly messages: (request: { readonly authorization: string; readonly body: unknown }) => Promise<Answer>;
  /** A file of the exports; null for everything that is wrong with the link. */
  readonly file: (id: string, token: string) => Promise<{ readonly name: string; readonly body: string } | null>;
  readonly meter: Meter;
  readonly clock: Pick<Clock, 'now'>;
  /** How long turns under way may take to end; left out: {@link DRAIN_MS}. */
  readonly drainMs?: number;
};
export type HttpServer = {
  readonly port: number;
  /** Takes no turns any more; resolves when those under way have ended, or have taken too long. The other pages go on. */
  readonly drain: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** Listens; resolves when the port answers, rejects when it is taken. */
export async function startHttpServer(deps: Deps): Promise<HttpServer> {
  const server = restify.createServer({ name: 'Ferry', handleUncaughtExceptions: false });
  server.server.keepAliveTimeout = KEEP_ALIVE_MS;
  const turns = makeTurns(deps.drainMs ?? DRAIN_MS);
  server.pre(restify.plugins.pre.sanitizePath());
  server.pre((request, response, next) => {
    timed(deps, request, response);
    next();
  });
  addOperations(server, deps);
  server.get('/exports/:file', async (request, response) => {
    const file = await fileFor(deps, request).catch((error: unknown) => {
      deps.log.error({ error: String(error) }, 'an export failed');
      return null;
    });
    sendFile(response, file);
  });
  server.post('/api/messages', async (request, response) => {
    const answer = turns.closed() ? null : await turns.during(() => answerTo(deps, request));
    // A kept-alive connection would hold the stop up until it times out; who is refused may still be sending.
    if (turns.closed() || (answer?.status ?? 503) >= 400) response.header('connection', 'close');
    if (answer === null) response.header('retry-after', COME_BACK_SECONDS);
    send(response, answer ?? { status: 503, body: { error: WORDS[503] } });
  });
  server.on('restifyError', (...[, , error, done]: [unknown, unknown, RestifyError, () => void]) => {
    plainly(error);
    done();
  });
  await listening(server, deps);
  const stop = async (): Promise<void> => {
    await turns.drain();
    await stopped(server);
  };
  return { port: server.address().port, drain: turns.drain, stop };
}

/** The turns under way; who waits for them a second time does not wait longer. */
function makeTurns(drainMs: number) {
  const running = new Set<Promise<unknown>>();
  let drained: Promise<void> | null = null;
  const wait = async (): Promise<void> => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, drainMs);
    });
    await Promise.race([Promise.allSettled([...running]), late]);
    clearTimeout(timer);
  };
  return {
    closed: () => drained !== null,
    during: <T>(work: () => Promise<T>): Promise<T> => {
      const turn = work();
      running.add(turn);
      void turn.finally(() => running.delete(turn)).catch(() => undefined);
      return turn;
    },
    drain: (): Promise<void> => (drained ??= wait()),
  };
}

const ROUTES = /^\/(?:healthz|readyz|metrics|api\/messages|exports)(?=\/|$)/;

/** Measures one request; what nobody has a page for is one route, whatever its name. */
function timed({ meter, clock }: Deps, request: restify.Request, response: restify.Response): void {
  const begun = clock.now();
  response.once('close', () => {
    const route = ROUTES.exec(request.path())?.[0] ?? 'other';
    meter.timed('http_requests', clock.now() - begun, { method: /^(?:GET|POST)$/.test(request.method ?? '') ? (request.method ?? '') : 'other', route, status: String(response.statusCode) });
  });
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
  const [, id] = /^(.+)\.(?:csv|jsonl|html)$/.exec(file ?? '') ?? [];
  return id === undefined || token === null ? null : deps.file(id, token);
}

/** Nothing tells a link that has run out from one that was made up, and nobody on the way may keep the file. */
const CONTENT_TYPES: Readonly<Partial<Record<string, string>>> = { csv: 'text/csv; charset=utf-8', jsonl: 'application/jsonl; charset=utf-8', html: 'text/html; charset=utf-8' };

function sendFile(response: restify.Response, file: Awaited<ReturnType<Deps['file']>>): void {
  response.header('cache-control', 'no-store');
  response.header('x-content-type-options', 'nosniff');
  if (file === null) {
    response.json(404, { error: WORDS[404] });
    return;
  }
  const ending = file.name.slice(file.name.lastIndexOf('.') + 1);
  // A page is shown, and can do nothing: no script, nothing from elsewhere.
  if (ending === 'html') response.header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox");
  response.sendRaw(200, file.body, { 'content-type': CONTENT_TYPES[ending] ?? 'application/octet-stream', 'content-disposition': `${ending === 'html' ? 'inline' : 'attachment'}; filename="${file.name.replaceAll(/[^\w.-]/g, '_')}"` });
}

type RestifyError = { statusCode?: number; toJSON?: () => unknown; toString: () => string };

const WORDS: Readonly<Partial<Record<number, string>>> = { 400: 'The body is not JSON.', 404: 'There is nothing here.', 405: 'This method is not supported here.', 413: 'The message is too large.', 415: 'The body must be application/json.', 503: 'Ferry is stopping.' };

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
