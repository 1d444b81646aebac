/** Cards of what is to be expected: lines over time, ends of first copies, windows at risk, costs. */
import { boardCard } from '../../src/cards/board.ts';
import { costCard } from '../../src/cards/cost.ts';
import { machineCard } from '../../src/cards/machine.ts';
import type { Rendered } from '../../src/cards/rendered.ts';
import { waveCard } from '../../src/cards/wave.ts';
import { progressOf, tallyOf } from '../../src/domain/board/tally.ts';
import { costOf } from '../../src/domain/cost/cost.ts';
import type { FirstCopy } from '../../src/domain/forecast/first-copy.ts';
import type { HourPoint } from '../../src/domain/forecast/sample.ts';
import type { WaveForecast } from '../../src/domain/forecast/wave.ts';
import { instanceIdFromCloud } from '../../src/domain/ids.ts';
import type { Migration, Position } from '../../src/domain/migration/types.ts';
import { DAY, HOUR, MINUTE } from '../../src/domain/time.ts';
import { en } from '../../src/text/en.ts';
import type { CostRow, Costs } from '../../src/usecases/forecast-types.ts';
import type { MachineStatus } from '../../src/usecases/types.ts';
import { at, liveOf, NOW, statusOf, WINDOW } from './fixtures.ts';
import { fleetOf, waveOf } from './many-views.ts';
import { waveViewOf } from './wave-views.ts';

type Views = { readonly [name: string]: () => Rendered };

const FIRST_HOUR = Math.floor(NOW / HOUR) * HOUR - DAY;
/** A night with one bad hour and one in which nothing was read. */
const hours: readonly HourPoint[] = Array.from({ length: 24 }, (_, i): HourPoint => ({ hour: FIRST_HOUR + i * HOUR, rpoSeconds: i === 17 ? 4_260 : 60 + 60 * (i % 5), percent: null })).filter((_, i) => i !== 9);
const copyHours: readonly HourPoint[] = Array.from({ length: 6 }, (_, i): HourPoint => ({ hour: FIRST_HOUR + (18 + i) * HOUR, rpoSeconds: null, percent: Math.min(61, 12 * (i + 1)) }));

const stalled = { kind: 'stalled', since: NOW - 3 * HOUR, percent: 61, causes: [{ kind: 'heartbeat', seen: true, sign: null }, { kind: 'port', seen: true, sign: 'NET-SG-OUT' }, { kind: 'churn', seen: false, sign: null }, { kind: 'cache', seen: false, sign: null }] } as const satisfies FirstCopy;
const range: FirstCopy = { kind: 'range', from: NOW + 3 * HOUR, to: NOW + 9 * HOUR };
const seeding = at('seeding', { positionSince: NOW - 5 * HOUR });
const machine = (copy: FirstCopy, points: readonly HourPoint[]): Rendered => machineCard({ status: { ...statusOf(seeding, liveOf({ percent: 61, rpoSeconds: null, movedAt: NOW - 3 * HOUR })), outlook: { copy, hours: points } } }, en);

function forecastOf(name: string, n = 1): WaveForecast {
  const names = Array.from({ length: n }, (_, i) => (n === 1 ? name : `${name} ${i}`));
  return {
    copies: { from: NOW + 3 * HOUR, to: NOW + 9 * HOUR }, unknown: [], stalled: names.map((one, i) => ({ name: one, copy: { ...stalled, since: stalled.since - (i % 5) * HOUR } })),
    fit: { kind: 'tight', windowMs: 4 * HOUR, parts: { test: { usual: 170 * MINUTE, most: 170 * MINUTE }, stop: { usual: 25 * MINUTE, most: 40 * MINUTE }, verdict: { usual: 30 * MINUTE, most: 30 * MINUTE } }, usualMs: 225 * MINUTE, mostMs: 240 * MINUTE, missing: [] },
    risks: [{ code: 'stalled', machines: names }, { code: 'late', machines: names }, { code: 'rpo', machines: names }, { code: 'tight', machines: [] }],
  };
}

const mixed = (i: number): Position['phase'] => (['seeding', 'protected', 'tested'] as const)[i % 3] ?? 'tested';
const wave = (forecast: WaveForecast, points: readonly HourPoint[]): Rendered => waveCard({ ...waveViewOf(25, mixed), outlook: { forecast, hours: points } }, en);
const nothingKnown: WaveForecast = { copies: null, unknown: ['web-01', 'web-04'], stalled: [], fit: { kind: 'unknown', windowMs: 4 * HOUR, parts: { test: null, stop: null, verdict: null }, usualMs: 0, mostMs: 0, missing: ['test', 'stop', 'verdict'] }, risks: [] };

