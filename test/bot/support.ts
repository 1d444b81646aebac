/** A conversation for tests: the real bot on the real embedded store, with use cases that are plain data. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeExports } from '../../src/adapters/exports.ts';
import { makeZones } from '../../src/adapters/zones.ts';
import { makeSeal } from '../../src/adapters/seal.ts';
import { openEmbedded } from '../../src/adapters/store/open.ts';
import { makeBot, type Bot } from '../../src/bot/bot.ts';
import type { BotDeps } from '../../src/bot/context.ts';
import type { Place, Reply, Standing } from '../../src/bot/turn.ts';
import { ROLES, type AccessPolicy } from '../../src/domain/access.ts';
import { conversationIdFromActivity, groupIdFromSettings, userIdFromActivity } from '../../src/domain/ids.ts';
import type { CheckReport } from '../../src/domain/finding.ts';
import type { Migration } from '../../src/domain/migration/types.ts';
import type { Person } from '../../src/domain/person.ts';
import { needsByVerb } from '../../src/domain/privileges.ts';
import { no, ok } from '../../src/domain/result.ts';
import { MINUTE } from '../../src/domain/time.ts';
import { spanText } from '../../src/domain/window/write.ts';
import type { Store } from '../../src/ports/store.ts';
import type { Log } from '../../src/ports/telemetry.ts';
import { en } from '../../src/text/en.ts';
import type { OpenQuestion, PrerequisiteUseCases } from '../../src/usecases/prerequisite-types.ts';
import type { NoticeUseCases } from '../../src/usecases/notice-types.ts';
import type { WindowUseCases } from '../../src/usecases/window-types.ts';
import { readWindow } from '../../src/usecases/windows.ts';
import type { MachineRow, UseCases, WhoView } from '../../src/usecases/types.ts';
import { approvalOf, askedOf, findingOf, FREEZE, inventoryOf, letPass, machineOf, migrationOf, NOW, optionsOf, recorded, reportOf, rowOf, RULE, runOf, statusOf } from '../cards/fixtures.ts';
import { planningOver } from '../cards/planning-fixtures.ts';
import { plansOver } from './plans-over.ts';
import { manyOver } from './many-support.ts';

const TENANT = '11111111-1111-1111-1111-111111111111';

export const RITA: Person = { id: userIdFromActivity('00000000-0000-0000-0000-00000000000b'), tenant: TENANT, name: 'Rita Requester' };
export const AMIR: Person = { id: userIdFromActivity('00000000-0000-0000-0000-00000000000c'), tenant: TENANT, name: 'Amir Approver' };
export const VERA: Person = { id: userIdFromActivity('00000000-0000-0000-0000-00000000000d'), tenant: TENANT, name: 'Vera Viewer' };
export const ADA: Person = { id: userIdFromActivity('00000000-0000-0000-0000-00000000000f'), tenant: TENANT, name: 'Ada Admin' };
export const AUDREY: Person = { id: userIdFromActivity('00000000-0000-0000-0000-0000000000a0'), tenant: TENANT, name: 'Audrey Auditor' };
export const STRANGER: Person = { id: userIdFromActivity('00000000-0000-0000-0000-00000000000e'), tenant: '99999999-9999-9999-9999-999999999999', name: 'Stan Stranger' };

export const CHANNEL: Place = { conversation: conversationIdFromActivity('19:ops@thread.tacv2'), kind: 'channel', name: 'Operations', thread: null };
export const ELSEWHERE: Place = { conversation: conversationIdFromActivity('19:elsewhere@thread.tacv2'), kind: 'channel', name: 'Elsewhere', thread: null };

export const ACCESS: AccessPolicy = { tenants: [TENANT], viewers: [VERA.id], operators: [RITA.id], approvers: [AMIR.id], admins: [ADA.id], auditors: [AUDREY.id] };

export const SEAL = makeSeal('a key for tests');

/** Nobody but one approver, whose group cannot be read. */
const WHO: WhoView = {
  mine: ['viewer'],
  roles: ROLES.map((role) => ({ role, count: role === 'approver' ? 1 : 0, names: [] })),
  seats: [],
  operations: [],
  silent: [{ group: groupIdFromSettings('00000000-0000-4000-8000-00000000c001'), state: 'unreadable', why: 'it does not answer', roles: ['approver'], seats: [] }],
  guests: 'refused',
  reviews: [],
};

const DRY = { machines: [], refused: [], approvals: 0 };

