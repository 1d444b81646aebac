/** A conversation for tests: the real bot on the real embedded store, with use cases that are plain data. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeSeal } from '../../src/adapters/seal.ts';
import { openEmbedded } from '../../src/adapters/store/open.ts';
import { makeBot, type Bot } from '../../src/bot/bot.ts';
import type { BotDeps } from '../../src/bot/context.ts';
import type { Place, Reply } from '../../src/bot/turn.ts';
import type { AccessPolicy } from '../../src/domain/access.ts';
import { conversationIdFromActivity, userIdFromActivity } from '../../src/domain/ids.ts';
import type { Migration } from '../../src/domain/migration/types.ts';
import type { Person } from '../../src/domain/person.ts';
import { ok } from '../../src/domain/result.ts';
import { MINUTE } from '../../src/domain/time.ts';
import type { Log, Store } from '../../src/ports.ts';
import { en } from '../../src/text/en.ts';
import type { MachineRow, UseCases } from '../../src/usecases/types.ts';
import { approvalOf, inventoryOf, machineOf, migrationOf, NOW, optionsOf, reportOf, rowOf, statusOf } from '../cards/fixtures.ts';

const TENANT = '11111111-1111-1111-1111-111111111111';

export const RITA: Person = { id: userIdFromActivity('00000000-0000-0000-0000-00000000000b'), tenant: TENANT, name: 'Rita Requester' };
export const AMIR: Person = { id: userIdFromActivity('00000000-0000-0000-0000-00000000000c'), tenant: TENANT, name: 'Amir Approver' };
export const VERA: Person = { id: userIdFromActivity('00000000-0000-0000-0000-00000000000d'), tenant: TENANT, name: 'Vera Viewer' };
export const STRANGER: Person = { id: userIdFromActivity('00000000-0000-0000-0000-00000000000e'), tenant: '99999999-9999-9999-9999-999999999999', name: 'Stan Stranger' };

export const CHANNEL: Place = { conversation: conversationIdFromActivity('19:ops@thread.tacv2'), kind: 'channel', name: 'Operations', thread: null };
export const ELSEWHERE: Place = { conversation: conversationIdFromActivity('19:elsewhere@thread.tacv2'), kind: 'channel', name: 'Elsewhere', thread: null };

const ACCESS: AccessPolicy = { tenants: [TENANT], viewers: [VERA.id], operators: [RITA.id], approvers: [AMIR.id] };

export const SEAL = makeSeal('a key for tests');

/** Use cases over one machine, `web-01`; what a test cares about is replaced. */
export function usecasesOver(m: Migration | null, over: Partial<UseCases> = {}): UseCases {
  const row: MachineRow = rowOf({ migration: m });
  const migration = m ?? migrationOf();
  const moved = () => Promise.resolve(ok(migration));
  return {
    find: (query) => Promise.resolve(['web-01', row.machine.instanceId].includes(query.toLowerCase()) ? { kind: 'one', row } : { kind: 'none', similar: ['web-01'] }),
    byInstance: (id) => Promise.resolve(id === row.machine.instanceId ? row : null),
    inventory: () => Promise.resolve(inventoryOf(25)),
    check: () => Promise.resolve(ok(reportOf(['pass', 'block']))),
    replicateOptions: () => Promise.resolve(ok(optionsOf())),
    startReplication: moved,
    status: (id) => Promise.resolve(m !== null && id === m.id ? statusOf(m) : null),
    board: () => Promise.resolve(m === null ? [] : [statusOf(m)]),
    history: () => Promise.resolve([]),
    requestTest: moved, giveVerdict: moved, confirmQuiesce: moved, accept: moved, refuseAcceptance: moved, requestCompletion: moved, requestRollback: moved, retry: moved, adoptDrift: moved,
    cutoverEvidence: () => Promise.resolve(ok(approvalOf().evidence)),
    requestCutover: () => Promise.resolve(ok(approvalOf())),
    approve: () => Promise.resolve(ok(approvalOf({ status: 'approved' }))),
    reject: () => Promise.resolve(ok(approvalOf({ status: 'rejected' }))),
    withdraw: () => Promise.resolve(ok(approvalOf({ status: 'withdrawn' }))),
    approval: () => Promise.resolve(approvalOf()),
    ...over,
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

/** People who type and press, in a conversation whose clock is moved by hand. */
export function conversation(o: { readonly store: BotDeps['store']; readonly usecases?: UseCases; readonly log?: Log }) {
  let now = NOW;
  let nonces = 0;
  const deps: BotDeps = {
    usecases: o.usecases ?? usecasesOver(null),
    store: o.store,
    // A clock for tests: time stands still until it is moved, chance is a count.
    clock: { now: () => now, nonce: () => `nonce${++nonces}x${activities}` },
    log: o.log ?? memoryLog().log,
    access: ACCESS, seal: SEAL, words: en, botName: 'Ferry', dialogMinutes: 30,
  };
  const bot = makeBot(deps);
  const turn = (who: Person, input: Parameters<Bot['turn']>[0]['input'], extra: { readonly where?: Place; readonly activityId?: string } = {}) =>
    bot.turn({ activityId: extra.activityId ?? `activity-${++activities}`, who, where: extra.where ?? CHANNEL, input, locale: 'en-US' });
  return {
    bot,
    restart: (usecases: UseCases = deps.usecases) => conversation({ ...o, usecases }),
    pass: (minutes: number) => { now += minutes * MINUTE; },
    type: (text: string, who: Person = RITA, extra: { readonly where?: Place; readonly activityId?: string } = {}) => turn(who, { kind: 'text', text }, extra),
    press: (data: unknown, who: Person = RITA, extra: { readonly where?: Place; readonly activityId?: string } = {}) => turn(who, { kind: 'button', data, cardActivityId: 'card-1' }, extra),
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
