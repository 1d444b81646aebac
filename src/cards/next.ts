import template from '../../cards/next.json' with { type: 'json' };
import type { Wait, WaitKind } from '../domain/board/inbox.ts';
import type { Words } from '../text/en.ts';
import { clip, neutral } from '../text/neutral.ts';
import type { Inbox } from '../usecases/board-types.ts';
import { buttons, execute, type Press } from './button.ts';
import { pageOf, type Page } from './page.ts';
import { pagingButtons } from './paging-buttons.ts';
import { layout, raw, type Cell } from './render.ts';
import type { Rendered } from './rendered.ts';
import { asOf, localTime } from './times.ts';

const card = layout(template);

/** `all` when what waits for others is shown too. */
export type NextView = { readonly inbox: Inbox; readonly all: boolean; readonly page: number };

/** With More there are five buttons in sight at most. */
const A_PAGE = 4;

/** What waits, the oldest first, each with the button that answers it and the words that do the same. */
export function nextCard({ inbox, all, page: wanted }: NextView, words: Words): Rendered {
  const w = words.cards.next;
  const page = pageOf(inbox.waits, wanted, A_PAGE);
  const title = w.title(inbox.waits.length, all);
  const counts = w.counts(countsOf(inbox.waits));
  const [paging] = pagingButtons(page, { verb: 'next', id: all ? 'all' : '' }, words);
  return card(counts === '' ? title : `${title}: ${counts}`, {
    title,
    counts: countLines(counts, page, words),
    rows: page.rows.map((wait) => rowOf(wait, inbox, words)),
    notes: all || inbox.others === 0 ? [] : [w.others(inbox.others)],
    asOf: inbox.asOf === null ? words.cards.board.neverRead : raw(asOf(inbox.asOf, inbox.now, words)),
    // Rows have buttons of their own; on a full page there is room for one more.
    actions: buttons(paging ?? null, page.rows.length < A_PAGE && paging === undefined ? execute({ verb: 'status', title: w.board }) : null),
  });
}

function countLines(counts: string, page: Page<Wait>, words: Words): readonly string[] {
  if (counts === '') return [];
  return [page.last > 0 ? `${counts} · ${words.cards.machines.page(page.number, page.last)}` : counts];
}

/** What waits, in words. */
export function waitLine(wait: Wait, words: Words): string {
  const w = words.cards.next;
  const n = wait.machines.length;
  return w.line(wait.kind, { what: w.machines(wait.wave, wait.machines.map((m) => clip(m.name, 40))), n, ref: wait.kind === 'check' ? clip(wait.wave ?? '', 40) : (wait.ref ?? ''), about: clip(wait.about, 60), days: wait.days, asked: askedFor(wait, words) });
}

function rowOf(wait: Wait, inbox: Inbox, words: Words): Cell {
  const w = words.cards.next;
  return {
    what: raw(waitLine(wait, words)),
    since: raw([w.since(Math.max(0, inbox.now - wait.since)), ...(wait.request === null ? [] : [w.until(localTime(wait.request.until))]), ...(wait.who === null || wait.mine ? [] : [w.who(clip(wait.who, 60))])].join(' · ')),
    typed: raw(w.type(wait.kind, targetOf(wait), wait.ref ?? '')),
    answer: buttons(execute({ title: w.button(wait.kind), withInputs: false, ...pressOf(wait) })),
  };
}

function askedFor({ request, about }: Wait, words: Words): string {
  return request === null ? '' : words.cards.next.asked(words.cards.approval.what(request.operation, clip(about, 60)), request.machines);
}

/** The selector that means exactly what waits, or the machine's name. */
function targetOf(wait: Wait): string {
  return neutral(plainTarget(wait));
}

function plainTarget(wait: Wait): string {
  const [only] = wait.machines;
  if (wait.kind === 'approval') return wait.about;
  if (wait.kind === 'check') return wait.wave ?? 'all';
  if (wait.machines.length === 1 && only !== undefined) return only.name;
  const state = STATES[wait.kind];
  return `${wait.wave ?? ''}${state === null ? '' : ` state:${state}`}`.trim();
}

const STATES: { readonly [K in WaitKind]: string | null } = {
  approval: null, verdict: 'review', quiesce: 'quiescing', manual: 'failed', accept: 'in-azure', complete: 'accepted', failed: 'failed', drift: 'drifted', gone: null, held: 'held', 'not-started': 'waiting', check: null, review: null, billing: null, 'test-up': null, 'left-on': null,
};

const VERBS: { readonly [K in WaitKind]: Press['verb'] } = {
  approval: 'status', verdict: 'verdict', quiesce: 'quiesce', manual: 'status', accept: 'accept', complete: 'complete', failed: 'retry', drift: 'status', gone: 'status', held: 'resume', 'not-started': 'check', check: 'check', review: 'breakglass', billing: 'status', 'test-up': 'status', 'left-on': 'status',
};

/** A button leads to the question; it never answers it. */
function pressOf(wait: Wait): Pick<Press, 'verb' | 'id' | 'data'> {
  const verb = VERBS[wait.kind];
  const [only] = wait.machines;
  if (wait.kind === 'approval' || wait.kind === 'review') return { verb, id: wait.ref ?? '' };
  if (wait.kind === 'check') return { verb, id: wait.ref ?? '', data: { run: true, act: 'show' } };
  return wait.machines.length === 1 && only !== undefined ? { verb, id: only.instanceId } : pressOfMany(wait, verb);
}

/** What can only be answered machine by machine is looked at on the card of the wave. */
function pressOfMany(wait: Wait, verb: Press['verb']): Pick<Press, 'verb' | 'id' | 'data'> {
  if (verb === 'status' || verb === 'complete' || verb === 'check') return { verb: 'status', id: neutral(wait.wave ?? '') };
  return { verb, id: targetOf(wait), ...(wait.kind === 'verdict' ? { data: { works: true } } : {}) };
}

function countsOf(waits: readonly Wait[]): readonly { readonly kind: WaitKind; readonly n: number }[] {
  const counts = new Map<WaitKind, number>();
  for (const wait of waits) counts.set(wait.kind, (counts.get(wait.kind) ?? 0) + Math.max(1, wait.machines.length));
  return [...counts].map(([kind, n]) => ({ kind, n }));
}
