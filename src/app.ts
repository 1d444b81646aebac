/** The wiring: builds the adapters from the settings, passes them in, starts and stops them. */
import { createHash, randomBytes } from 'node:crypto';
import { makeClock } from './adapters/clock.ts';
import { makeTables, PLAN_LIMITS, toCsv, toPlanCsv } from './adapters/csv.ts';
import { toHtml } from './adapters/html.ts';
import { makeExports, type ExportFile } from './adapters/exports.ts';
import { startHttpServer } from './adapters/http/server.ts';
import { makeLog } from './adapters/log.ts';
import { makeSeal } from './adapters/seal.ts';
import { makeZones } from './adapters/zones.ts';
import { inTime } from './adapters/store/in-time.ts';
import { openEmbedded, openServer, type Opened } from './adapters/store/open.ts';
import type { Disk } from './adapters/store/room.ts';
import { measuredMessenger } from './adapters/telemetry/measured.ts';
import type { Authentication } from './adapters/teams/connectors.ts';
import { makeTeams, type Teams } from './adapters/teams/teams.ts';
import { makeBot } from './bot/bot.ts';
import { databaseTokens, makeClouds } from './clouds.ts';
import type { Config } from './config.ts';
import { targetName } from './domain/audit/target.ts';
import { isAllowedPlace } from './domain/access.ts';
import type { GovernanceSettings } from './domain/governance/settings.ts';
import type { RuleProfile } from './domain/profiles/types.ts';
import type { InstanceId } from './domain/ids.ts';
import { MINUTE, SECOND } from './domain/time.ts';
import type { Clock } from './ports/clock.ts';
import type { ExportSubject } from './ports/files.ts';
import type { SourceProbe } from './ports/source.ts';
import type { Store } from './ports/store.ts';
import type { Log } from './ports/telemetry.ts';
import { loadGovernance } from './governance-settings.ts';
import { doctorFrom } from './doctor.ts';
import { healthOf, makeLife, readinessOf } from './health.ts';
import { loadProfiles } from './rule-profiles.ts';
import { makeTelemetry, measuredHandlers, measuredTurn, type Telemetry } from './telemetry.ts';
import { en } from './text/en.ts';
import { findingTable } from './text/finding-table.ts';
import { standHead, standTable } from './text/stand-table.ts';
import { auditLines, auditRows, readAudit } from './usecases/audit-export.ts';
import { makeAccess } from './usecases/access.ts';
import type { Deps } from './usecases/deps.ts';
import type { DoctorUseCases } from './usecases/doctor-types.ts';
import { readFigures } from './usecases/figures.ts';
import { planTable } from './usecases/plan-tables.ts';
import { reportOf } from './usecases/report.ts';
import { makeUseCases } from './usecases/use-cases.ts';
import { makeChecker } from './workers/checker.ts';
import { makeEnabler } from './workers/enabler.ts';
import { makeExecutor } from './workers/executor.ts';
import { wakeDigests } from './workers/digest.ts';
import { makeNotifier } from './workers/notifier.ts';
import { notBefore } from './workers/not-before.ts';
import { makeObserver } from './workers/observer.ts';
import { foundIn, removedFrom } from './workers/removed.ts';
import { makeTimers } from './workers/timers.ts';
import { wakeAll } from './workers/wake-all.ts';

/** `outdated` resolves with the reason when a newer Ferry has changed the store so that this one must end. */
export type App = { readonly port: number; readonly outdated: Promise<string>; readonly stop: () => Promise<void> };

/** Whoever waited for Ferry to come back gets his answer within this time. */
const CHAT_FIRST_MS = 500;
const SEAL_KEY = 'seal.key';

/** For tests: another log, another clock, another disk under the store, another issuer of tokens. */
type Given = { readonly log?: Log; readonly clock?: Clock; readonly disk?: Disk; readonly authentication?: Authentication };

