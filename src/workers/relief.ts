import { withLines } from '../cards/with-lines.ts';
import { OVERDUE_MS } from '../domain/notice/types.ts';
import { samePerson } from '../domain/person.ts';
import { utc } from '../text/format.ts';
import type { Conversation, DeadConversation, Delivery } from '../ports/conversations.ts';
import { isChatOf, type Around } from './places.ts';
import type { PublishDeps } from './publish-work.ts';
import { publish } from './publish.ts';
import type { Wanted } from './story.ts';
import type { Subject } from './subjects.ts';

type Home = { readonly conversation: Pick<Conversation, 'id' | 'name'>; readonly dead: DeadConversation | null };

/** Takes what could not be delivered at home to the next route: the owner's personal chat, and where that does not work either, those on call and the backups of the request. Returns when to come back. */
export async function relieve(d: PublishDeps, s: Subject, o: { readonly home: Home; readonly overdue: readonly Wanted[]; readonly around: Around }): Promise<number | null> {
  if (!(await isNeeded(d, s, o))) return null;
  const onCall = [...o.around.onCall, ...s.approvals.flatMap((a) => a.backups ?? [])];
  const chatsOf = (people: typeof onCall): readonly Conversation[] => o.around.conversations.filter((c) => c.id !== s.home && isChatOf(c, people));
  const waits: number[] = [];
  // Whoever is on call was paged already, as far as it was a page.
  let left: readonly Wanted[] = [...(await deadNotice(d, o.home, s)), ...(await without(d, o.overdue, { chats: chatsOf(onCall), mark: '@', within: 0 }))];
  for (const people of [[s.owner.id], onCall]) {
    const chats = chatsOf(people);
    const waitMs = await route(d, { chats, wanted: [...left, ...ended(s)], home: o.home });
    if (waitMs !== null) waits.push(waitMs);
    // A chat gets its two minutes before the next route is taken.
    left = await without(d, left, { chats, mark: '>', within: OVERDUE_MS });
  }
  const lost = left.filter((w) => w.kind !== 'dead').length;
  if (lost > 0) d.log.error({ subject: s.key, notices: lost }, 'urgent notices could not be delivered anywhere');
  await settle(d, o.overdue, chatsOf([s.owner.id, ...onCall]));
  return waits.length === 0 ? null : Math.min(...waits);
}

/** Once something was taken elsewhere, the cards there are kept up too. */
async function isNeeded(d: PublishDeps, s: Subject, o: { readonly home: Home; readonly overdue: readonly Wanted[] }): Promise<boolean> {
  const mark = `relieved:${s.key}`;
  if (o.home.dead === null && o.overdue.length === 0) return (await d.store.note(mark)) !== null;
  await d.store.putNote(mark, 'yes');
  return true;
}

/** The owner is told that the home conversation is dead: once, however many of his waves and machines are told there. */
async function deadNotice(d: PublishDeps, { dead, conversation }: Home, s: Subject): Promise<readonly Wanted[]> {
  if (dead === null) return [];
  const text = d.words.notices.dead({ name: dead.name === '' ? conversation.name : dead.name, since: utc(dead.since), about: await toldThere(d, dead, s) });
  return [{ key: `dead:${dead.id}:${dead.since}:${s.owner.id}`, role: 'note', lane: 'N1', kind: 'dead', at: dead.since, tonight: true, content: { text } }];
}

/** What of the owner is told in the dead conversation. */
async function toldThere({ store }: PublishDeps, dead: DeadConversation, s: Subject): Promise<readonly string[]> {
  const [waves, migrations] = await Promise.all([store.waves(), store.migrations({ open: true })]);
  const all = [...waves.values()].map((w) => w.state);
  const planned = new Set<string>(all.flatMap((w) => w.members.map((m) => m.instanceId)));
  const own = all.filter((w) => w.channel === dead.id && samePerson(w.owner, s.owner)).map((w) => w.name);
  const lone = migrations.map((m) => m.state).filter((m) => m.home === dead.id && samePerson(m.owner, s.owner) && !planned.has(m.instanceId)).map((m) => m.name);
  return [...new Set([s.name, ...own, ...lone])];
}

/** Cards that were taken elsewhere earlier do not go on asking. */
function ended(s: Subject): readonly Wanted[] {
  return s.wanted.filter((w) => w.role === 'question' && w.isOver === true).map((w) => ({ ...w, onlyEdit: true }));
}

async function route(d: PublishDeps, o: { readonly chats: readonly Conversation[]; readonly wanted: readonly Wanted[]; readonly home: Home }): Promise<number | null> {
  const waits: number[] = [];
  for (const conversation of o.chats) {
    const wanted = o.wanted.map((w) => ({ ...relayed(d, w, o.home), key: `${w.key}>${conversation.id}` }));
    const { waitMs } = await publish(d, { conversation, wanted });
    if (waitMs !== null) waits.push(waitMs);
  }
  return waits.length === 0 ? null : Math.min(...waits);
}

/** Says that it was meant for somewhere else. */
function relayed(d: PublishDeps, { mentions: _called, ...w }: Wanted, home: Home): Wanted {
  if (w.kind === 'dead' || w.onlyEdit === true) return w;
  const { relayed: words, relayedCard } = d.words.notices;
  const from = { where: home.conversation.name, inDoubt: w.inDoubt === true };
  if ('text' in w.content) return { ...w, content: { text: words(from, w.content.text) } };
  return { ...w, content: { card: withLines(w.content.card, [relayedCard(from)]) } };
}

/** What none of these chats has got, nor may still get in time. */
async function without(d: PublishDeps, wanted: readonly Wanted[], o: { readonly chats: readonly Conversation[]; readonly mark: '@' | '>'; readonly within: number }): Promise<readonly Wanted[]> {
  const keyOf = (w: Wanted, c: Conversation): string => `${w.key}${o.mark}${c.id}`;
  const owed = await d.store.deliveries(wanted.flatMap((w) => o.chats.map((c) => keyOf(w, c))));
  const now = d.clock.now();
  const arrives = (one: Delivery | undefined): boolean => one !== undefined && (one.doneAt !== null || now - one.since < o.within);
  return wanted.filter((w) => !o.chats.some((c) => arrives(owed.get(keyOf(w, c)))));
}

/** What arrived elsewhere is delivered. */
async function settle(d: PublishDeps, overdue: readonly Wanted[], chats: readonly Conversation[]): Promise<void> {
  const left = new Set([...(await without(d, await without(d, overdue, { chats, mark: '>', within: 0 }), { chats, mark: '@', within: 0 }))]);
  // The copies that other chats have not got yet are not owed any more.
  await d.store.settleDeliveries(overdue.filter((w) => !left.has(w)).flatMap((w) => [w.key, ...chats.map((c) => `${w.key}>${c.id}`)]), d.clock.now());
}