/** Use cases over one machine, `web-01`; what a test cares about is replaced. */
export function usecasesOver(m: Migration | null, over: Partial<UseCases> = {}): UseCases {
  const row: MachineRow = rowOf({ migration: m });
  const migration = m ?? migrationOf();
  const moved = () => Promise.resolve(ok(migration));
  const all: UseCases = {
    ...manyOver(m, () => all),
    waveNamedAny: () => Promise.resolve(null), tryEdit: () => Promise.resolve(ok([])), readTarget: ({ before }) => Promise.resolve(ok(before)),
    ...plansOver(),
    handoverFacts: () => Promise.resolve({ done: [], freeUntil: null, now: NOW }), handOver: () => Promise.resolve(false),
    windowDoubt: () => Promise.resolve(null), costs: () => Promise.resolve({ title: null, rows: [], price: null, now: 0 }), extendTest: ({ until }) => Promise.resolve(ok(until)),
    requestWave: () => Promise.resolve(no({ code: 'no-such-wave', detail: {} })), prepareWave: () => Promise.resolve(no({ code: 'no-such-wave', detail: {} })), answerPlanStep: () => Promise.resolve(no({ code: 'no-manual-action', detail: {} })),
    waveByName: () => Promise.resolve(null), waveList: () => Promise.resolve([]), waveView: () => Promise.resolve(null), waveOfMachine: () => Promise.resolve(null),
    createWave: () => Promise.resolve(no({ code: 'wave-exists', detail: {} })), editWave: () => Promise.resolve(no({ code: 'no-such-wave', detail: {} })),
    find: (query) => Promise.resolve(['web-01', row.machine.instanceId].includes(query.toLowerCase()) ? { kind: 'one', row } : { kind: 'none', similar: ['web-01'] }),
    byInstance: (id) => Promise.resolve(id === row.machine.instanceId ? row : null),
    inventory: () => Promise.resolve(inventoryOf(25)),
    replicateOptions: () => Promise.resolve(ok(optionsOf())),
    startReplication: moved,
    status: (id) => Promise.resolve(m !== null && id === m.id ? statusOf(m) : null),
    board: () => Promise.resolve(m === null ? [] : [statusOf(m)]),
    history: () => Promise.resolve([]),
    requestTest: moved, giveVerdict: moved, confirmQuiesce: moved, confirmStopped: moved, answerManual: moved, accept: moved, refuseAcceptance: moved, requestCompletion: () => Promise.resolve(ok(approvalOf({ operation: 'complete' }))), requestRollback: () => Promise.resolve(ok(approvalOf({ operation: 'rollback' }))), retry: moved, adoptDrift: moved, keepDrift: moved,
    cutoverEvidence: () => Promise.resolve(ok(approvalOf().evidence)),
    requestCutover: () => Promise.resolve(ok(approvalOf())),
    approve: () => Promise.resolve(ok(approvalOf({ status: 'approved' }))),
    reject: () => Promise.resolve(ok(approvalOf({ status: 'rejected' }))),
    withdraw: () => Promise.resolve(ok(approvalOf({ status: 'withdrawn' }))),
    ask: () => Promise.resolve(ok(approvalOf({ questions: [{ by: AMIR, at: NOW, text: 'Is the backup done?' }] }))),
    delegations: () => Promise.resolve([]),
    personNamed: () => Promise.resolve(ok(VERA)),
    delegate: (o) => Promise.resolve(ok({ from: o.who, to: o.to, at: NOW, until: o.until })),
    endDelegation: () => Promise.resolve(ok(null)),
    hold: () => Promise.resolve(ok([{ machine: 'web-01', act: 'startFailover' as const, scenario: null }])),
    resume: moved,
    holdAll: () => Promise.resolve(ok([{ machine: 'web-01', act: 'startFailover' as const, scenario: null }])),
    resumeAll: () => Promise.resolve(ok([])),
    approval: () => Promise.resolve(approvalOf()),
    breakGlass: () => Promise.resolve(ok(approvalOf({ status: 'approved' }))),
    openReviews: () => Promise.resolve([]),
    who: () => Promise.resolve(WHO),
    auditTarget: (text) => Promise.resolve(text === 'all' ? { kind: 'all' } : text === 'A-1042' ? { kind: 'approval', id: text } : null),
    audit: (target) => Promise.resolve(ok({ target, streams: 1, total: 1, records: recorded([{ type: 'SeedingStarted' }]), verdict: { at: NOW, streams: 1, records: 1, faults: [] } })),
    verifyAudit: () => Promise.resolve(ok({ at: NOW, streams: 1, records: 1, faults: [] })),
    recordSecurity: () => Promise.resolve(),
    dryRun: () => Promise.resolve(ok(DRY)), dryRunApproval: () => Promise.resolve(ok(DRY)), dryRunReplication: () => Promise.resolve(ok(DRY)), dryRunPolicy: () => Promise.resolve(ok(DRY)), dryRunWave: () => Promise.resolve(ok(null)),
    ...prerequisitesOver(row),
    ...planningOver(),
    ...windowsOver(migration),
    ...noticesOver(),
    ...over,
  };
  return all;
}

