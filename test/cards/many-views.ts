/** Views of the cards about several machines: board, inbox, bulk acts. */
import { boardCard } from '../../src/cards/board.ts';
import { bulkConfirmCard } from '../../src/cards/bulk-confirm.ts';
import { bulkReplicateCard, bulkReplicateNone } from '../../src/cards/bulk-replicate.ts';
import { bulkResultCard } from '../../src/cards/bulk-result.ts';
import { nextCard } from '../../src/cards/next.ts';
import type { Rendered } from '../../src/cards/rendered.ts';
import type { Wait } from '../../src/domain/board/inbox.ts';
import { progressOf, tallyOf, urgencyOf, type Standing } from '../../src/domain/board/tally.ts';
import { conversationIdFromActivity, instanceIdFromCloud, waveIdOf } from '../../src/domain/ids.ts';
import { DAY, HOUR } from '../../src/domain/time.ts';
import type { Wave } from '../../src/domain/wave/types.ts';
import { en } from '../../src/text/en.ts';
import type { BoardWave, Fleet } from '../../src/usecases/board-types.ts';
import { at, liveOf, NOW, person, positions, statusOf, stuckMigration, WINDOW, worksVerdict } from './fixtures.ts';

const form = { name: 'bulk-confirm.n.u', version: 2 };

/** A board with nothing on it but what is given. */
export function fleetOf(over: Partial<Fleet>): Fleet {
  return { waves: [], lone: [], unmanaged: 0, holdAll: null, dead: [], now: NOW, asOf: NOW, ...over };
}

export function waveOf(name: string, over: Partial<Wave> = {}): Wave {
  return {
    id: waveIdOf('aws-prod', name), scope: 'aws-prod', name, owner: person('Ola Owner'), members: [], window: null, target: { resourceGroupId: null, networkId: null, subnet: null, size: null }, approvers: null, after: [],
    channel: conversationIdFromActivity('19:ops@thread.tacv2'), policy: { onFailure: 'stop', drive: 'machines' }, note: '', createdAt: NOW, edited: { by: person('Ola Owner'), at: NOW }, plan: null, closed: null, ...over,
  };
}

const standings: { readonly [K: string]: readonly Standing[] } = {
  W07: [...Array.from({ length: 23 }, () => standing('tested')), standing('seeding', HOUR * 3), standing('seeding')],
  W08: [...Array.from({ length: 10 }, () => standing('protected')), standing('test-review'), standing('test-review')],
  W09: [...Array.from({ length: 10 }, () => standing('seeding')), ...Array.from({ length: 30 }, () => ({ migration: null, live: null, queued: true }))],
  W10: Array.from({ length: 12 }, () => ({ migration: null, live: null, queued: false })),
  W01: Array.from({ length: 25 }, () => standing('migrated')),
};

function standing(phase: keyof typeof positions, stoodMs = 0): Standing {
  return { migration: at(phase, { verdict: worksVerdict, positionSince: NOW - 5 * HOUR }), live: liveOf({ percent: 61, movedAt: NOW - stoodMs }), queued: false };
}

function line(wave: Wave, machines: readonly Standing[], approvals: readonly string[] = []): BoardWave {
  const tally = tallyOf(machines, NOW);
  return { wave, tally, progress: progressOf(tally), urgency: urgencyOf(tally, approvals.length), approvals };
}

const waves = [line(waveOf('W07', { window: WINDOW }), standings['W07'] ?? [], ['A-1042']), line(waveOf('W08'), standings['W08'] ?? []), line(waveOf('W09'), standings['W09'] ?? []), line(waveOf('W10'), standings['W10'] ?? []), line(waveOf('W01', { window: WINDOW }), standings['W01'] ?? [])];

/** As many waves as the programme has, each as long as a line gets. */
const twenty = Array.from({ length: 20 }, (_, n) => line(waveOf(`W${String(n + 1).padStart(2, '0')}`, { window: WINDOW }), [...(standings['W07'] ?? []), ...(standings['W08'] ?? []), { migration: stuckMigration, live: null, queued: false }, standing('quiescing'), standing('in-azure'), standing('accepted'), ...(standings['W09'] ?? [])], ['A-1', 'A-2']));

const machine = (n: number, name = `web-${String(n).padStart(2, '0')}`): { readonly instanceId: string; readonly name: string } => ({ instanceId: instanceIdFromCloud(`i-0a1${String(n).padStart(14, '0')}`), name });

const base: Wait = { kind: 'verdict', since: NOW - 3 * HOUR, wave: 'W07', machines: Array.from({ length: 12 }, (_, n) => machine(n)), ref: null, about: '', mine: true, who: null, days: null, request: null };
const waits: readonly Wait[] = [
  { ...base, kind: 'billing', since: NOW - 5 * DAY, wave: 'W03', machines: [machine(1), machine(2)], days: 27 },
  { ...base, kind: 'verdict', since: NOW - 3 * DAY, days: 3 },
  { ...base, kind: 'failed', since: NOW - 2 * HOUR, machines: [machine(7)] },
  { ...base, kind: 'approval', since: NOW - HOUR, machines: [], ref: 'A-1042', about: 'W07', request: { operation: 'cutover', machines: 24, until: NOW + HOUR } },
  { ...base, kind: 'accept', since: NOW - 30_000, wave: null, machines: [machine(3)], mine: false, who: 'Ola Owner' },
];

