import { asking } from '../cards/shown.ts';
import { withLines } from '../cards/with-lines.ts';
import type { BudgetKind } from '../domain/notice/budget.ts';
import type { Lane } from '../domain/notice/types.ts';
import { HOUR, MINUTE } from '../domain/time.ts';
import type { Conversation, Post } from '../ports/conversations.ts';
import type { Messenger, Outgoing } from '../ports/teams.ts';
import { CloudError } from '../ports/trouble.ts';
import type { Words } from '../text/en.ts';
import { clip } from '../text/neutral.ts';
import type { Deps } from '../usecases/deps.ts';
import type { Wanted } from './story.ts';

/** What messages are sent with. */
export type OutboxDeps = Pick<Deps, 'store' | 'clock' | 'log' | 'digest'> & { readonly messenger: Messenger; readonly words: Words };

/** Where exactly: under a root card, or with null where a message begins something of its own. */
export type Spot = { readonly to: Conversation; readonly root: string | null };

/** What became of one attempt. `doubt`: Teams may or may not have taken it. `gone`: the thread or message is not there. `refused`: not taken for what it is. `taken`: somebody else sends it. */
export type Attempt = { readonly kind: 'sent'; readonly activityId: string } | { readonly kind: 'later' | 'doubt'; readonly waitMs: number } | { readonly kind: 'gone' | 'dead' | 'refused' | 'taken' };

/** A place that does not take anything is tried again after this long, when there is something to say. */
const DEAD_AGAIN_MS = HOUR;
/** How long a message rests that Teams refused for what it is. */
export const REFUSED_MS = 10 * MINUTE;

type Creation = { readonly spot: Spot; readonly keys: readonly string[]; readonly lane: Lane; readonly message: Outgoing; readonly hash: string };

/** Sends one new message for all of its keys: recorded before it is sent, and never repeated from here. */
export async function create(d: OutboxDeps, o: Creation): Promise<Attempt> {
  const waitMs = await budgetWait(d, o.spot, o.lane);
  if (waitMs > 0) return { kind: 'later', waitMs };
  const at = d.clock.now();
  if (!(await d.store.claimPosts(o.keys.map((key) => ({ key, conversation: o.spot.to.id, hash: o.hash, at, root: o.spot.root }))))) return { kind: 'taken' };
  try {
    const { activityId } = o.spot.root === null ? await d.messenger.post(o.spot.to, o.message) : await d.messenger.reply(o.spot.to, o.spot.root, o.message);
    await d.store.recordPosts(o.keys, { activityId, status: 'sent', at: d.clock.now() });
    await d.store.clearDead(o.spot.to.id);
    return { kind: 'sent', activityId };
  } catch (error) {
    if (error instanceof CloudError) await (error.mayHaveHappened ? d.store.recordPosts(o.keys, { status: 'lost' }) : d.store.dropPosts(o.keys));
    return failed(d, { spot: o.spot, key: o.keys[0] ?? '', error, isNew: true });
  }
}

/** Makes a message that stands there say something else; may be repeated. */
export async function edit(d: OutboxDeps, o: { readonly spot: Spot; readonly post: Post & { readonly activityId: string }; readonly lane: Lane; readonly message: Outgoing; readonly hash: string }): Promise<Attempt> {
  // The card that begins a thread is a part of it.
  const spot = { to: o.spot.to, root: o.spot.root ?? o.post.activityId };
  const waitMs = await budgetWait(d, spot, o.lane);
  if (waitMs > 0) return { kind: 'later', waitMs };
  try {
    await d.messenger.edit(o.spot.to, o.post.activityId, o.message, o.spot.root ?? undefined);
    await d.store.recordPost(o.post.key, { hash: o.hash, at: d.clock.now() });
    await d.store.clearDead(o.spot.to.id);
    return { kind: 'sent', activityId: o.post.activityId };
  } catch (error) {
    const attempt = await failed(d, { spot, key: o.post.key, error, isNew: false });
    return attempt.kind === 'doubt' ? { kind: 'later', waitMs: attempt.waitMs } : attempt;
  }
}