/** Use cases around prerequisites: `web-01` has one closed port and one open question, wave W07 has 25 machines. */
function prerequisitesOver(row: MachineRow): PrerequisiteUseCases {
  const run = runOf(25);
  const report: CheckReport = { ...reportOf(['pass', 'block']), findings: [findingOf({ missingRule: RULE }), askedOf(), findingOf({ check: 'SRC-STATE', verdict: 'pass', remedy: '' })] };
  const questions: readonly OpenQuestion[] = [{ check: 'DSK-SHARED', title: 'Disks shared with other machines', question: { text: 'Are all disks used by this machine alone?', validDays: 180 }, inTheWay: true, machines: [{ instanceId: row.machine.instanceId, name: row.machine.name }] }];
  return {
    check: () => Promise.resolve(ok(report)),
    waves: () => Promise.resolve([{ wave: 'W07', machines: 25 }, { wave: 'W08', machines: 3 }]),
    selected: (selection) => Promise.resolve(inventoryOf(selection.kind === 'all' ? 28 : 25).rows),
    waveNamed: (text) => Promise.resolve({ 7: 'W07', 8: 'W08' }[/^(?:w|wave-?)?0*([78])$/i.exec(text)?.[1] ?? ''] ?? null),
    startCheck: (o) => Promise.resolve(ok({ ...run, selection: o.selection, status: 'reading' as const, reports: [] })),
    recheck: () => Promise.resolve(ok({ ...run, only: { check: 'NET-SG-OUT', machines: run.machines.slice(0, 11) } })),
    checkRun: (id) => Promise.resolve(id === run.id ? run : null),
    openQuestions: () => Promise.resolve(questions),
    answerQuestions: (o) => Promise.resolve(ok(o.answers.length * o.machines.length)),
    override: (o) => Promise.resolve(ok({ ...letPass, check: o.check, reason: o.reason })),
    withdrawOverride: () => Promise.resolve(ok(report)),
    missingRule: () => Promise.resolve(ok(RULE)),
    addRule: (o) => Promise.resolve(ok({ rule: o.rule, at: NOW, outcome: 'added' as const, why: '', requestId: 'r-1' })),
  };
}

/** A channel that follows one wave, and wants quiet at night. */
function noticesOver(): NoticeUseCases {
  const habit = { conversation: CHANNEL.conversation, zone: 'Europe/Rome', quiet: { from: 22 * 60, to: 7 * 60 }, digest: null, since: NOW };
  return {
    follow: (o) => Promise.resolve(ok({ conversation: o.where, subject: 'w-default-7', name: 'W07', level: o.level, since: NOW })),
    unfollow: () => Promise.resolve(ok('W07')),
    toldIn: (where) => Promise.resolve({ follows: [{ conversation: where, subject: 'w-default-7', name: 'W07', level: 'failures', since: NOW }], home: ['web-01'], habit }),
    threadTarget: () => Promise.resolve(null),
    setQuiet: (o) => Promise.resolve(ok({ ...habit, quiet: o.quiet, zone: o.zone ?? habit.zone })),
    setDigest: (o) => Promise.resolve(ok({ habit: { ...habit, digest: o.digest }, next: o.digest === null ? null : NOW })),
  };
}

/** Windows are read for real, at the hour of the fixtures; one freeze is known. */
function windowsOver(m: Migration): WindowUseCases {
  const zones = makeZones();
  return {
    readWindow: (text, longest = 'window') => readWindow(text, { zones, zone: 'UTC', now: NOW, longest }),
    typedWindow: (w) => spanText({ from: zones.at(w.from, w.zone), to: zones.at(w.to, w.zone), zone: w.zone }),
    setWindow: () => Promise.resolve(ok(m)),
    freezes: () => Promise.resolve([FREEZE]),
    addFreeze: (o) => Promise.resolve(ok({ freeze: { ...FREEZE, ...o.window, number: 4, reason: o.reason }, holds: ['db-01'] })),
    endFreeze: () => Promise.resolve(ok({ ...FREEZE, endedAt: NOW })),
  };
}

/** A doctor who finds one thing to cure. */
function doctorOver(): BotDeps['doctor'] {
  return {
    doctor: () => Promise.resolve({ scope: 'aws-prod', at: NOW, findings: [{ check: 'bot', state: 'ok', code: 'bot-fine', facts: ['app', 'SingleTenant'] }, { check: 'approvers', state: 'bad', code: 'approvers-nobody', facts: [] }] }),
    permissions: () => ({ scope: 'aws-prod', verbs: needsByVerb() }),
    sendNotice: () => Promise.resolve(ok({ activityId: '1700' })),
  };
}