/** Starts Ferry: store, clouds, Teams, workers, HTTP. Rejects when any of them cannot start; nothing is left running then. */
export async function startApp(config: Config, given?: Given): Promise<App> {
  const telemetry = await makeTelemetry(config.telemetry, () => log);
  const log = given?.log ?? makeLog({ level: config.logLevel, also: telemetry.line });
  const clock = given?.clock ?? makeClock();
  const [profiles, governance] = await Promise.all([loadProfiles(config), loadGovernance(config)]);
  const opened = await openStore(config, log, given?.disk);
  try {
    return await startOn(opened, { config, log, clock, telemetry, profiles, governance, authentication: given?.authentication });
  } catch (error) {
    await opened.jobs.stop();
    await opened.store.close();
    await telemetry.stop();
    throw error;
  }
}

type Basics = { readonly config: Config; readonly log: Log; readonly clock: Clock; readonly telemetry: Telemetry; readonly profiles: readonly RuleProfile[]; readonly governance: GovernanceSettings; readonly authentication: Authentication | undefined };

async function startOn(opened: Opened, b: Basics): Promise<App> {
  const { config, log, clock, telemetry } = b;
  const { store, jobs } = opened;
  const by = { meter: telemetry.meter, clock };
  const life = makeLife();
  const startedAt = clock.now();
  const { probe, ...deps } = depsFrom(store, b);
  const doctor = doctorFrom({ config, governance: b.governance, deps, probe, messenger: () => teams.messenger });
  const seal = makeSeal(await sealKey(store));
  // Port 0 means any free one: which it is, is known when it listens.
  const at = { port: config.http.port };
  const exports = makeExports({ seal, clock, address: () => addressOf(config, at.port), content: (subject) => exportOf(deps, subject) });
  const bot = makeBot({ usecases: makeUseCases(deps), doctor, store, digest: deps.digest, clock, log, access: deps.access, seal, exports, words: en, botName: 'Ferry', dialogMinutes: config.timing.dialogMs / MINUTE, commandsPerMinute: config.commandsPerMinute, meter: telemetry.meter });
  const teams = teamsFrom(bot, store, b);
  const executor = makeExecutor(deps);
  const observer = makeObserver(deps, { everyMs: config.timing.observeMs });
  const notifier = makeNotifier({ store, clock, log, digest: deps.digest, messenger: measuredMessenger(teams.messenger, by), words: en, editEveryMs: config.timing.cardEditMs, zones: deps.zones, limits: deps.limits, scopeName: config.scope.name, onCall: config.onCall, waveView: makeUseCases(deps).waveView });
  const http = await startHttpServer({ host: config.http.host, port: config.http.port, messages: teams.process, health: () => healthOf(store, clock.now(), { startedAt, everyMs: config.timing.observeMs }), ready: () => readinessOf(store, life), metrics: telemetry.page, file: exports.read, log, ...by });
  at.port = http.port;
  const cloudWorkFrom = clock.now() + CHAT_FIRST_MS;
  await jobs.start(measuredHandlers({ step: notBefore(cloudWorkFrom, clock, executor.step), tick: notBefore(cloudWorkFrom, clock, observer.tick), notify: notifier.notify, timer: makeTimers(deps).fire, check: notBefore(cloudWorkFrom, clock, makeChecker(deps).check), enable: notBefore(cloudWorkFrom, clock, makeEnabler(deps, { everyMs: config.timing.observeMs }).enable) }, by));
  await wakeAll(store, { at: clock.now(), vault: config.scope.vaultName });
  await wakeDigests(deps);
  telemetry.show(() => readFigures({ store, jobs }));
  life.become('running');
  void opened.outdated.then(() => life.become('outdated'));
  log.info({ port: http.port, store: opened.kind, vault: config.scope.vaultName }, 'ferry started');
  return {
    port: http.port,
    outdated: opened.outdated,
    stop: async () => {
      life.become('draining');
      await http.drain();
      await jobs.stop();
      await http.stop();
      await store.close();
      await telemetry.stop();
    },
  };
}

/** The doctor alone, for the command line: nothing runs, nothing listens. Rejects when the store cannot be opened, for example because Ferry itself holds it. */
export async function openDoctor(config: Config): Promise<{ readonly doctor: DoctorUseCases; readonly close: () => Promise<void> }> {
  const log = makeLog({ level: 'error' });
  const [profiles, governance, telemetry] = await Promise.all([loadProfiles(config), loadGovernance(config), makeTelemetry({ metrics: false, applicationInsights: null }, () => log)]);
  const { store } = await openStore(config, log);
  const { probe, ...deps } = depsFrom(store, { config, log, clock: makeClock(), telemetry, profiles, governance, authentication: undefined });
  const messenger = (): never => {
    throw new Error('notices are sent by the running bot only');
  };
  return { doctor: doctorFrom({ config, governance, deps, probe, messenger }), close: () => store.close() };
}

