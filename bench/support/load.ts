/** People who type: each waits for the answer before the next line, as many at once as asked for. */
import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { DEMO_TENANT } from '../../scripts/demo-settings.ts';
import { ANSWER_MS, type Connector } from './connector.ts';
import { percentile } from './figures.ts';

/** Where the bot is and where it answers to; `right` tells a right answer from any other, left out: every answer is. */
export type Talk = { readonly botUrl: string; readonly connector: Connector; readonly right?: (body: string) => boolean };

/** What one load run showed; milliseconds. `done` is the end of the turn (the bot's HTTP answer), `reply` the arrival of its message. */
export type Load = { readonly perSecond: number; readonly doneP50: number; readonly doneP99: number; readonly replyP50: number; readonly replyP99: number };

let sent = 0;

/** Runs that many turns; an answer that does not come is an error, because figures without it would flatter. */
export async function runLoad(talk: Talk, o: { readonly users: number; readonly turns: number; readonly text: string }): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: o.users });
  const done: number[] = [];
  const replies: number[] = [];
  let left = o.turns;
  const user = async (n: number): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const turn = await takeTurn(talk, { agent, user: n, text: o.text });
      done.push(turn.done);
      replies.push(turn.reply);
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: o.users }, (_, n) => user(n)));
  const seconds = (performance.now() - began) / 1000;
  agent.destroy();
  return { perSecond: o.turns / seconds, doneP50: percentile(done, 50), doneP99: percentile(done, 99), replyP50: percentile(replies, 50), replyP99: percentile(replies, 99) };
}

/** What a steady load showed; milliseconds, and the messages that were not answered as they should have been. */
export type Steady = { readonly sent: number; /** Which way each of them went wrong. */ readonly errors: readonly string[]; readonly p50: number; readonly p99: number; readonly worst: number };

/** Sends so many messages a second however long the answers take, from that many people in turn, to several bots in turn; each message's time is that until its answer has come. */
export async function runSteady(talks: readonly Talk[], o: { readonly users: number; readonly perSecond: number; readonly seconds: number; readonly text: string }): Promise<Steady> {
  const agent = new Agent({ keepAlive: true, maxSockets: o.users });
  const replies: number[] = [];
  const errors: string[] = [];
  const open = new Set<Promise<void>>();
  const one = async (n: number): Promise<void> => {
    const talk = talks[n % talks.length];
    if (talk === undefined) throw new Error('there is no bot to talk to');
    await takeTurn(talk, { agent, user: n % o.users, text: o.text }).then((turn) => replies.push(turn.reply), (error: unknown) => errors.push(wayOf(error)));
  };
  const began = performance.now();
  const total = o.perSecond * o.seconds;
  for (let n = 0; n < total; n += 1) {
    // By the clock, not by the answers: a bot that is slow must not be asked less.
    const wait = began + (n * 1000) / o.perSecond - performance.now();
    if (wait > 1) await pause(wait);
    const turn = one(n);
    open.add(turn);
    void turn.finally(() => open.delete(turn));
  }
  await Promise.all(open);
  agent.destroy();
  return { sent: total, errors, p50: percentile(replies, 50), p99: percentile(replies, 99), worst: percentile(replies, 100) };
}

type One = { readonly agent: Agent; readonly user: number; readonly text: string };

async function takeTurn(talk: Talk, o: One): Promise<{ readonly done: number; readonly reply: number }> {
  sent += 1;
  const id = `bench-${process.pid}-${sent}`;
  const answer = talk.connector.answerTo(id);
  const began = performance.now();
  const status = await post(talk.botUrl, o.agent, JSON.stringify(activity(talk, { id, user: o.user, text: o.text })));
  const done = performance.now() - began;
  if (status >= 300) throw new Error(`status ${status}`);
  const heard = await answer;
  if (heard === null) throw new Error(`no answer within ${ANSWER_MS / 1000} s, though the message was taken with ${status}`);
  if (talk.right?.(heard.body) === false) throw new Error(`a wrong answer: ${textIn(heard.body)}`);
  return { done, reply: heard.at - began };
}

/** Which way a message went wrong: what the bot said, or what became of the connection, and whether it was one that was kept from before. */
function wayOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null;
  return code === null ? error.message : `${code} on a ${'kept' in error && error.kept === true ? 'kept' : 'new'} connection`;
}

const SHOWN = 90;

function textIn(body: string): string {
  return [...body.matchAll(/"text":"((?:[^"\\]|\\.)*)"/g)].map((m) => m[1] ?? '').filter((t) => t !== '').join(' · ').slice(0, SHOWN);
}

/** Types one line again and again until the bot is there; milliseconds from `since` to the arrival of its answer. */
export async function firstAnswer(talk: Talk, o: { readonly since: number; readonly text: string; readonly seconds: number }): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const deadline = o.since + o.seconds * 1000;
  while (performance.now() < deadline) {
    const turn = await takeTurn(talk, { agent, user: 0, text: o.text }).catch((error: unknown) => {
      if (isRefused(error)) return null;
      throw error;
    });
    if (turn !== null) {
      agent.destroy();
      return performance.now() - o.since;
    }
    await pause(5);
  }
  throw new Error(`no answer within ${o.seconds} s`);
}

function isRefused(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED';
}

function activity({ connector }: Talk, o: { readonly id: string; readonly user: number; readonly text: string }): object {
  const nr = String(o.user).padStart(12, '0');
  return {
    type: 'message',
    id: o.id,
    channelId: 'msteams',
    serviceUrl: connector.serviceUrl,
    from: { id: `29:user-${o.user}`, name: `User ${o.user}`, aadObjectId: `00000000-0000-4000-8000-${nr}` },
    recipient: { id: '28:ferry', name: 'Ferry' },
    conversation: { id: `a:user-${o.user}`, conversationType: 'personal', tenantId: DEMO_TENANT },
    channelData: { tenant: { id: DEMO_TENANT } },
    locale: 'en-US',
    text: o.text,
  };
}

function post(url: string, agent: Agent, body: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const sending = request(url, { method: 'POST', agent, headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) } }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
    });
    // A connection that was kept may be closed by the other side at that very moment: then the message never was there.
    sending.on('error', (error) => reject(Object.assign(error, { kept: sending.reusedSocket })));
    sending.end(body);
  });
}