/** Collects what is logged. */
export function memoryLog(): { readonly log: Log; readonly lines: { readonly level: string; readonly fields: object; readonly message: string }[] } {
  const lines: { readonly level: string; readonly fields: object; readonly message: string }[] = [];
  const at = (level: string) => (fields: object, message: string) => { lines.push({ level, fields, message }); };
  return { log: { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }, lines };
}

/** The embedded store in a folder of its own. */
export async function freshStore(): Promise<{ readonly store: Store; readonly close: () => Promise<void> }> {
  const dir = mkdtempSync(join(tmpdir(), 'ferry-bot-'));
  const { store } = await openEmbedded({ dir, log: memoryLog().log });
  return { store, close: async () => { await store.close(); rmSync(dir, { recursive: true, force: true }); } };
}

let activities = 0;
type Extra = { readonly where?: Place; readonly activityId?: string; /** What Teams says of the person when asked. */ readonly standing?: Standing };

/** People who type and press, in a conversation whose clock is moved by hand. */
export function conversation(o: { readonly store: BotDeps['store']; readonly usecases?: UseCases; readonly log?: Log; readonly exports?: BotDeps['exports']; readonly commandsPerMinute?: number; readonly doctor?: BotDeps['doctor']; readonly access?: () => AccessPolicy }) {
  let now = NOW;
  let nonces = 0;
  const deps: BotDeps = {
    usecases: o.usecases ?? usecasesOver(null),
    doctor: o.doctor ?? doctorOver(),
    store: o.store,
    digest: (text) => createHash('sha256').update(text).digest('hex'),
    // A clock for tests: time stands still until it is moved, chance is a count.
    clock: { now: () => now, nonce: () => `nonce${++nonces}x${activities}` },
    log: o.log ?? memoryLog().log,
    access: () => Promise.resolve(o.access?.() ?? ACCESS), seal: SEAL, exports: o.exports ?? makeExports({ seal: SEAL, clock: { now: () => now, nonce: () => '' }, address: () => 'http://127.0.0.1:3978', content: () => Promise.resolve(null) }), words: en, botName: 'Ferry', dialogMinutes: 30,
    ...(o.commandsPerMinute === undefined ? {} : { commandsPerMinute: o.commandsPerMinute }),
  };
  const bot = makeBot(deps);
  const turn = (who: Person, input: Parameters<Bot['turn']>[0]['input'], extra: Extra = {}) =>
    bot.turn({ activityId: extra.activityId ?? `activity-${++activities}`, who, standing: () => Promise.resolve(extra.standing ?? 'member'), where: extra.where ?? CHANNEL, input, locale: 'en-US' });
  return {
    bot,
    restart: (usecases: UseCases = deps.usecases) => conversation({ ...o, usecases }),
    pass: (minutes: number) => { now += minutes * MINUTE; },
    type: (text: string, who: Person = RITA, extra: Extra = {}) => turn(who, { kind: 'text', text }, extra),
    press: (data: unknown, who: Person = RITA, extra: Extra = {}) => turn(who, { kind: 'button', data, cardActivityId: 'card-1' }, extra),
  };
}

type Data = { readonly [key: string]: unknown };

/** The data of every button of the replies' cards, also in nested cards. */
export function buttonsOf(replies: readonly Reply[]): readonly Data[] {
  const found: Data[] = [];
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(walk);
    else if (typeof value === 'object' && value !== null) {
      const { type, data } = value as { readonly type?: unknown; readonly data?: Data };
      if (type === 'Action.Execute' && data !== undefined) found.push(data);
      Object.values(value).forEach(walk);
    }
  };
  for (const reply of replies) if ('card' in reply) walk(reply.card.card);
  return found;
}

/** The one button with these fields. */
export function button(replies: readonly Reply[], fields: Data): Data {
  const hits = buttonsOf(replies).filter((data) => Object.entries(fields).every(([key, value]) => data[key] === value));
  const [hit] = hits;
  if (hit === undefined || hits.length > 1) throw new Error(`${hits.length} buttons fit ${JSON.stringify(fields)} among ${JSON.stringify(buttonsOf(replies))}`);
  return hit;
}

/** Everything the replies say, in one text. */
export function said(replies: readonly Reply[]): string {
  return replies.map((r) => ('card' in r ? JSON.stringify(r.card) : r.text)).join('\n');
}

/** The kinds of the replies, in order. */
export function kinds(replies: readonly Reply[]): readonly string[] {
  return replies.map((r) => r.kind);
}

export const WEB01 = machineOf().instanceId;
