/** Ferry whole, in this process, between the sandbox clouds and a Teams that remembers. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { makeLog } from '../../../src/adapters/log.ts';
import { openEmbeddedDatabase } from '../../../src/adapters/store/dialect/embedded.ts';
import { openEmbedded } from '../../../src/adapters/store/open.ts';
import type { Disk } from '../../../src/adapters/store/room.ts';
import { startApp, type App } from '../../../src/app.ts';
import type { Config } from '../../../src/config.ts';
import { readConfig } from '../../../src/read-config.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { Store } from '../../../src/ports/store.ts';
import type { Log } from '../../../src/ports/telemetry.ts';
import { startSandbox } from '../../../src/sandbox/start.ts';
import { DEMO_PORTS, demoSettings } from '../../../scripts/demo-settings.ts';
import { ANA, buttonsOf, CHANNEL, OLA, said, startChat, type Button, type Chat, type Message } from './chat.ts';

export type World = {
  readonly sandbox: Awaited<ReturnType<typeof startSandbox>>;
  readonly chat: Chat;
  readonly config: Config;
  restart(): Promise<void>;
  /** Stops the bot, looks into its store, starts it again. */
  look<T>(into: (store: Store) => Promise<T>): Promise<T>;
  /** Stops the bot, runs these statements on its database as somebody could who owns the disk, starts it again. */
  sql(...statements: readonly string[]): Promise<void>;
  stop(): Promise<void>;
};

