/** A Teams that remembers: an HTTP connector which keeps every message as people would see it, and people who type and press. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

export const TENANT = '00000000-0000-4000-8000-0000000000aa';
/** Teams itself gives up earlier; a bot under test may run on a busy machine. */
const ANSWER_MS = 20_000;
const BOT = { id: '28:ferry', name: 'Ferry' };

export type User = { readonly id: string; readonly name: string; readonly oid: string; readonly tenant?: string };
export const OLA: User = { id: '29:ola', name: 'Ola Operator', oid: '00000000-0000-4000-8000-000000000a01' };
export const ANA: User = { id: '29:ana', name: 'Ana Approver', oid: '00000000-0000-4000-8000-000000000a02' };
export const EVE: User = { id: '29:eve', name: 'Eve Elsewhere', oid: '00000000-0000-4000-8000-000000000e01', tenant: '00000000-0000-4000-8000-0000000000ee' };

export type Where = { readonly kind: 'channel' | 'personal'; readonly id: string };
export const CHANNEL: Where = { kind: 'channel', id: '19:migration@thread.tacv2' };
export const CHAT: Where = { kind: 'personal', id: 'a:ola-and-ferry' };

type Json = Record<string, unknown>;
/** One message of the bot as it stands now; `thread` is the root's id for replies in a channel. */
export type Message = { readonly id: string; readonly conversation: string; readonly thread: string | null; text: string; card: Json | null; edits: number; readonly order: number; /** Real time of its creation. */ readonly at: number };
export type Button = { readonly verb: string; readonly title: string; readonly data: Json; readonly message: Message };
export type Invoked = { readonly status: number; readonly type: string; readonly text: string; readonly card: Json | null };

/** One call of the bot to the connector. */
export type ConnectorCall = { readonly kind: 'create' | 'edit' | 'other'; /** Names the conversation, and the message when one is edited. */ readonly path: string; readonly body: Json };
/** What goes wrong with a call: `status` instead of doing it, or, `afterwards`, although it was done; `delayMs` before the answer. */
export type ConnectorFault = { readonly status?: number; readonly afterwards?: boolean; readonly delayMs?: number };

export type Chat = Awaited<ReturnType<typeof startChat>>;

