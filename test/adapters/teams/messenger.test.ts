import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { userIdFromActivity } from '../../../src/domain/ids.ts';
import { CloudError } from '../../../src/ports/trouble.ts';
import { fine, refuse, startFakeConnector } from './fake-connector.ts';
import { ANN, CHANNEL, TENANT, card, channel, channelMessage, startHarness, type Harness } from './harness.ts';

let h: Harness;
beforeEach(async () => { h = await startHarness(); });
afterEach(() => h.fake.stop());

const hello = { summary: 'Hello', text: 'Hello' };
const bob = { id: userIdFromActivity(ANN), tenant: TENANT, name: 'Bob <x>' };

async function trouble(call: Promise<unknown>): Promise<CloudError> {
  const error: unknown = await call.then(() => null, (e: unknown) => e);
  if (!(error instanceof CloudError)) throw new Error(`not a CloudError: ${String(error)}`);
  return error;
}

describe('where messages go', () => {
  test('a post in a channel is a new thread, and its id is what edits need', async () => {
    expect(await h.teams.messenger.post(channel(h.fake), hello)).toEqual({ activityId: '1700000000001' });
    expect(h.fake.received).toMatchObject([{ method: 'POST', path: '/v3/conversations', body: { isGroup: true, tenantId: TENANT, channelData: { channel: { id: CHANNEL } }, activity: { text: 'Hello' } } }]);
  });

  test('a reply in a channel goes under its post', async () => {
    expect(await h.teams.messenger.reply(channel(h.fake), '17', hello)).toEqual({ activityId: '1700000000002' });
    expect(h.fake.received[0]).toMatchObject({ method: 'POST', path: `/v3/conversations/${CHANNEL};messageid=17/activities` });
  });

  test('chats know neither threads nor new conversations', async () => {
    await h.teams.messenger.post(channel(h.fake, 'personal'), hello);
    await h.teams.messenger.reply(channel(h.fake, 'group'), '17', hello);
    await h.teams.messenger.edit(channel(h.fake, 'group'), '18', hello, '17');
    expect(h.fake.received.map((r) => `${r.method} ${r.path}`)).toEqual([`POST /v3/conversations/${CHANNEL}/activities`, `POST /v3/conversations/${CHANNEL}/activities`, `PUT /v3/conversations/${CHANNEL}/activities/18`]);
  });

  test('an edit names the thread of the message', async () => {
    await h.teams.messenger.edit(channel(h.fake), '17', hello);
    await h.teams.messenger.edit(channel(h.fake), '18', hello, '17');
    expect(h.fake.received.map((r) => `${r.method} ${r.path}`)).toEqual(['17', '18'].map((id) => `PUT /v3/conversations/${CHANNEL};messageid=17/activities/${id}`));
  });

  test('an address that is not one of Teams is refused before anything is sent', async () => {
    const foreign = { ...channel(h.fake), reference: { serviceUrl: 'https://evil.example.org/', channelId: 'msteams', tenantId: TENANT, bot: { id: '', name: '' } } };
    expect(await trouble(h.teams.messenger.post(foreign, hello))).toMatchObject({ kind: 'invalid', mayHaveHappened: false });
    expect(await trouble(h.teams.messenger.post({ ...channel(h.fake), reference: null }, hello))).toMatchObject({ kind: 'invalid' });
  });
});

describe('mentions', () => {
  test('a mention is put into the text, without markup of its own', async () => {
    await h.teams.messenger.reply(channel(h.fake), '17', { ...hello, mentions: [bob] });
    expect(h.fake.received[0]?.body).toMatchObject({ text: '<at>Bob x</at> Hello', entities: [{ type: 'mention', text: '<at>Bob x</at>', mentioned: { id: ANN, name: 'Bob x' } }] });
  });

  test('a mention in the words of a card is declared in the card', async () => {
    await h.teams.messenger.reply(channel(h.fake), '17', { summary: 's', card: card('<at>Bob x</at>: please approve'), mentions: [bob] });
    expect(h.fake.received[0]?.body).toMatchObject({ attachments: [{ content: { msteams: { entities: [{ text: '<at>Bob x</at>' }] }, sealedFor: CHANNEL } }] });
    expect(h.fake.received[0]?.body).not.toHaveProperty('entities');
  });

  test('a mention that a card does not hold is its last line: one message, which can be edited later', async () => {
    await h.teams.messenger.reply(channel(h.fake), '17', { summary: 's', card: card('Please approve'), mentions: [bob] });
    const body = h.fake.received[0]?.body as { readonly attachments: readonly { readonly content: { readonly body: readonly unknown[]; readonly msteams: unknown } }[] };
    expect(body).not.toHaveProperty('text');
    expect(body).not.toHaveProperty('entities');
    expect(body.attachments[0]?.content.body.at(-1)).toMatchObject({ type: 'TextBlock', text: '<at>Bob x</at>' });
    expect(body.attachments[0]?.content.msteams).toMatchObject({ entities: [{ type: 'mention', text: '<at>Bob x</at>' }] });
  });
});

