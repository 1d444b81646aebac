/** The Teams side of the benchmark: takes every post, and tells when the answer to a certain message has come. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Connector = {
  readonly serviceUrl: string;
  /** When the answer to that activity came, by `performance.now()`; null when it did not come in time. */
  answerTo(activityId: string): Promise<number | null>;
  /** The body of the last answer that somebody waited for. */
  lastAnswer(): string;
  close(): Promise<void>;
};

const ANSWER_MS = 20_000;

/** Starts it on any free port. */
export async function startConnector(): Promise<Connector> {
  const waiting = new Map<string, (at: number) => void>();
  let last = '';
  let posts = 0;
  const take = (request: IncomingMessage, body: string): string => {
    const path = decodeURIComponent(request.url ?? '');
    posts += 1;
    // Not every SDK answers at the address of the message; those that do not say in the body what they answer.
    const heard = waiting.get(path.slice(path.lastIndexOf('/') + 1)) ?? waiting.get(/"(?:replyToId|messageId)":"([^"]+)"/.exec(body)?.[1] ?? '');
    if (heard !== undefined) {
      last = body;
      heard(performance.now());
    }
    const id = `${1_700_000_000_000 + posts}`;
    return JSON.stringify(path.endsWith('/v3/conversations') ? { id: `19:bench@thread.tacv2;messageid=${id}`, activityId: id } : { id });
  };
  const server = createServer((request, response) => {
    read(request, (body) => reply(response, take(request, body)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    serviceUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    answerTo: (activityId) =>
      new Promise((resolve) => {
        const done = (at: number | null): void => {
          clearTimeout(timer);
          waiting.delete(activityId);
          resolve(at);
        };
        const timer = setTimeout(done, ANSWER_MS, null);
        waiting.set(activityId, done);
      }),
    lastAnswer: () => last,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function read(request: IncomingMessage, then: (body: string) => void): void {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => then(Buffer.concat(chunks).toString()));
}

function reply(response: ServerResponse, body: string): void {
  response.statusCode = 201;
  response.setHeader('content-type', 'application/json');
  response.end(body);
}