/** Starts the connector; `botUrl` may change when the bot is restarted on another port. */
export async function startChat(bot: { url: string }) {
  const messages: Message[] = [];
  /** Ids of the people whom Teams' own list calls guests; of everybody else it knows nothing. */
  const guests = new Set<string>();
  const faults = { of: (_call: ConnectorCall): ConnectorFault | null => null };
  let counter = 1_700_000_000_000;
  const next = (): string => String(counter++);

  function keep(conversation: string, activity: Json): Message {
    const [channel = '', thread] = conversation.split(';messageid=');
    const message: Message = { id: next(), conversation: channel, thread: thread ?? null, order: messages.length, edits: 0, at: Date.now(), ...contentOf(activity) };
    messages.push(message);
    return message;
  }

  function route(method: string, path: string, body: Json): { status: number; body: Json } {
    if (method === 'POST' && path === '/v3/conversations') {
      const data = body['channelData'] as { channel: { id: string } };
      const root = keep(data.channel.id, body['activity'] as Json);
      return { status: 201, body: { id: `${data.channel.id};messageid=${root.id}`, activityId: `${data.channel.id};messageid=${root.id}` } };
    }
    const member = /^\/v3\/conversations\/[^/]+\/members\/([^/]+)$/.exec(path)?.[1] ?? '';
    if (method === 'GET' && guests.has(member)) return { status: 200, body: { id: member, userRole: 'guest' } };
    const found = /^\/v3\/conversations\/([^/]+)\/activities(?:\/([^/]+))?$/.exec(path);
    if (found === null) return { status: 404, body: {} };
    const [, conversation = '', activityId = ''] = found;
    if (method === 'PUT') return edit(activityId, body);
    return { status: 200, body: { id: keep(conversation, body).id } };
  }

  function edit(id: string, body: Json): { status: number; body: Json } {
    const message = messages.find((m) => m.id === id);
    if (message === undefined) return { status: 404, body: { error: { code: 'ActivityNotFoundInConversation', message: 'gone' } } };
    Object.assign(message, contentOf(body), { edits: message.edits + 1 });
    return { status: 200, body: { id } };
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await read(request);
    const method = request.method ?? '';
    const path = decodeURIComponent((request.url ?? '').split('?')[0] ?? '');
    const fault = faults.of({ kind: method === 'POST' ? 'create' : method === 'PUT' ? 'edit' : 'other', path, body });
    const done = fault?.status === undefined || fault.afterwards === true ? route(method, path, body) : null;
    if (fault?.delayMs !== undefined) await pause(fault.delayMs);
    answer(response, fault?.status !== undefined || done === null ? { status: fault?.status ?? 500, body: { error: { code: 'Planned', message: 'a planned fault' } } } : done);
  }

  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const serviceUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;

  async function deliver(activity: Json): Promise<{ status: number; body: unknown }> {
    const response = await fetch(`${bot.url}/api/messages`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ serviceUrl, channelId: 'msteams', id: next(), recipient: BOT, ...activity }), signal: AbortSignal.timeout(ANSWER_MS) });
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : safeJson(text) };
  }

  function frame(who: User, where: Where, thread: string | null): Json {
    const tenant = who.tenant ?? TENANT;
    const base = { from: { id: who.id, name: who.name, aadObjectId: who.oid } };
    if (where.kind === 'personal') return { ...base, conversation: { id: where.id, conversationType: 'personal', tenantId: tenant }, channelData: { tenant: { id: tenant } } };
    const id = thread === null ? where.id : `${where.id};messageid=${thread}`;
    return { ...base, conversation: { id, conversationType: 'channel', tenantId: tenant, isGroup: true }, channelData: { tenant: { id: tenant }, team: { id: '19:team@thread.tacv2' }, channel: { id: where.id, name: 'migration' } } };
  }

  /** Types a line (with the mention that a channel needs); resolves with what the bot posted in answer. */
  async function say(who: User, text: string, where: Where = CHANNEL): Promise<readonly Message[]> {
    const before = messages.length;
    const mention = where.kind === 'channel' ? { text: `<at>Ferry</at> ${text}`, entities: [{ type: 'mention', text: '<at>Ferry</at>', mentioned: BOT }] } : { text };
    await deliver({ type: 'message', ...frame(who, where, where.kind === 'channel' ? next() : null), ...mention });
    return messages.slice(before);
  }

  /** Presses a button with the inputs filled in. */
  async function press(who: User, button: Button, inputs: Json = {}, where: Where = CHANNEL): Promise<Invoked> {
    return invoke(who, { message: button.message, verb: button.verb, data: { ...button.data, ...askedToType(button), ...inputs } }, where);
  }

  async function invoke(who: User, o: { readonly message: Message; readonly verb: string; readonly data: unknown }, where: Where = CHANNEL): Promise<Invoked> {
    const thread = where.kind === 'channel' ? (o.message.thread ?? o.message.id) : null;
    const answered = await deliver({ type: 'invoke', name: 'adaptiveCard/action', replyToId: o.message.id, value: { action: { type: 'Action.Execute', verb: o.verb, data: o.data }, trigger: 'manual' }, ...frame(who, where, thread) });
    const body = (answered.body ?? {}) as { statusCode?: number; type?: string; value?: unknown };
    const card = body.type === 'application/vnd.microsoft.card.adaptive' ? (body.value as Json) : null;
    return { status: body.statusCode ?? answered.status, type: body.type ?? '', text: card === null ? wordsOf(body.value) : textOf(card), card };
  }

  async function addBot(where: Where = CHANNEL): Promise<void> {
    await deliver({ type: 'conversationUpdate', ...frame(OLA, where, null), membersAdded: [BOT] });
  }

  return {
    messages,
    guests,
    /** Replace `of` to make calls to Teams go wrong. */
    faults,
    bot,
    deliver,
    frame,
    say,
    press,
    invoke,
    addBot,
    stop: () => new Promise<void>((resolve) => { server.close(() => resolve()); server.closeAllConnections(); }),
  };
}

/** What an approver types because the card asks for it. */
function askedToType(button: Button): Json {
  const name = button.verb === 'approve' ? /Type (.+) to approve/.exec(textOf(button.message.card))?.[1] : undefined;
  return name === undefined ? {} : { typed: name };
}

/** Every button of a card, also inside ShowCards. */
export function buttonsOf(message: Message): readonly Button[] {
  const found: Button[] = [];
  walk(message.card, (node) => {
    if (node['type'] === 'Action.Execute') found.push({ verb: String(node['verb'] ?? (node['data'] as Json | undefined)?.['verb']), title: String(node['title']), data: (node['data'] ?? {}) as Json, message });
  });
  return found;
}

/** The whole readable text of a card or message. */
export function textOf(card: unknown): string {
  const parts: string[] = [];
  walk(card, (node) => {
    for (const key of ['text', 'title', 'value', 'label']) if (typeof node[key] === 'string') parts.push(node[key]);
  });
  return parts.join('\n');
}

/** What a message says, text and card alike. */
export function said(message: Message): string {
  return `${message.text}\n${textOf(message.card)}`;
}

function walk(value: unknown, see: (node: Json) => void): void {
  if (Array.isArray(value)) for (const inner of value) walk(inner, see);
  else if (typeof value === 'object' && value !== null) {
    see(value as Json);
    for (const inner of Object.values(value)) walk(inner, see);
  }
}

function wordsOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'object' && value !== null && 'message' in value ? String(value.message) : JSON.stringify(value ?? '');
}

function contentOf(activity: Json): { text: string; card: Json | null } {
  const attachments = (activity['attachments'] ?? []) as readonly { contentType?: string; content?: Json }[];
  return { text: typeof activity['text'] === 'string' ? activity['text'] : '', card: attachments.find((a) => a.contentType === 'application/vnd.microsoft.card.adaptive')?.content ?? null };
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

async function read(request: IncomingMessage): Promise<Json> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text === '' ? {} : (JSON.parse(text) as Json);
}

function answer(response: ServerResponse, o: { status: number; body: Json }): void {
  // The bot may have hung up: it was killed.
  if (response.destroyed) return;
  response.writeHead(o.status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(o.body));
}