async function openStore({ store, azure }: Config, log: Log, disk?: Disk): Promise<Opened> {
  const url = store.databaseUrl;
  if (url === null) return openEmbedded({ dir: store.dataDir, log, disk });
  return openServer({ url: url.reveal(), password: store.login === 'entra' ? await databaseTokens(azure.clientId) : null, log });
}

function depsFrom(store: Store, b: Basics): Deps & { readonly probe: SourceProbe } {
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
    policy: { approvalMs: config.approval.lifetimeMs, quorum: config.approval.quorum, ...(isFromFile ? { operations: governance.operations, freezes: governance.freezes } : {}), zone: config.timeZone, ruleProfile: config.ruleProfile, profiles: b.profiles, settleMs: config.timing.settleMs, windowMarginMs: config.timing.windowMarginMs, price: config.price, copiesAtOnce: config.copiesAtOnce },
    tables: makeTables(PLAN_LIMITS),
    digest: (text) => createHash('sha256').update(text).digest('hex'),
  };
}

/** The key that signs buttons: made once, kept in the store, so that cards survive a restart and replicas agree, also those that start together. */
async function sealKey(store: Store): Promise<string> {
  return (await store.note(SEAL_KEY)) ?? store.firstNote(SEAL_KEY, randomBytes(32).toString('base64url'));
}

function teamsFrom(bot: ReturnType<typeof makeBot>, store: Store, { config, log, clock, telemetry, governance, authentication }: Basics): Teams {
  return makeTeams({
    settings: config.teams,
    handle: measuredTurn(bot.turn, { meter: telemetry.meter, clock }),
    isOurTenant: (tenant) => governance.tenants.some((t) => t.toLowerCase() === tenant.toLowerCase()),
    isOurPlace: (place) => isAllowedPlace(governance.places, place),
    onConversation: (c) => inTime(() => foundIn(store, c, clock.now())),
    onRemoved: (id) => removedFrom(store, id, clock.now()),
    onWelcome: async (c) => ((await store.claimWelcome(c.id)) ? bot.welcome({ conversation: c.id, kind: c.kind, name: c.name, thread: null }) : null),
    sealCard: bot.sealCard,
    clock,
    words: { nobody: en.answers.stranger, unreadable: en.answers.badButton, notRecorded: en.answers.notRecorded, diskFull: en.answers.diskFull, failed: en.answers.internalError },
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
  if (subject.kind === 'plan') return planFile(deps, subject.id);
  if (subject.kind === 'report' || subject.kind === 'report-csv') return reportFile(deps, { asPage: subject.kind === 'report', wave: subject.id });
  if (subject.kind === 'machine') {
    const report = await store.report(subject.id as InstanceId);
    return report === null ? null : { name: `ferry-check-${report.instanceId}.csv`, body: toCsv(findingTable({ reports: [report], sums: [] }, en)) };
  }
  const run = await store.checkRun(subject.id);
  return run === null ? null : { name: `ferry-check-${run.selection.kind === 'wave' ? run.selection.wave : 'all'}.csv`, body: toCsv(findingTable(run, en)) };
}

/** The plan as it is now, an empty one to fill in, or what is wrong with a file that somebody gave. */
async function planFile(deps: Deps, what: string): Promise<ExportFile | null> {
  const table = await planTable(deps, what, en.plan);
  return table === null ? null : { name: `ferry-plan${table.suffix}.csv`, body: table.isPlan ? toPlanCsv(table.rows) : toCsv(table.rows) };
}

/** Where every machine stands now. */
async function reportFile(deps: Deps, o: { readonly asPage: boolean; readonly wave: string }): Promise<ExportFile | null> {
  const report = await reportOf(deps, o.wave);
  if (report === null) return null;
  const name = `ferry-report-${report.title ?? 'all'}`;
  const rows = standTable(report, en);
  return o.asPage ? { name: `${name}.html`, body: toHtml({ ...standHead(report, en), rows }) } : { name: `${name}.csv`, body: toCsv(rows) };
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
