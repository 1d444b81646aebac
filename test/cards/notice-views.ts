/** Cards of notices: questions about many machines, the digest, and who is told what. */
import { digestCard } from '../../src/cards/digest.ts';
import type { Rendered } from '../../src/cards/rendered.ts';
import { subscriptionsCard } from '../../src/cards/subscriptions.ts';
import { waveAsksCard, type WaveAsk } from '../../src/cards/wave-asks.ts';
import { withLines } from '../../src/cards/with-lines.ts';
import { conversationIdFromActivity } from '../../src/domain/ids.ts';
import { en } from '../../src/text/en.ts';
import { NOW } from './fixtures.ts';

const HERE = conversationIdFromActivity('19:here@thread.tacv2');

function views(text: string, n: number): { readonly [name: string]: () => Rendered } {
  const name = (i: number): string => (text === '' ? `web-${String(i).padStart(2, '0')}` : text);
  const asks = (kind: WaveAsk, group: number | null): Rendered => waveAsksCard({ kind, wave: text === '' ? 'W07' : text, group, owner: text === '' ? 'Olive Owner' : text, rows: Array.from({ length: n }, (_, i) => ({ machine: name(i), about: text === '' ? `${name(i)}-test` : text, answer: i % 3 === 0 ? `Verdict on the test: works${text}` : null })) }, en);
  const names = Array.from({ length: n }, (_, i) => name(i));
  return {
    'wave-asks.verdict': () => asks('verdict', null),
    'wave-asks.quiesce': () => asks('quiesce', 1),
    'wave-asks.accept': () => withLines(asks('accept', 2), [en.notices.relayedCard({ where: text === '' ? 'Migration' : text, inDoubt: false })]),
    digest: () => digestCard({ since: NOW, done: [{ phase: 'protected', machines: names }, { phase: 'migrated', machines: names.slice(0, 1) }], atRisk: names.slice(0, 2), needsYou: names.slice(0, 3).map((machine) => ({ machine, phase: 'test-review' })), costs: names.slice(0, 1), risks: [en.notices.risk({ name: name(0), isAlone: true, why: en.forecast.ownRisks([{ code: 'late', machines: names }], null), window: { at: '2026-11-28 22:00 UTC', isOpen: false } })], left: names.slice(0, 12).map((one) => en.notices.health(one, 'normal', 'warning')) }, en),
    subscriptions: () => subscriptionsCard({ told: { follows: names.slice(0, 6).map((one, i) => ({ conversation: HERE, subject: `w-default-${i}`, name: one, level: i % 2 === 0 ? 'all' : 'failures', since: NOW })), home: names, habit: { conversation: HERE, zone: 'Europe/Rome', quiet: { from: 1320, to: 420 }, digest: { at: 510, days: 'weekdays' }, since: NOW } } }, en),
  };
}

export const ordinaryNotices = views('', 5);

/** The same with foreign text wherever a person writes freely, and as many machines as a wave may have. */
export function noticesWithText(text: string): { readonly [name: string]: () => Rendered } {
  return views(text, 100);
}