function board(name: string): Rendered {
  const machines = [{ migration: at('tested'), live: liveOf(), queued: false }, { migration: seeding, live: liveOf({ percent: 61, movedAt: NOW - 3 * HOUR }), queued: false }];
  const tally = tallyOf(machines, NOW);
  const line = { wave: waveOf(name, { window: WINDOW }), tally, progress: progressOf(tally), urgency: 0, approvals: [], forecast: forecastOf('web-07') } as const;
  return boardCard({ fleet: fleetOf({ waves: [line] }), page: 0 }, en);
}

/** Machines of no wave: one that fails, one that waits for somebody, two at risk, one that goes on by itself. */
function lone(text: string | null): Rendered {
  const risky = (name: string, m: Migration, risks: WaveForecast['risks']): MachineStatus => ({ ...statusOf({ ...m, name: text ?? name }, liveOf({ percent: 61, rpoSeconds: null })), risks });
  const calm = (name: string, m: Migration): MachineStatus => statusOf({ ...m, name: text ?? name }, liveOf());
  const late = risky('db-02', { ...seeding, window: WINDOW }, [{ code: 'late', machines: ['db-02'] }, { code: 'tight', machines: [] }]);
  const still = risky('db-03', { ...seeding, position: { phase: 'seeding' } }, [{ code: 'stalled', machines: ['db-03'] }]);
  const old = risky('app-02', at('tested', { window: WINDOW }), [{ code: 'rpo', machines: ['app-02'] }]);
  return boardCard({ fleet: fleetOf({ lone: [calm('app-01', at('in-azure')), late, still, old, calm('web-09', at('seeding')), calm('web-10', at('testing'))] }), page: 0 }, en);
}

type Row = { readonly phase: Position['phase']; readonly days: number; readonly position?: Position };

function costs(text: string | null, n: number, price: Costs['price']): Costs {
  const kinds: readonly Row[] = [
    { phase: 'protected', days: 40 }, { phase: 'tested', days: 26 }, { phase: 'protected', days: 3 },
    { phase: 'test-review', days: 9, position: { phase: 'test-review', testVm: 't', since: NOW - 3 * DAY } }, { phase: 'accepted', days: 12, position: { phase: 'accepted', failedOverAt: NOW - 4 * DAY, vm: 'v', by: at('tested').owner, at: NOW - 3 * DAY } },
  ];
  const rows = Array.from({ length: n }, (_, i): CostRow | null => {
    const kind = kinds[i % kinds.length];
    if (kind === undefined) return null;
    const name = text ?? `web-${String(i + 1).padStart(2, '0')}`;
    const migration: Migration = at(kind.phase, { name, instanceId: instanceIdFromCloud(`i-${(i + 1).toString(16).padStart(17, '0')}`), startedAt: NOW - kind.days * DAY, ...(kind.position === undefined ? {} : { position: kind.position }) });
    const cost = costOf({ migration, isReplicated: true, testUntil: i === 8 ? NOW + DAY : null, price, now: NOW });
    return cost === null ? null : { migration, wave: i % 2 === 0 ? (text ?? 'W07') : null, cost };
  }).filter((r) => r !== null);
  return { title: text, rows, price, now: NOW };
}

export const ordinaryOutlook: Views = {
  'machine.copy-range': () => machine(range, copyHours),
  'machine.copy-stalled': () => machine(stalled, copyHours),
  'machine.copy-unknown': () => machine({ kind: 'unknown' }, []),
  'machine.rpo-line': () => machineCard({ status: { ...statusOf(at('protected')), outlook: { copy: null, hours } } }, en),
  'wave.at-risk': () => wave(forecastOf('web-07'), hours),
  'wave.not-known': () => wave(nothingKnown, []),
  'board.at-risk': () => board('W07'),
  'board.lone-at-risk': () => lone(null),
  cost: () => costCard(costs(null, 15, { amount: 25, currency: 'EUR' }), en),
  'cost.no-price': () => costCard(costs(null, 5, null), en),
  'cost.none': () => costCard({ title: 'W07', rows: [], price: null, now: NOW }, en),
};

/** The same with foreign text, and as many machines as a programme may have. */
export function outlookWithText(text: string): Views {
  return {
    'wave.at-risk': () => waveCard({ ...waveViewOf(100, mixed, { text }), outlook: { forecast: forecastOf(text, 40), hours } }, en),
    'wave.not-known': () => wave({ ...nothingKnown, unknown: Array.from({ length: 30 }, () => text) }, hours),
    'board.at-risk': () => board(text),
    'board.lone-at-risk': () => lone(text),
    cost: () => costCard(costs(text, 500, { amount: 25, currency: text.slice(0, 8) }), en),
  };
}