/** One line of every kind. */
const everyKind: readonly Wait[] = (['approval', 'verdict', 'quiesce', 'manual', 'accept', 'complete', 'failed', 'drift', 'gone', 'held', 'not-started', 'check', 'review', 'billing'] as const).map((kind) => ({ ...base, kind, ref: kind === 'check' ? 'run1' : 'A-1042', about: kind === 'check' ? '4 of 25' : 'W07', days: kind === 'billing' ? 27 : null, request: kind === 'approval' ? { operation: 'cutover', machines: 24, until: NOW + HOUR } : null }));

const left = [{ machine: 'web-07', why: { code: 'wrong-phase', detail: { machine: 'web-07', phase: 'seeding' } } }, { machine: 'web-08', why: { code: 'wrong-phase', detail: { machine: 'web-08', phase: 'seeding' } } }, { machine: 'db-01', why: { code: 'stuck', detail: { machine: 'db-01' } } }] as const;
const names = (n: number): readonly string[] => Array.from({ length: n }, (_, i) => machine(i).name);

export const ordinaryMany: { readonly [name: string]: () => Rendered } = {
  'board.waves': () => boardCard({ fleet: fleetOf({ waves, lone: [statusOf(at('test-review', { name: 'jump-01' }))], unmanaged: 4, dead: ['Old channel'], late: 2 }), page: 0 }, en),
  'board.twenty': () => boardCard({ fleet: fleetOf({ waves: twenty, holdAll: { by: person('Ola Owner'), at: NOW, reason: 'the line is down' } }), page: 0 }, en),
  'board.mine': () => boardCard({ fleet: fleetOf({}), mine: true, page: 0 }, en),
  next: () => nextCard({ inbox: { waits, others: 3, now: NOW, asOf: NOW }, all: false, page: 0 }, en),
  'next.all': () => nextCard({ inbox: { waits, others: 1, now: NOW, asOf: NOW }, all: true, page: 1 }, en),
  'next.none': () => nextCard({ inbox: { waits: [], others: 2, now: NOW, asOf: null }, all: false, page: 0 }, en),
  ...Object.fromEntries(everyKind.map((wait) => [`next.${wait.kind}`, () => nextCard({ inbox: { waits: [wait], others: 0, now: NOW, asOf: NOW }, all: false, page: 0 }, en)])),
  'bulk-confirm': () => bulkConfirmCard({ ...en.bulk.questions.test(22, 'W07 (22 of 25 machines)'), confirmTitle: en.bulk.questions.test(22, 'W07').button, warnings: [], names: names(22), left, form }, en),
  'bulk-result': () => bulkResultCard({ what: 'W07', wave: 'W07', done: en.bulk.done.test(22), lines: [], begun: names(22), refused: left }, en),
  'bulk-result.none': () => bulkResultCard({ what: 'W07', wave: 'W07', done: '', lines: [], begun: [], refused: left }, en),
  'bulk-replicate': () => bulkReplicateCard({ what: 'W07', wave: 'W07', ready: 21, barred: left, under: ['jump-01'], short: ['vCPU of the family: 12 cores are missing'], batch: '10', most: 50, problem: null, form }, en),
  'bulk-replicate.none': () => bulkReplicateNone({ what: 'W07', wave: 'W07', barred: left, under: [] }, en),
};

export function manyWithText(text: string): { readonly [name: string]: () => Rendered } {
  const hundred = Array.from({ length: 100 }, (_, n) => ({ machine: `${n} ${text}`, why: { code: 'not-ready', detail: { machine: text, blocks: `${n % 60} ${text}` } } as const }));
  const all = Array.from({ length: 100 }, (_, n) => `${n} ${text}`);
  return {
    'board.waves': () => boardCard({ fleet: fleetOf({ waves: twenty.map((l) => ({ ...l, wave: { ...l.wave, name: text } })), dead: [text, text], holdAll: { by: person(text), at: NOW, reason: text } }), page: 0 }, en),
    next: () => nextCard({ inbox: { waits: everyKind.map((wait, n) => ({ ...wait, wave: text, about: text, who: text, mine: false, machines: [machine(n, text), machine(n + 1, text)] })), others: 3, now: NOW, asOf: NOW }, all: false, page: 1 }, en),
    'bulk-confirm': () => bulkConfirmCard({ title: text, confirmTitle: text, warnings: [text, text], lines: [text, text], names: all, left: hundred, form }, en),
    'bulk-result': () => bulkResultCard({ what: text, wave: text, done: en.bulk.done.test(100), lines: [text], begun: all, refused: hundred }, en),
    'bulk-replicate': () => bulkReplicateCard({ what: text, wave: text, ready: 3, barred: hundred, under: all, short: [text, text], batch: text, most: 50, problem: text, form }, en),
    'bulk-replicate.none': () => bulkReplicateNone({ what: text, wave: text, barred: hundred, under: all }, en),
  };
}