/** Starts everything on free ports; the clouds run `speed` times as fast as life. */
export async function startWorld(o: { readonly speed?: number; readonly settings?: Record<string, string>; readonly extraMachines?: number; readonly log?: Log; /** Ferry's clock; that of the machine when left out. */ readonly clock?: Clock; /** The disk of Ferry's store; that of the machine when left out. */ readonly disk?: Disk; /** For what settings cannot say, for example an approval that lives for seconds. */ readonly adjust?: (config: Config) => Config } = {}): Promise<World> {
  const sandbox = await startSandbox({ ec2Port: 0, azurePort: 0, speed: o.speed ?? 600, ...(o.extraMachines === undefined ? {} : { extraMachines: o.extraMachines }) });
  const dir = await mkdtemp(join(tmpdir(), 'ferry-e2e-'));
  const config = (o.adjust ?? ((c) => c))(configFor({ ec2: sandbox.ec2Url, azure: sandbox.azureUrl, dir, settings: o.settings ?? {} }));
  const log = o.log ?? makeLog({ level: process.env['FERRY_TEST_LOG'] === undefined ? 'error' : 'info' });
  const bot = { url: '' };
  const chat = await startChat(bot);
  let app: App = await start();

  async function start(): Promise<App> {
    const started = await startApp(config, { log, ...(o.clock === undefined ? {} : { clock: o.clock }), ...(o.disk === undefined ? {} : { disk: o.disk }) });
    bot.url = `http://127.0.0.1:${started.port}`;
    return started;
  }

  return {
    sandbox,
    chat,
    config,
    restart: async () => {
      await app.stop();
      app = await start();
    },
    look: async (into) => {
      await app.stop();
      const { store } = await openEmbedded({ dir: config.store.dataDir, log });
      try {
        return await into(store);
      } finally {
        await store.close();
        app = await start();
      }
    },
    sql: async (...statements) => {
      await app.stop();
      const { db, close } = await openEmbeddedDatabase({ dir: config.store.dataDir, log });
      try {
        for (const statement of statements) await sql.raw(statement).execute(db.read);
      } finally {
        await close();
        app = await start();
      }
    },
    stop: async () => {
      await app.stop();
      await chat.stop();
      await sandbox.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** The demo's settings, on free ports and in a folder of their own. */
export function configFor(o: { readonly ec2: string; readonly azure: string; readonly dir: string; readonly settings: Record<string, string> }): Config {
  const read = readConfig({ ...settingsFor(o), ...o.settings });
  if (!read.ok) throw new Error(read.problems.join('\n'));
  // Port 0 is for tests only: a person has to know the port.
  return { ...read.config, http: { ...read.config.http, port: 0 }, timing: { ...read.config.timing, observeMs: 400, cardEditMs: 200 } };
}

export function settingsFor(o: { readonly ec2: string; readonly azure: string; readonly dir: string }): Record<string, string> {
  const demo = demoSettings(DEMO_PORTS, o.dir);
  // The AWS SDK reads its keys from the process; the sandbox believes any.
  for (const [name, value] of Object.entries(demo)) if (/^AWS_(ACCESS|SECRET|EC2_METADATA)/.test(name)) process.env[name] = value;
  return { ...demo, AWS_ENDPOINT_URL_EC2: o.ec2, AWS_ENDPOINT_URL_SSM: o.ec2, AWS_ENDPOINT_URL_STS: o.ec2, AWS_ENDPOINT_URL_CLOUDWATCH: o.ec2, AZURE_RESOURCE_MANAGER_ENDPOINT: o.azure, FERRY_GRAPH_ENDPOINT: o.azure };
}

/** As long as a busy machine may take for one step; far more than any takes. */
const PATIENCE_SECONDS = 180;

/** Waits until `look` finds something; the error says what stood in Teams instead. */
export async function until<T>(what: string, chat: Chat, look: () => T | null | undefined | false, seconds = PATIENCE_SECONDS): Promise<T> {
  const end = Date.now() + seconds * 1000;
  while (Date.now() < end) {
    const found = look();
    if (found !== null && found !== undefined && found !== false) return found;
    await pause(40);
  }
  throw new Error(`waited ${seconds} s for ${what}; the last messages were:\n${chat.messages.slice(-4).map((m) => said(m).slice(0, 700)).join('\n---\n')}`);
}

/** The newest button with that verb on any card that stands now. */
export function findButton(chat: Chat, verb: string, where: (b: Button) => boolean = () => true): Button | null {
  for (const message of chat.messages.toReversed()) {
    const button = buttonsOf(message).find((b) => b.verb === verb && where(b));
    if (button !== undefined) return button;
  }
  return null;
}

export const step = (name: string) => (b: Button): boolean => b.data['step'] === name;

/** The root card of a machine in the channel. */
export function rootOf(chat: Chat, machine: string): Message | undefined {
  return chat.messages.find((m) => m.thread === null && m.card !== null && m.conversation === CHANNEL.id && said(m).includes(machine) && buttonsOf(m).some((b) => b.verb === 'history'));
}

/** Verbs that also stand on the machine's card, where they only lead to the question. */
const DECISIONS: ReadonlySet<string> = new Set(['verdict', 'quiesce', 'accept']);

/** True for a button that answers a question; one that only leads to it carries no version. */
export const answers = (b: Button): boolean => !DECISIONS.has(b.verb) || typeof b.data['etag'] === 'number';

/** Steps that the tests share, each as a person would do it. */
export function makePeople(chat: Chat) {
  const press = async (who: typeof OLA, verb: string, o: { inputs?: Record<string, unknown>; where?: (b: Button) => boolean } = {}) => {
    const button = await until(`a button '${verb}'`, chat, () => findButton(chat, verb, (b) => answers(b) && (o.where?.(b) ?? true)));
    return chat.press(who, button, o.inputs ?? {});
  };
  /** Answers the newest form until its confirm was pressed. */
  const confirm = async (who = OLA) => press(who, 'form', { where: step('confirm') });

  const forms: Button[] = [];

  return {
    press,
    confirm,
    /** The first button of the last replicate form, for a press that comes too late. */
    lastForm: () => forms.at(-1),
    answerQuestions: (machine: string, who = OLA) => answerQuestions(chat, machine, who),
    async replicate(machine: string, who = OLA): Promise<void> {
      // What is chosen on the form may bring up one more question.
      for (let round = 0; round < 2; round++) {
        await answerQuestions(chat, machine, who);
        await chat.say(who, `replicate ${machine}`);
        const next = await until('the replicate form', chat, () => findButton(chat, 'form', step('next')));
        forms.push(next);
        await chat.press(who, next, defaultsOf(next.message));
        if (!/not ready/i.test((await confirm(who)).text)) break;
      }
      await until(`${machine}'s card`, chat, () => rootOf(chat, machine));
    },
    protectedState: (machine: string) => until(`${machine} to be protected`, chat, () => buttonsOf(rootOf(chat, machine) ?? emptyMessage).some((b) => b.verb === 'test')),
    async test(machine: string, who = OLA): Promise<void> {
      await chat.say(who, `test ${machine}`);
      await confirm(who);
      await press(who, 'verdict', { where: (b) => b.data['works'] === true });
      await until(`${machine} to be tested`, chat, () => buttonsOf(rootOf(chat, machine) ?? emptyMessage).some((b) => b.verb === 'cutover'));
    },
    async requestCutover(machine: string, who = OLA): Promise<Button> {
      await answerQuestions(chat, machine, who);
      await chat.say(who, `cutover ${machine} because the window is open`);
      await confirm(who);
      return until('the approval card', chat, () => findButton(chat, 'approve'));
    },
    async approve(who = ANA) {
      return press(who, 'approve');
    },
  };
}

/** Answers every open question about a machine with yes, page by page, as somebody would who knows it; none may be open. */
export async function answerQuestions(chat: Chat, machine: string, who = OLA, where = CHANNEL): Promise<void> {
  const before = chat.messages.length;
  await chat.say(who, `answer ${machine}`, where);
  // On a busy machine the bot's own message comes after its answer to Teams.
  const asked = (): readonly Message[] => chat.messages.slice(before).filter((m) => m.conversation === where.id);
  const asksNext = (b: Button): boolean => b.verb === 'form' && step('next')(b);
  const form = await until(`the questions about ${machine}`, chat, () => asked().flatMap(buttonsOf).find(asksNext) ?? (asked().some((m) => /No question about/.test(said(m))) ? 'none' : null));
  if (form === 'none') return;
  const { message } = form;
  const stands = (name: string): Button | undefined => buttonsOf(message).find((b) => b.verb === 'form' && step(name)(b));
  // Each press turns the page of the same message; the summary has no next page.
  for (let page: Button | undefined = form; page !== undefined; page = stands('next')) await chat.press(who, page, allYes(message), where);
  const keep = stands('confirm');
  if (keep === undefined) throw new Error(`no summary of the answers about ${machine}: ${said(message)}`);
  await chat.press(who, keep, {}, where);
}

/** The inputs of a form as they stand, with every question answered by yes. */
export function allYes(message: Message): Record<string, unknown> {
  return Object.fromEntries(Object.entries(defaultsOf(message)).map(([id, value]) => [id, /^a\d+$/.test(id) ? 'yes' : value]));
}

const emptyMessage: Message = { id: '', conversation: '', thread: null, text: '', card: null, edits: 0, order: 0, at: 0 };

/** The values that a form's inputs are filled with. */
export function defaultsOf(message: Message): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(visit);
    else if (typeof node === 'object' && node !== null) {
      const one = node as Record<string, unknown>;
      if (typeof one['type'] === 'string' && one['type'].startsWith('Input.') && typeof one['id'] === 'string') values[one['id']] = one['value'] ?? '';
      Object.values(one).forEach(visit);
    }
  };
  visit(message.card);
  return values;
}
