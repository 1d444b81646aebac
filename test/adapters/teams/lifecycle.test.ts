import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { refuse } from './fake-connector.ts';
import { CHANNEL, TENANT, channelMessage, startHarness, type Harness } from './harness.ts';

let h: Harness;
beforeEach(async () => { h = await startHarness(); });
afterEach(() => h.fake.stop());

const added = (change: object = {}) => channelMessage('', { type: 'conversationUpdate', text: undefined, conversation: { id: CHANNEL, conversationType: 'channel' }, membersAdded: [{ id: '28:ferry' }], ...change });
const installed = (action: string) => channelMessage('', { type: 'installationUpdate', action, conversation: { id: CHANNEL, conversationType: 'channel' } });

test('being added twice over (Teams tells it in two ways) posts one welcome, as a thread of its own', async () => {
  await h.deliver(installed('add'));
  await h.deliver(added());
  expect(h.fake.received).toMatchObject([{ method: 'POST', path: '/v3/conversations', body: { channelData: { channel: { id: CHANNEL } }, activity: { summary: 'Welcome' } } }]);
});

test('a new member is not welcomed', async () => {
  await h.deliver(added({ membersAdded: [{ id: '29:bob' }] }));
  expect(h.fake.received).toEqual([]);
});

test('a conversation is remembered with its address, and again only when that changed', async () => {
  await h.deliver(channelMessage('status'));
  await h.deliver(channelMessage('status'));
  await h.deliver(channelMessage('status', { channelData: { tenant: { id: TENANT }, channel: { id: CHANNEL } } }));
  expect(h.conversations).toEqual([{ id: CHANNEL, kind: 'channel', name: 'migration', reference: { serviceUrl: h.fake.url, channelId: 'msteams', tenantId: TENANT, bot: { id: '28:ferry', name: 'Ferry' } } }]);
  await h.deliver(channelMessage('status', { recipient: { id: '28:ferry', name: 'Ferry 2' } }));
  expect(h.conversations).toHaveLength(2);
});

test('a foreign tenant is neither remembered nor welcomed', async () => {
  await h.deliver(added({ conversation: { id: CHANNEL, conversationType: 'channel', tenantId: '00000000-0000-4000-8000-0000000000ff' } }));
  expect(h.conversations).toEqual([]);
  expect(h.fake.received).toEqual([]);
});

test('a removed bot forgets the conversation', async () => {
  await h.deliver(installed('remove'));
  await h.deliver(added({ membersAdded: undefined, membersRemoved: [{ id: '28:ferry' }] }));
  expect(h.removed).toEqual([CHANNEL, CHANNEL]);
});

test('a welcome that Teams does not take is logged, and the activity is still answered', async () => {
  h.fake.answerWith(refuse(403));
  expect((await h.deliver(added())).status).toBe(200);
  expect(h.lines.map((l) => l.message)).toEqual(['the welcome was not posted']);
});
