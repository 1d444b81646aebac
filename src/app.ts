/** The wiring: builds the adapters from the settings, passes them in, starts and stops them. */
import { createHash, randomBytes } from 'node:crypto';
import { makeClock } from './adapters/clock.ts';
import { toCsv } from './adapters/csv.ts';
import { makeExports, type ExportFile } from './adapters/exports.ts';
import { startHttpServer, type Health } from './adapters/http/server.ts';
import { makeLog } from './adapters/log.ts';
import { makeSeal } from './adapters/seal.ts';
import { makeZones } from './adapters/zones.ts';
import { openEmbedded, openServer, type Opened } from './adapters/store/open.ts';
import type { Authentication } from './adapters/teams/connectors.ts';
import { makeTeams, type Teams } from './adapters/teams/teams.ts';
import { makeBot } from './bot/bot.ts';
import { makeClouds } from './clouds.ts';
import type { Config } from './config.ts';
import { targetName } from './domain/audit/target.ts';
import { isAllowedPlace } from './domain/access.ts';
import type { GovernanceSettings } from './domain/governance/settings.ts';
import type { RuleProfile } from './domain/profiles/types.ts';
import type { InstanceId } from './domain/ids.ts';
import { MINUTE, SECOND } from './domain/time.ts';
import type { Clock, ExportSubject, Log, Store } from './ports.ts';
import { loadGovernance } from './governance-settings.ts';
import { loadProfiles } from './rule-profiles.ts';
import { en } from './text/en.ts';
import { findingTable } from './text/finding-table.ts';
import { auditLines, auditRows, readAudit } from './usecases/audit-export.ts';
import { makeAccess } from './usecases/access.ts';
import type { Deps } from './usecases/deps.ts';
import { makeUseCases } from './usecases/use-cases.ts';
import { makeChecker } from './workers/checker.ts';
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

/** For tests: another log, another clock, another issuer of tokens. */
type Given = { readonly log?: Log; readonly clock?: Clock; readonly authentication?: Authentication };

/** Starts Ferry: store, clouds, Teams, workers, HTTP. Rejects when any of them cannot start; nothing is left running then. */
export async function startApp(config: Config, given?: Given): Promise<App> {
  const log = given?.log ?? makeLog({ level: config.logLevel });
  const clock = given?.clock ?? makeClock();
  const [profiles, governance] = await Promise.all([loadProfiles(config), loadGovernance(config)]);
  const opened = await openStore(config, log);
  try {
    return await startOn(opened, { config, log, clock, profiles, governance, authentication: given?.authentication });
  } catch (error) {
    await opened.jobs.stop();
    await opened.store.close();
    throw error;
  }
}

type Basics = { readonly config: Config; readonly log: Log; readonly clock: Clock; readonly profiles: readonly RuleProfile[]; readonly governance: GovernanceSettings; readonly authentication: Authentication | undefined };

