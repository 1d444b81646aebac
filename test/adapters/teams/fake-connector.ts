/** A Teams that only counts: an HTTP server which takes what the connector sends and answers as told. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Received = { readonly method: string; readonly path: string; readonly body: Record<string, unknown> };
type Answer = (request: Received, response: ServerResponse) => void;

export type FakeConnector = {
  readonly url: string;
  readonly received: Received[];
  /** How the next requests are answered, until told otherwise. */
  answerWith(answer: Answer): void;
  stop(): Promise<void>;
};

/** Answers as Teams does when all is well. */
export const fine: Answer = (request, response) => {
  const created = request.path === '/v3/conversations';
  json(response, { status: created ? 201 : 200 }, created ? { id: '19:channel@thread.tacv2;messageid=1700000000001', activityId: '19:channel@thread.tacv2;messageid=1700000000001' } : { id: '1700000000002' });
};

/** Answers with a status and Teams' kind of error body. */
export function refuse(status: number, headers: Record<string, string> = {}): Answer {
  return (_request, response) => json(response, { status, headers }, { error: { code: 'ServiceError', message: 'because' } });
}

export async function startFakeConnector(): Promise<FakeConnector> {
  const received: Received[] = [];
  let answer = fine;
  const server = createServer((request, response) => {
    void read(request).then((body) => {
      const one = { method: request.method ?? '', path: decodeURIComponent(request.url ?? ''), body };
      received.push(one);
      answer(one, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    received,
    answerWith: (next) => { answer = next; },
    stop: () => new Promise((resolve) => { server.close(() => resolve()); server.closeAllConnections(); }),
  };
}

async function read(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}

function json(response: ServerResponse, answer: { status: number; headers?: Record<string, string> }, body: object): void {
  const { status, headers = {} } = answer;
  // Restify, where a test loads it, makes writeHead return nothing: no chaining.
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}