describe('every message is sent exactly once', () => {
  const rows = [
    { reason: 'a server error', answer: refuse(500), expected: { kind: 'unavailable', mayHaveHappened: true } },
    { reason: 'a bad gateway', answer: refuse(502), expected: { kind: 'unavailable', mayHaveHappened: true } },
    { reason: 'throttled with a time', answer: refuse(429, { 'retry-after': '2' }), expected: { kind: 'throttled', mayHaveHappened: false, retryAfterMs: 2_000 } },
    { reason: 'throttled without a time', answer: refuse(429), expected: { kind: 'throttled', mayHaveHappened: false, retryAfterMs: null } },
    { reason: 'unavailable with a time', answer: refuse(503, { 'retry-after': '1' }), expected: { kind: 'unavailable', mayHaveHappened: true, retryAfterMs: 1_000 } },
    { reason: 'a dropped connection', answer: (_r: unknown, response: { destroy(): void }) => response.destroy(), expected: { kind: 'unavailable', mayHaveHappened: true } },
    { reason: 'a concurrent change', answer: refuse(412), expected: { kind: 'unavailable', mayHaveHappened: false } },
    { reason: 'not in the channel any more', answer: refuse(403), expected: { kind: 'forbidden', mayHaveHappened: false, code: 'ServiceError', advice: 'because' } },
    { reason: 'no such conversation', answer: refuse(404), expected: { kind: 'notFound', mayHaveHappened: false } },
    { reason: 'too large', answer: refuse(413), expected: { kind: 'invalid', mayHaveHappened: false } },
    { reason: 'an answer that is no JSON', answer: (_r: unknown, response: { end(t: string): void; setHeader(k: string, v: string): void }) => { response.setHeader('content-type', 'application/json'); response.end('<html>'); }, expected: { kind: 'unavailable', mayHaveHappened: true } },
    { reason: 'an answer without an id', answer: (_r: unknown, response: { end(t: string): void; setHeader(k: string, v: string): void }) => { response.setHeader('content-type', 'application/json'); response.end('{}'); }, expected: { kind: 'unavailable', mayHaveHappened: true } },
  ];
  test.each(rows)('$reason', async ({ answer, expected }) => {
    h.fake.answerWith(answer);
    expect(await trouble(h.teams.messenger.post(channel(h.fake), hello))).toMatchObject(expected);
    expect(h.fake.received).toHaveLength(1);
    h.fake.received.length = 0;
    h.replies = [{ kind: 'text', text: 'Hello' }];
    await h.deliver(channelMessage('status'));
    // The second POST is the apology for the failed first one, not the same message again.
    expect(h.fake.received.filter((r) => r.body['text'] === 'Hello')).toHaveLength(1);
  });

  test('a redirect is not followed, neither to the same host nor to another', async () => {
    const elsewhere = await startFakeConnector();
    for (const to of [h.fake.url, elsewhere.url]) {
      h.fake.answerWith((_r, response) => { response.writeHead(307, { location: `${to}v3/conversations` }); response.end(); });
      expect(await trouble(h.teams.messenger.post(channel(h.fake), hello))).toMatchObject({ kind: 'unavailable', mayHaveHappened: true });
    }
    await elsewhere.stop();
    expect([elsewhere.received, h.fake.received.length]).toEqual([[], 2]);
  });

  test('a message goes over a connection of its own: one that was kept may be closed already, which would leave it in doubt', async () => {
    const used = new Set<unknown>();
    h.fake.answerWith((request, response) => {
      // Closed by this side while it rested, which the other one has not noticed.
      if (used.has(response.socket)) return void response.socket?.destroy();
      used.add(response.socket);
      fine(request, response);
    });
    await h.teams.messenger.post(channel(h.fake), hello);
    await h.teams.messenger.reply(channel(h.fake), '17', hello);
    expect([used.size, h.fake.received.length]).toEqual([2, 2]);
  });

  test('a refused connection certainly sent nothing', async () => {
    await h.fake.stop();
    expect(await trouble(h.teams.messenger.edit(channel(h.fake), '17', hello))).toMatchObject({ kind: 'unavailable', mayHaveHappened: false, code: 'ECONNREFUSED' });
  });
});

test('a Teams that does not answer is given up on, and what was sent is in doubt', async () => {
  await h.fake.stop();
  h = await startHarness({ deadlineMs: 500 });
  h.fake.answerWith(() => undefined);
  expect(await trouble(h.teams.messenger.post(channel(h.fake), hello))).toMatchObject({ kind: 'unavailable', mayHaveHappened: true });
  h.fake.answerWith((_r, response) => response.write('{"id":'));
  expect(await trouble(h.teams.messenger.reply(channel(h.fake), '17', hello))).toMatchObject({ kind: 'unavailable', mayHaveHappened: true });
  expect(h.fake.received).toHaveLength(2);
});
