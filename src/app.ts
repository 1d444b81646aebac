/** The wiring: builds the adapters from the settings, passes them in, starts and stops them. */
import { createHash, randomBytes } from 'node:crypto';
import { makeClock } from './adapters/clock.ts';
import { startHttpServer, type Health } from './adapters/http/server.ts';
import { makeLog } from './adapters/log.ts';
import { makeSeal } from './adapters/seal.ts';
import { openEmbedded, openServer, type Opened } from './adapters/store/open.ts';
import { makeTeams, type Teams } from './adapters/teams/teams.ts';
import { makeBot } from './bot/bot.ts';
import { makeClouds } from './clouds.ts';
import type { Config } from './config.ts';
import { MINUTE, SECOND } from './domain/time.ts';
import type { Clock, Log, Store } from './ports.ts';
import { en } from './text/en.ts';
import type { Deps } from './usecases/deps.ts';
import { makeUseCases } from './usecases/use-cases.ts';
import { makeExecutor } from './workers/executor.ts';
import { makeNotifier } from './workers/notifier.ts';
import { notBefore } from './workers/not-before.ts';
import { LAST_TICK, makeObserver } from './workers/observer.ts';
import { makeTimers } from './workers/timers.ts';
import { wakeAll } from './workers/wake-all.ts';

export type App = { readonly port: number; readonly stop: () => Promise<void> };

/** A round that ended longer ago than this is shown as a fault by `GET /healthz`. */
const TICK_OVERDUE_MS = 10 * MINUTE;
/** Whoever waited for Ferry to come back gets his answer within this time. */
const CHAT_FIRST_MS = 500;
const SEAL_KEY = 'seal.key';

/** Starts Ferry: store, clouds, Teams, workers, HTTP. Rejects when any of them cannot start; nothing is left running then. */
export async function startApp(config: Config, given?: { readonly log?: Log }): Promise<App> {
  const log = given?.log ?? makeLog({ level: config.logLevel });
  const clock = makeClock();
  const opened = await openStore(config, log);
  try {
    return await startOn(opened, { config, log, clock });
  } catch (error) {
    await opened.jobs.stop();
    await opened.store.close();
    throw error;
  }
}

type Basics = { readonly config: Config; readonly log: Log; readonly clock: Clock };

async function startOn(opened: Opened, b: Basics): Promise<App> {
  const { config, log, clock } = b;
  const { store, jobs } = opened;
  const deps = depsFrom(store, b);
  const seal = makeSeal(await sealKey(store));
  const bot = makeBot({ usecases: makeUseCases(deps), store, clock, log, access: config.access, seal, words: en, botName: 'Ferry', dialogMinutes: config.timing.dialogMs / MINUTE });
  const teams = teamsFrom(bot, store, b);
  const executor = makeExecutor(deps);
  const observer = makeObserver(deps, { everyMs: config.timing.observeMs });
  const notifier = makeNotifier({ store, clock, log, digest: deps.digest, messenger: teams.messenger, words: en, editEveryMs: config.timing.cardEditMs });
  const http = await startHttpServer({ host: config.http.host, port: config.http.port, messages: teams.process, health: () => healthOf(store, clock), log });
  const cloudWorkFrom = clock.now() + CHAT_FIRST_MS;
  await jobs.start({ step: notBefore(cloudWorkFrom, clock, executor.step), tick: notBefore(cloudWorkFrom, clock, observer.tick), notify: notifier.notify, timer: makeTimers(deps).fire });
  await wakeAll(store, { at: clock.now(), vault: config.scope.vaultName });
  log.info({ port: http.port, store: opened.kind, vault: config.scope.vaultName }, 'ferry started');
  return {
    port: http.port,
    stop: async () => {
      await http.stop();
      await jobs.stop();
      await store.close();
    },
  };
}

function openStore(config: Config, log: Log): Promise<Opened> {
  const url = config.store.databaseUrl;
  return url === null ? openEmbedded({ dir: config.store.dataDir, log }) : openServer({ url: url.reveal(), log });
}

function depsFrom(store: Store, b: Basics): Deps {
  const { config, log, clock } = b;
  return {
    store,
    ...makeClouds(b),
    clock,
    log,
    scope: config.scope,
    access: config.access,
    limits: { rpoSeconds: config.timing.rpoLimitMs / SECOND, testMaxAgeDays: config.timing.testMaxAgeMs / (24 * 60 * MINUTE) },
    policy: { approvalMs: config.approval.lifetimeMs, quorum: config.approval.quorum, ruleProfile: config.ruleProfile, settleMs: config.timing.settleMs },
    digest: (text) => createHash('sha256').update(text).digest('hex'),
  };
}

/** The key that signs buttons: made once, kept in the store, so that cards survive a restart and replicas agree. */
async function sealKey(store: Store): Promise<string> {
  const known = await store.note(SEAL_KEY);
  if (known !== null) return known;
  await store.putNote(SEAL_KEY, randomBytes(32).toString('base64url'));
  return (await store.note(SEAL_KEY)) ?? '';
}

function teamsFrom(bot: ReturnType<typeof makeBot>, store: Store, { config, log }: Basics): Teams {
  return makeTeams({
    settings: config.teams,
    handle: bot.turn,
    isOurTenant: (tenant) => config.access.tenants.some((t) => t.toLowerCase() === tenant.toLowerCase()),
    onConversation: (c) => store.putConversation(c),
    onRemoved: (id) => store.forgetConversation(id),
    onWelcome: async (c) => ((await store.claimWelcome(c.id)) ? bot.welcome({ conversation: c.id, kind: c.kind, name: c.name, thread: null }) : null),
    sealCard: bot.sealCard,
    words: { nobody: en.answers.stranger, unreadable: en.answers.badButton, failed: en.answers.internalError },
    log,
  });
}

async function healthOf(store: Store, clock: Clock): Promise<Health> {
  const alive = await store.healthy();
  const ended = alive ? await store.note(LAST_TICK) : null;
  const age = ended === null ? null : clock.now() - Number(ended);
  return { ok: alive && (age === null || age < TICK_OVERDUE_MS), store: alive, lastTickAgeSeconds: age === null ? null : Math.round(age / SECOND) };
}