async function startOn(opened: Opened, b: Basics): Promise<App> {
  const { config, log, clock } = b;
  const { store, jobs } = opened;
  const deps = depsFrom(store, b);
  const seal = makeSeal(await sealKey(store));
  // Port 0 means any free one: which it is, is known when it listens.
  const at = { port: config.http.port };
  const exports = makeExports({ seal, clock, address: () => addressOf(config, at.port), content: (subject) => exportOf(deps, subject) });
  const bot = makeBot({ usecases: makeUseCases(deps), store, digest: deps.digest, clock, log, access: deps.access, seal, exports, words: en, botName: 'Ferry', dialogMinutes: config.timing.dialogMs / MINUTE });
  const teams = teamsFrom(bot, store, b);
  const executor = makeExecutor(deps);
  const observer = makeObserver(deps, { everyMs: config.timing.observeMs });
  const notifier = makeNotifier({ store, clock, log, digest: deps.digest, messenger: teams.messenger, words: en, editEveryMs: config.timing.cardEditMs });
  const http = await startHttpServer({ host: config.http.host, port: config.http.port, messages: teams.process, health: () => healthOf(store, clock), file: exports.read, log });
  at.port = http.port;
  const cloudWorkFrom = clock.now() + CHAT_FIRST_MS;
  await jobs.start({ step: notBefore(cloudWorkFrom, clock, executor.step), tick: notBefore(cloudWorkFrom, clock, observer.tick), notify: notifier.notify, timer: makeTimers(deps).fire, check: notBefore(cloudWorkFrom, clock, makeChecker(deps).check) });
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
  const { config, log, clock, governance } = b;
  const { directory, ...clouds } = makeClouds(b);
  const isFromFile = config.governanceFile !== null;
  const limits = isFromFile ? governance.evidence : { rpoMs: config.timing.rpoLimitMs, testMaxAgeMs: config.timing.testMaxAgeMs };
  return {
    store,
    ...clouds,
    clock,
    zones: makeZones(),
    log,
    scope: config.scope,
    access: makeAccess({ settings: governance, directory, log }),
    limits: { rpoSeconds: limits.rpoMs / SECOND, testMaxAgeDays: limits.testMaxAgeMs / (24 * 60 * MINUTE) },
    policy: { approvalMs: config.approval.lifetimeMs, quorum: config.approval.quorum, ...(isFromFile ? { operations: governance.operations, freezes: governance.freezes } : {}), zone: config.timeZone, ruleProfile: config.ruleProfile, profiles: b.profiles, settleMs: config.timing.settleMs },
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

function teamsFrom(bot: ReturnType<typeof makeBot>, store: Store, { config, log, governance, authentication }: Basics): Teams {
  return makeTeams({
    settings: config.teams,
    handle: bot.turn,
    isOurTenant: (tenant) => governance.tenants.some((t) => t.toLowerCase() === tenant.toLowerCase()),
    isOurPlace: (place) => isAllowedPlace(governance.places, place),
    onConversation: (c) => store.putConversation(c),
    onRemoved: (id) => store.forgetConversation(id),
    onWelcome: async (c) => ((await store.claimWelcome(c.id)) ? bot.welcome({ conversation: c.id, kind: c.kind, name: c.name, thread: null }) : null),
    sealCard: bot.sealCard,
    words: { nobody: en.answers.stranger, unreadable: en.answers.badButton, failed: en.answers.internalError },
    log,
    ...(authentication === undefined ? {} : { authentication }),
  });
}

/** Where people reach Ferry: the setting, or on loopback the address it listens on. */
function addressOf({ http }: Config, port: number): string | null {
  if (http.publicUrl !== null) return http.publicUrl;
  const host = http.host.includes(':') && !http.host.startsWith('[') ? `[${http.host}]` : http.host;
  return http.loopback ? `http://${host}:${port}` : null;
}

/** The file as of now; null when there is nothing of it any more. */
async function exportOf(deps: Deps, subject: ExportSubject): Promise<ExportFile | null> {
  const { store } = deps;
  if (subject.kind === 'audit-csv' || subject.kind === 'audit-jsonl') return auditFile(deps, { kind: subject.kind, named: subject.id });
  if (subject.kind === 'machine') {
    const report = await store.report(subject.id as InstanceId);
    return report === null ? null : { name: `ferry-check-${report.instanceId}.csv`, body: toCsv(findingTable({ reports: [report], sums: [] }, en)) };
  }
  const run = await store.checkRun(subject.id);
  return run === null ? null : { name: `ferry-check-${run.selection.kind === 'wave' ? run.selection.wave : 'all'}.csv`, body: toCsv(findingTable(run, en)) };
}

/** The audit of what a link names, read at this moment. */
async function auditFile(deps: Deps, o: { readonly kind: 'audit-csv' | 'audit-jsonl'; readonly named: string }): Promise<ExportFile | null> {
  const target = await makeUseCases(deps).auditTarget(o.named);
  if (target === null) return null;
  const read = await readAudit(deps, target);
  const name = `ferry-audit-${targetName(target)}`;
  if (o.kind === 'audit-csv') return { name: `${name}.csv`, body: toCsv(auditRows(read, en.history)) };
  return { name: `${name}.jsonl`, body: auditLines(read, en.history).map((line) => `${line}\n`).join('') };
}

async function healthOf(store: Store, clock: Clock): Promise<Health> {
  const alive = await store.healthy();
  const ended = alive ? await store.note(LAST_TICK) : null;
  const age = ended === null ? null : clock.now() - Number(ended);
  return { ok: alive && (age === null || age < TICK_OVERDUE_MS), store: alive, lastTickAgeSeconds: age === null ? null : Math.round(age / SECOND) };
}
