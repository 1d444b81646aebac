import { frozenCard } from '../cards/frozen.ts';
import { WAVE_ASKS, waveAsksCard, type WaveAsk, type WaveAskRow } from '../cards/wave-asks.ts';
import type { Migration, Phase } from '../domain/migration/types.ts';
import { TRANSITIONS } from '../domain/migration/transitions.ts';
import { episodes, type Stay } from '../domain/notice/episodes.ts';
import type { Words } from '../text/en.ts';
import type { Story, Wanted, WaveStory } from './story.ts';
import { entriesOf, type Entry } from './wanted.ts';

/** The phase in which a machine waits for the answer, and whether each group is asked by itself. */
const KINDS: { readonly [K in WaveAsk]: { readonly phase: Phase; readonly byGroup: boolean } } = {
  verdict: { phase: 'test-review', byGroup: false },
  quiesce: { phase: 'quiescing', byGroup: true },
  accept: { phase: 'in-azure', byGroup: true },
};

const NAMES = new Intl.Collator('en', { numeric: true });

type Asked = { readonly story: Story; readonly entry: Entry; readonly answer: Entry | null };

/** What machines of the wave wait for: those that wait for the same thing at the same time are asked about in one card. */
export function waveAsks(s: WaveStory, words: Words): readonly Wanted[] {
  const groups = [...new Set(s.view.wave.members.map((m) => m.group))].toSorted((a, b) => a - b);
  return WAVE_ASKS.flatMap((kind) => {
    const { byGroup } = KINDS[kind];
    return (byGroup && groups.length > 1 ? groups : [null]).flatMap((group) => questionsOf(s, { kind, group }, words));
  });
}

type Of = { readonly kind: WaveAsk; readonly group: number | null };

function questionsOf(s: WaveStory, o: Of, words: Words): readonly Wanted[] {
  const stays = s.machines.filter(({ member }) => o.group === null || member.group === o.group).flatMap(({ story }) => staysOf(story, o.kind));
  return episodes(stays).map((episode) => question(s, { ...o, episode }, words));
}

/** From the event that asks to the first one that leads elsewhere. */
function staysOf(story: Story, kind: WaveAsk): readonly Stay<Asked>[] {
  const { phase } = KINDS[kind];
  const entries = entriesOf(story);
  return entries.filter((e) => asks(e, entries, kind)).map((entry) => {
    const answer = entries.find((e) => e.seq > entry.seq && TRANSITIONS[phase][e.event.type] !== undefined) ?? null;
    const isOver = answer !== null || story.status.migration.position.phase !== phase;
    const last = entries.at(-1)?.record.position ?? entry.record.position;
    return { of: { story, entry, answer }, from: entry.record.position, to: isOver ? (answer?.record.position ?? last) : null };
  });
}

function asks({ event, seq }: Entry, entries: readonly Entry[], kind: WaveAsk): boolean {
  if (event.type === 'DriftAdopted') return event.outcome?.to === KINDS[kind].phase;
  if (kind === 'verdict') return event.type === 'TestVmReady';
  if (kind === 'accept') return event.type === 'FailoverFinished' || event.type === 'RollbackStopped';
  // Without its EC2 machine there is nothing to stop first.
  return event.type === 'CutoverApproved' && !entries.some((e) => e.seq < seq && e.event.type === 'SourceLost');
}

function question(s: WaveStory, o: Of & { readonly episode: readonly Stay<Asked>[] }, words: Words): Wanted {
  const { wave } = s.view;
  const [first] = o.episode;
  const from = first?.from ?? 0;
  const rows = o.episode.map(({ of, to }) => rowOf(of, { kind: o.kind, isOpen: to === null }, words)).toSorted((a, b) => NAMES.compare(a.machine, b.machine));
  const isOpen = rows.some((r) => r.answer === null);
  const card = isOpen ? waveAsksCard({ kind: o.kind, wave: wave.name, group: o.group, owner: wave.owner.name, rows }, words) : answered(s, { ...o, rows }, words);
  const key = `${wave.id}:${o.kind}${o.group === null ? '' : `:g${o.group}`}:${from}`;
  return { key, role: 'question', lane: 'N1', kind: o.kind, at: first?.of.entry.record.at ?? wave.createdAt, content: { card }, ...(isOpen ? { mentions: [wave.owner] } : { isOver: true }), ...(o.kind === 'verdict' ? {} : { tonight: true }) };
}

function rowOf({ story, entry, answer }: Asked, o: { readonly kind: WaveAsk; readonly isOpen: boolean }, words: Words): WaveAskRow {
  const m = story.status.migration;
  const vm = vmOf(entry, m);
  const state = o.isOpen && (m.stuck !== null || m.drift !== null || (m.hold ?? null) !== null) ? words.state.state(m) : '';
  return { machine: m.name, about: [vm, state].filter((part) => part !== '').join(' · '), answer: o.isOpen ? null : answer === null ? words.state.state(m) : words.history(answer.event) };
}

/** What people look for in the cloud; nothing where it bears the machine's own name. */
function vmOf({ event }: Entry, { name, instanceId }: Migration): string {
  const vm = event.type === 'TestVmReady' ? event.testVm : event.type === 'FailoverFinished' ? event.vm : instanceId;
  return vm === name ? '' : vm;
}

/** Everybody has answered: what became of it stays, without buttons. */
function answered(s: WaveStory, o: Of & { readonly rows: readonly WaveAskRow[] }, words: Words) {
  const w = words.notices.asks;
  const lines = o.rows.slice(0, 7).map((r) => w.row(r));
  const more = o.rows.length > 7 ? [w.more(o.rows.length - 7, s.view.wave.name)] : [];
  return frozenCard({ title: w.answered(s.view.wave.name, o.group), text: [...lines, ...more].join('\n') }, words);
}
