/** Several Ferries, each a process of its own, on one PostgreSQL server; each reaches the database and Azure over lines that can be cut and listened to. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { startSandbox } from '../../../src/sandbox/start.ts';
import { startChat, type Chat } from '../../e2e/support/chat.ts';
import { makeBotProcess, type BotProcess } from '../../e2e/support/process.ts';
import { settingsFor } from '../../e2e/support/world.ts';
import { startPostgres } from '../../support/postgres.ts';
import { makeLine, type Line } from './line.ts';

export type Replica = { readonly bot: BotProcess; readonly database: Line; readonly azure: Line };

export type Fleet = {
  readonly replicas: readonly Replica[];
  readonly sandbox: Awaited<ReturnType<typeof startSandbox>>;
  /** People whose every message goes to the next replica, unless `to` says which. */
  readonly chat: Chat;
  /** Sends all messages to one replica; null: to each in turn. Ones that are left out get none. */
  to(one: Replica | null, without?: readonly Replica[]): void;
  /** Asks the database, past all lines. */
  sql(text: string): Promise<readonly Record<string, unknown>[]>;
  readonly databaseUrl: string;
  stop(): Promise<void>;
};

/** Starts them all at once on an empty database; null where no PostgreSQL can be had, which has been said aloud. */
export async function startFleet(o: { readonly replicas: number; readonly speed?: number; readonly settings?: Record<string, string> }): Promise<Fleet | null> {
  const postgres = await startPostgres();
  if (postgres === null) return null;
  const databaseUrl = await postgres.freshDatabase();
  const sandbox = await startSandbox({ ec2Port: 0, azurePort: 0, speed: o.speed ?? 600 });
  const replicas = await Promise.all(Array.from({ length: o.replicas }, () => makeReplica({ databaseUrl, ec2: sandbox.ec2Url, azure: sandbox.azureUrl, settings: o.settings ?? {} })));
  const client = new Client(databaseUrl);
  await client.connect();
  const turn = makeTurn(replicas);
  const chat = await startChat(turn.bot);
  const started = await Promise.all(replicas.map((r) => r.bot.start()));
  if (started.includes('ended')) throw new Error(`a replica did not start:\n${replicas.map((r) => r.bot.output().slice(-2_000)).join('\n')}`);
  return {
    ...{ replicas, sandbox, chat, databaseUrl, to: turn.to },
    sql: async (text) => (await client.query<Record<string, unknown>>(text)).rows,
    stop: async () => {
      await Promise.all(replicas.map((r) => r.bot.kill()));
      await Promise.all(replicas.flatMap((r) => [r.database.close(), r.azure.close()]));
      await client.end();
      await chat.stop();
      await sandbox.close();
      await postgres.stop();
    },
  };
}

async function makeReplica(o: { readonly databaseUrl: string; readonly ec2: string; readonly azure: string; readonly settings: Record<string, string> }): Promise<Replica> {
  const [database, azure] = await Promise.all([makeLine(Number(new URL(o.databaseUrl).port)), makeLine(Number(new URL(o.azure).port))]);
  const url = new URL(o.databaseUrl);
  url.port = String(database.port);
  const settings = settingsFor({ ec2: o.ec2, azure: `http://127.0.0.1:${azure.port}`, dir: 'unused' });
  const fast = { FERRY_SETTLE_SECONDS: '5', FERRY_OBSERVE_SECONDS: '1', FERRY_CARD_EDIT_SECONDS: '1', NODE_COMPILE_CACHE: join(tmpdir(), 'ferry-compile-cache') };
  return { bot: await makeBotProcess({ ...settings, ...fast, LOG_LEVEL: 'info', DATABASE_URL: url.href, ...o.settings }), database, azure };
}

/** The address that people send to: another one each time it is asked for. */
function makeTurn(replicas: readonly Replica[]) {
  let count = 0;
  let only: Replica | null = null;
  let out: readonly Replica[] = [];
  return {
    to: (one: Replica | null, without: readonly Replica[] = []) => {
      only = one;
      out = without;
    },
    bot: {
      get url(): string {
        if (only !== null) return only.bot.url;
        const there = replicas.filter((r) => !out.includes(r));
        count += 1;
        return there[count % there.length]?.bot.url ?? '';
      },
      set url(_url: string) {
        throw new Error('replicas keep their addresses');
      },
    },
  };
}

/** Looks again and again until there is something; rejects after that time. */
export async function eventually<T>(what: string, ms: number, look: () => Promise<T | null | false> | T | null | false): Promise<T> {
  const end = performance.now() + ms;
  for (;;) {
    const found = await look();
    if (found !== null && found !== false) return found;
    if (performance.now() > end) throw new Error(`waited ${ms} ms for ${what}`);
    await pause(50);
  }
}

/** Whether a replica says that it is ready, as a status; 0 when it does not answer. */
export async function readiness(replica: Replica): Promise<number> {
  return fetch(`${replica.bot.url}/readyz`, { signal: AbortSignal.timeout(4_000) }).then((r) => r.status, () => 0);
}

/** The replica that is the next to send Azure a request whose first line is like this; `then` is done before the request has gone further. */
export function nextSender(replicas: readonly Replica[], line: RegExp, then: (r: Replica) => void = () => undefined): Promise<Replica> {
  const { promise, resolve } = Promise.withResolvers<Replica>();
  let found = false;
  for (const replica of replicas) {
    replica.azure.onSent((text) => {
      if (found || !line.test(text)) return;
      found = true;
      then(replica);
      resolve(replica);
    });
  }
  return promise;
}
