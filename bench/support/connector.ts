/** The Teams side of the benchmark: takes every post, and tells when the answer to a certain message has come. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DEMO_TENANT } from '../../scripts/demo-settings.ts';

export type Heard = { readonly at: number; readonly body: string };

export type Connector = {
  readonly serviceUrl: string;
  /** The answer to that activity and when it came, by `performance.now()`; null when it did not come in time. */
  answerTo(activityId: string): Promise<Heard | null>;
  close(): Promise<void>;
};

/** As long as anybody waits for an answer. */
export const ANSWER_MS = 20_000;

/** Starts it on any free port. */
export async function startConnector(): Promise<Connector> {
  const waiting = new Map<string, (heard: Heard) => void>();
  let posts = 0;
  const take = (request: IncomingMessage, body: string): string => {
    const path = decodeURIComponent(request.url ?? '');
    posts += 1;
    // Not every SDK answers at the address of the message; those that do not say in the body what they answer.
    const heard = waiting.get(path.slice(path.lastIndexOf('/') + 1)) ?? waiting.get(/"(?:replyToId|messageId)":"([^"]+)"/.exec(body)?.[1] ?? '');
    heard?.({ at: performance.now(), body });
    const id = `${1_700_000_000_000 + posts}`;
    return JSON.stringify(path.endsWith('/v3/conversations') ? { id: `19:bench@thread.tacv2;messageid=${id}`, activityId: id } : { id });
  };
  const server = createServer((request, response) => {
    read(request, (body) => (request.method === 'GET' ? reply(response, 200, memberAt(request.url ?? '')) : reply(response, 201, take(request, body))));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    serviceUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    answerTo: (activityId) =>
      new Promise((resolve) => {
        const done = (heard: Heard | null): void => {
          clearTimeout(timer);
          waiting.delete(activityId);
          resolve(heard);
        };
        const timer = setTimeout(done, ANSWER_MS, null);
        waiting.set(activityId, done);
      }),
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

/** What Teams knows of somebody who types in a benchmark. */
function memberAt(url: string): string {
  const [id = '', nr = '0'] = /29:user-(\d+)$/.exec(decodeURIComponent(url)) ?? [];
  return JSON.stringify({ id, name: `User ${nr}`, aadObjectId: `00000000-0000-4000-8000-${nr.padStart(12, '0')}`, userPrincipalName: `user-${nr}@contoso.example`, userRole: 'user', tenantId: DEMO_TENANT });
}

function reply(response: ServerResponse, status: number, body: string): void {
  response.statusCode = status;
  response.setHeader('content-type', 'application/json');
  response.end(body);
}
