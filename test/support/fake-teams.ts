/** A Teams with Teams' own limits and faults: an HTTP connector that counts by a clock of the test, keeps what people would see, and goes wrong as told. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Json = Record<string, unknown>;

/** A message as people see it. `thread` is the whole conversation id, with the root in a channel. */
export type Seen = { readonly id: string; readonly thread: string; readonly at: number; /** What a phone shows of it. */ readonly summary: string; content: string; edits: number; lastEdit: number };
/** `before`: refused, nothing happened. `after`: done, but the answer says otherwise. `drop`: the connection ends, with or without having done it. */
export type Fault = { readonly status: number; readonly when: 'before' | 'after'; readonly retryAfter?: number } | { readonly status: 'drop'; readonly when: 'before' | 'after' };
export type Call = { readonly kind: 'create' | 'edit'; readonly thread: string; readonly at: number; readonly content: string; readonly summary: string; /** Which message is edited. */ readonly message: string | null };

/** Of one bot in one thread: so many in so many milliseconds. */
const THREAD_LIMITS = [[7, 1_000], [8, 2_000], [60, 30_000], [1_800, 3_600_000]] as const;
const APP_LIMIT = [50, 1_000] as const;

export async function startFakeTeams(now: () => number) {
  const messages: Seen[] = [];
  const calls: Call[] = [];
  /** Calls that came too fast: there should be none. */
  const tooFast: Call[] = [];
  const byThread = new Map<string, number[]>();
  const all: number[] = [];
  const state = { fault: (_call: Call): Fault | null => null, forbidden: new Set<string>(), /** Channels that somebody deleted. */ deleted: new Set<string>() };
  let counter = 1_700_000_000_000;

  function isTooFast(call: Call): boolean {
    const times = byThread.get(call.thread) ?? [];
    byThread.set(call.thread, [...times.filter((t) => t > call.at - 3_600_000), call.at]);
    all.push(call.at);
    const within = (list: readonly number[], ms: number): number => list.filter((t) => t > call.at - ms).length;
    return THREAD_LIMITS.some(([most, ms]) => within(times, ms) >= most) || within(all, APP_LIMIT[1]) > APP_LIMIT[0];
  }

  function done(call: Call, method: string, o: { readonly path: string; readonly body: Json }): { status: number; body: Json } {
    if (method === 'PUT') return edit(call, o.path);
    const id = String(counter++);
    const isNew = o.path === '/v3/conversations';
    const thread = isNew ? `${call.thread};messageid=${id}` : call.thread;
    const root = /;messageid=(.+)$/.exec(call.thread)?.[1];
    if (!isNew && root !== undefined && !messages.some((m) => m.id === root)) return { status: 404, body: { error: { code: 'ConversationNotFound', message: 'gone' } } };
    messages.push({ id, thread, at: call.at, summary: call.summary, content: call.content, edits: 0, lastEdit: call.at });
    return isNew ? { status: 201, body: { id: thread, activityId: thread } } : { status: 201, body: { id } };
  }

  function edit(call: Call, path: string): { status: number; body: Json } {
    const found = messages.find((m) => m.id === path.split('/').at(-1));
    if (found === undefined) return { status: 404, body: { error: { code: 'ActivityNotFoundInConversation', message: 'gone' } } };
    Object.assign(found, { content: call.content, edits: found.edits + 1, lastEdit: call.at });
    return { status: 200, body: { id: found.id } };
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await read(request);
    const path = decodeURIComponent((request.url ?? '').split('?')[0] ?? '');
    const method = request.method ?? '';
    const call = callOf(method, path, body);
    calls.push(call);
    if (isTooFast(call)) {
      tooFast.push(call);
      answer(response, { status: 429, body: { error: { code: 'TooManyRequests', message: 'slow down' } } });
      return;
    }
    if (state.forbidden.has(call.thread.split(';')[0] ?? '')) {
      answer(response, { status: 403, body: { error: { code: 'BotNotInConversationRoster', message: 'not here' } } });
      return;
    }
    if (state.deleted.has(call.thread.split(';')[0] ?? '')) {
      answer(response, { status: 404, body: { error: { code: 'ConversationNotFound', message: 'no such channel' } } });
      return;
    }
    respond(response, state.fault(call), (when) => (when ? done(call, method, { path, body }) : null));
  }

  function respond(response: ServerResponse, fault: Fault | null, act: (when: boolean) => { status: number; body: Json } | null): void {
    const result = act(fault?.when !== 'before');
    if (fault === null) {
      answer(response, result ?? { status: 500, body: {} });
      return;
    }
    if (fault.status === 'drop') {
      response.destroy();
      return;
    }
    const retry: Record<string, string> = fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) };
    answer(response, { status: fault.status, body: { error: { code: 'Planned', message: 'a planned fault' } } }, retry);
  }

  function callOf(method: string, path: string, body: Json): Call {
    const data = (body['channelData'] ?? {}) as { channel?: { id: string } };
    const thread = path === '/v3/conversations' ? (data.channel?.id ?? '') : (/^\/v3\/conversations\/([^/]+)\//.exec(path)?.[1] ?? '');
    const activity = path === '/v3/conversations' ? (body['activity'] as Json) : body;
    return { kind: method === 'PUT' ? 'edit' : 'create', thread, at: now(), content: JSON.stringify([activity['text'] ?? '', activity['attachments'] ?? []]), summary: typeof activity['summary'] === 'string' ? activity['summary'] : '', message: method === 'PUT' ? (path.split('/').at(-1) ?? '') : null };
  }

  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    messages,
    calls,
    tooFast,
    state,
    /** Somebody deletes a message. */
    remove: (id: string): void => { messages.splice(messages.findIndex((m) => m.id === id), 1); },
    stop: () => new Promise<void>((resolve) => { server.close(() => resolve()); server.closeAllConnections(); }),
  };
}

async function read(request: IncomingMessage): Promise<Json> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text === '' ? {} : (JSON.parse(text) as Json);
}

function answer(response: ServerResponse, o: { status: number; body: Json }, headers: Record<string, string> = {}): void {
  response.writeHead(o.status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(o.body));
}
