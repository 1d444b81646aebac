import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { conversationIdFromActivity } from '../../src/domain/ids.ts';
import type { Conversation } from '../../src/ports/conversations.ts';
import { homeOf } from '../../src/usecases/home.ts';
import { freshStore } from '../bot/support.ts';

const at = (id: string, kind: Conversation['kind']): Omit<Conversation, 'welcomed'> => ({ id: conversationIdFromActivity(id), kind, name: id, reference: {} });
const CHAT = at('a:chat', 'personal');
const GROUP = at('19:group', 'group');
const OPS = at('19:ops', 'channel');
const OTHER = at('19:other', 'channel');

let open: Awaited<ReturnType<typeof freshStore>>;
beforeAll(async () => { open = await freshStore(); }, 60_000);
afterAll(() => open.close());
beforeEach(async () => { for (const c of await open.store.conversations()) await open.store.forgetConversation(c.id); });

test.each([
  { known: [OPS, OTHER], here: OTHER, home: OTHER, reason: 'the channel it was asked in' },
  { known: [OPS, GROUP], here: GROUP, home: GROUP, reason: 'a group chat is a place where others see it' },
  { known: [CHAT, OPS], here: CHAT, home: OPS, reason: 'asked in a chat: a channel, where others see it' },
  { known: [CHAT, GROUP], here: CHAT, home: CHAT, reason: 'no channel is known' },
  { known: [], here: CHAT, home: CHAT, reason: 'nothing is known' },
  { known: [OPS], here: OTHER, home: OPS, reason: 'a place that Ferry was removed from' },
])('the card of a machine lives in $home.id: $reason', async ({ known, here, home }) => {
  for (const c of known) await open.store.putConversation(c);
  expect(await homeOf(open.store, here.id)).toBe(home.id);
});