async function failed(d: OutboxDeps, o: { readonly spot: Spot; readonly key: string; readonly error: unknown; readonly isNew: boolean }): Promise<Attempt> {
  const { error } = o;
  if (!(error instanceof CloudError)) throw error;
  d.log.warn({ key: o.key, operation: error.operation, kind: error.kind, code: error.code, why: error.message, mayHaveHappened: error.mayHaveHappened }, 'a post could not be delivered');
  if (error.kind === 'invalid') return { kind: 'refused' };
  if (isDead(error, o)) {
    await markDead(d, o.spot.to, error.code ?? error.kind);
    return { kind: 'dead' };
  }
  if (error.kind === 'notFound') return { kind: 'gone' };
  const waitMs = await d.store.pauseBudget({ ...threadBudget(o.spot), at: d.clock.now(), refusal: { retryAfterMs: error.retryAfterMs, chance: chanceOf(d.clock.nonce()) } });
  return { kind: error.mayHaveHappened ? 'doubt' : 'later', waitMs };
}

/** Where nothing can be begun, it is not a message that is gone. */
function isDead({ kind }: CloudError, o: { readonly spot: Spot; readonly isNew: boolean }): boolean {
  return kind === 'forbidden' || (kind === 'notFound' && o.isNew && o.spot.root === null);
}

/** Nothing more is tried there for a while, and the board shows it. */
async function markDead(d: OutboxDeps, c: Conversation, why: string): Promise<void> {
  const now = d.clock.now();
  d.log.error({ conversation: c.id, why }, 'Ferry cannot post in a conversation any more; its machines are told elsewhere until it is added again');
  await d.store.markDead({ id: c.id, kind: c.kind, name: c.name, since: now, again: now + DEAD_AGAIN_MS, why });
}

const APP = 'app';

async function budgetWait(d: OutboxDeps, spot: Spot, lane: Lane): Promise<number> {
  return (await d.store.spendBudget({ budgets: [{ name: APP, kind: 'app' }, threadBudget(spot)], lane, at: d.clock.now() })).waitMs;
}

/** A thread of a channel has its own budget, and so has beginning one; elsewhere the chat is the thread. */
function threadBudget({ to, root }: Spot): { readonly name: string; readonly kind: BudgetKind } {
  if (to.kind !== 'channel') return { name: `t:${to.id}`, kind: 'shared' };
  return root === null ? { name: `t:${to.id};new`, kind: 'shared' } : { name: `t:${to.id};${root}`, kind: 'thread' };
}

/** A number from 0 to 1 out of a fresh id. */
function chanceOf(nonce: string): number {
  let sum = 0;
  for (const letter of nonce) sum = (sum * 31 + letter.charCodeAt(0)) % 1_000;
  return sum / 1_000;
}

/** The words of a message in one piece, for where many are told together. */
export function wordsOf(want: Wanted): string {
  return 'text' in want.content ? want.content.text : want.content.card.summary;
}

/** A notification shows no more. */
const SUMMARY_LENGTH = 200;

/** What a notification shows of a text. */
export function firstLine(text: string): string {
  return clip(text.split('\n', 1)[0] ?? text, SUMMARY_LENGTH);
}

/** What is sent, with lines about the message itself. A card that asks for a decision is kept before anybody can see it, so that the audit has what people decided on. */
export async function messageOf(d: OutboxDeps, want: Wanted, lines: readonly string[] = []): Promise<Outgoing> {
  const mentions = want.mentions === undefined ? {} : { mentions: want.mentions };
  if ('text' in want.content) return { summary: firstLine(want.content.text), text: [...lines, want.content.text].join('\n\n'), ...mentions };
  const { summary, card } = withLines(want.content.card, lines);
  const asked = asking(card, d.digest);
  if (asked === null) return { summary, card, ...mentions };
  await d.store.keepCard({ ...asked.keep, at: d.clock.now() });
  return { summary, card: asked.card, ...mentions };
}

/** The meaning of a message: the same meaning is not sent again. */
export function hashOf(d: Pick<OutboxDeps, 'digest'>, want: Wanted, lines: readonly string[] = []): string {
  const content = 'text' in want.content ? want.content.text : want.content.card;
  return d.digest(JSON.stringify(lines.length === 0 ? content : [content, lines]));
}
