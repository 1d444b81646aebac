import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { NotRecorded, StoreLost } from '../../../src/ports/trouble.ts';
import { refuse } from './fake-connector.ts';
import { ANN, CHANNEL, TENANT, card, channelMessage, press, startHarness, type Harness } from './harness.ts';

let h: Harness;
beforeEach(async () => { h = await startHarness(); });
afterEach(() => h.fake.stop());

describe('what a person typed', () => {
  const rows = [
    { text: '<at>Ferry</at> status', typed: 'status', reason: 'the mention is not part of the command' },
    { text: '<at>Ferry</at>status', typed: 'status', reason: 'some clients leave no space after the mention' },
    { text: '<at>Ferry</at>', typed: '', reason: 'an empty mention' },
    { text: '<p><at>Ferry</at>&nbsp;check&nbsp;&nbsp;web-01</p>', typed: 'check web-01', reason: 'HTML and hard spaces' },
    { text: '<at>Ferry</at> reject A-1 because <at>Bob</at> said RPO &gt; 5 &amp; rising', typed: 'reject A-1 because Bob said RPO > 5 & rising', reason: 'other mentions stay as names' },
    { text: '<at>Ferry</at> reject A-1 because 3 < 5', typed: 'reject A-1 because 3 < 5', reason: 'a lone bracket is not a tag' },
    { text: '\u200bhelp\u00a0', typed: 'help', reason: 'invisible characters' },
    { text: 'one<br/>two', typed: 'one\ntwo', reason: 'line breaks stay' },
  ];
  test.each(rows)('$reason', async ({ text, typed }) => {
    await h.deliver(channelMessage(text));
    expect(h.turns[0]?.input).toEqual({ kind: 'text', text: typed });
  });

  test('a turn says who and where', async () => {
    await h.deliver(channelMessage('<at>Ferry</at> status', { locale: 'de-DE' }));
    expect(h.turns).toEqual([{
      activityId: `${CHANNEL} 1700000000009`,
      who: { id: ANN, tenant: TENANT, name: 'Ann' },
      guest: false,
      standing: expect.any(Function),
      where: { conversation: CHANNEL, kind: 'channel', name: 'migration', thread: '1700000000009', team: '19:team@thread.tacv2' },
      input: { kind: 'text', text: 'status' },
      locale: 'de-DE',
    }]);
  });

  test('the same number in two conversations is not the same activity', async () => {
    await h.deliver(channelMessage('status'));
    await h.deliver(channelMessage('status', { conversation: { id: 'a:chat', conversationType: 'personal', tenantId: TENANT } }));
    await h.deliver(channelMessage('status'));
    const [here, there, again] = h.turns.map((turn) => turn.activityId);
    expect(there).not.toBe(here);
    expect(again).toBe(here);
  });

  test('a chat has no thread, and the tenant may stand in channelData only', async () => {
    await h.deliver(channelMessage('help', { conversation: { id: 'a:chat', conversationType: 'personal' }, channelData: { tenant: { id: TENANT } } }));
    expect(h.turns[0]?.where).toEqual({ conversation: 'a:chat', kind: 'personal', name: 'Ann', thread: null, team: null });
    expect(h.turns[0]?.who.tenant).toBe(TENANT);
  });

  test.each([
    { from: { userRole: 'guest' }, reason: 'the role of the roster' },
    { from: { role: 'Guest' }, reason: 'the role of the account' },
    { from: { userRole: 'anonymous' }, reason: 'somebody who is not signed in' },
    { from: { userPrincipalName: 'gus_example.org#EXT#@ours.onmicrosoft.com' }, reason: 'the name that guests have' },
  ])('a guest is told apart where the activity says it: $reason', async ({ from }) => {
    await h.deliver(channelMessage('status', { from: { id: '29:gus', name: 'Gus', aadObjectId: ANN, ...from } }));
    expect(h.turns[0]?.guest).toBe(true);
  });

  test('a person of another tenant in a shared channel is nobody', async () => {
    await h.deliver(channelMessage('status', { from: { id: '29:eve', name: 'Eve', aadObjectId: ANN, tenantId: '00000000-0000-4000-8000-0000000000ee' } }));
    expect(h.turns).toEqual([]);
    expect(h.fake.received[0]?.body['text']).toBe('Who are you?');
  });

  test('somebody without an object id is refused politely and reaches nothing', async () => {
    expect((await h.deliver(channelMessage('status', { from: { id: '29:x', name: 'Ann' } }))).status).toBe(200);
    expect(h.turns).toEqual([]);
    expect(h.fake.received[0]?.body['text']).toBe('Who are you?');
  });
});

describe('answers to a message', () => {
  test('words and cards go into the same thread, sealed for the conversation', async () => {
    h.replies = [{ kind: 'text', text: 'Hello' }, { kind: 'card', card: { card: card('Machines'), summary: '2 machines' } }];
    await h.deliver(channelMessage('status'));
    expect(h.fake.received.map((r) => r.path)).toEqual([1, 2].map(() => `/v3/conversations/${CHANNEL};messageid=1700000000009/activities/1700000000009`));
    expect(h.fake.received[1]?.body).toMatchObject({ summary: '2 machines', attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: { sealedFor: CHANNEL } }] });
  });

  test('a form sent as a message is a button, and its card is replaced', async () => {
    h.replies = [{ kind: 'replace', card: { card: card('Done'), summary: 'Done' } }];
    await h.deliver(channelMessage('', { text: undefined, value: { ferry: 1, verb: 'form' }, replyToId: '1700000000005' }));
    expect(h.turns[0]?.input).toEqual({ kind: 'button', data: { ferry: 1, verb: 'form' }, cardActivityId: '1700000000005' });
    expect(h.fake.received[0]).toMatchObject({ method: 'PUT', path: `/v3/conversations/${CHANNEL};messageid=1700000000009/activities/1700000000005` });
  });

  test('a replacement without a pressed card is posted anew', async () => {
    h.replies = [{ kind: 'replace', card: { card: card('Done'), summary: 'Done' } }];
    await h.deliver(channelMessage('approve A-1'));
    expect(h.fake.received[0]?.method).toBe('POST');
  });
});

describe('answers to a button', () => {
  test('inputs and verb arrive in one object', async () => {
    await h.deliver(press({ ferry: 1, id: 'A-1', reason: 'typed' }));
    expect(h.turns[0]?.input).toEqual({ kind: 'button', data: { ferry: 1, id: 'A-1', reason: 'typed', verb: 'approve' }, cardActivityId: '1700000000005' });
  });

  test('a replaced card is shown to the presser and edited for everyone', async () => {
    h.replies = [{ kind: 'replace', card: { card: card('Approved'), summary: 'Approved' } }];
    expect(await h.deliver(press({}))).toEqual({ status: 200, body: { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: { ...card('Approved'), sealedFor: CHANNEL } } });
    expect(h.fake.received).toMatchObject([{ method: 'PUT', path: `/v3/conversations/${CHANNEL};messageid=1700000000009/activities/1700000000005` }]);
  });

  test('when the edit fails the presser still gets the card', async () => {
    h.fake.answerWith(refuse(500));
    h.replies = [{ kind: 'replace', card: { card: card('Approved'), summary: 'Approved' } }];
    expect((await h.deliver(press({}))).body).toMatchObject({ type: 'application/vnd.microsoft.card.adaptive' });
    expect(h.fake.received).toHaveLength(1);
    expect(h.lines.map((l) => l.message)).toEqual(['a pressed card was not edited']);
  });

  test.each(['toast', 'refuse'] as const)('a %s is seen by the presser only', async (kind) => {
    h.replies = [{ kind, text: 'Not you.' }];
    expect((await h.deliver(press({}))).body).toEqual({ statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: 'Not you.' });
    expect(h.fake.received).toEqual([]);
  });

  test('a new card beside a toast is posted', async () => {
    h.replies = [{ kind: 'toast', text: 'Here it is' }, { kind: 'card', card: { card: card('New'), summary: 'New' } }];
    await h.deliver(press({}));
    expect(h.fake.received).toHaveLength(1);
  });

  test.each([{ value: null }, { value: 'approve' }, { value: { action: 7 } }, { value: { action: { verb: [], data: 'x' } } }])('a payload edited by hand (%j) gets a clear answer', async (change) => {
    expect((await h.deliver(press({}, change))).body).toMatchObject({ value: 'I cannot read this.' });
    expect(h.turns).toEqual([]);
  });
});

test('a bug gives the person a reference and the log the rest', async () => {
  await h.fake.stop();
  h = await startHarness({ handle: () => Promise.reject(new Error('secret internals')) });
  const answer = await h.deliver(press({}));
  const reference = /It failed: (\w{8})/.exec(JSON.stringify(answer.body))?.[1];
  expect(reference).toBeDefined();
  expect(JSON.stringify(answer)).not.toContain('secret internals');
  expect(h.lines).toMatchObject([{ level: 'error', fields: { reference }, message: 'a turn failed' }]);
});

const lost: readonly Error[] = [new NotRecorded('the store could not be written'), new StoreLost({ mayHaveChanged: true, cause: null })];
test.each(lost.flatMap((error) => [{ error, activity: channelMessage('status') }, { error, activity: press({}) }]))('a conversation that cannot be written down ($error.name): nothing is worked on, and that is said as what it is', async ({ error, activity }) => {
  await h.fake.stop();
  h = await startHarness({ onConversation: () => Promise.reject(error) });
  const answer = await h.deliver(activity);
  expect(`${JSON.stringify(answer.body)} ${JSON.stringify(h.fake.received)}`).toContain('Nothing was recorded.');
  expect(h.turns).toEqual([]);
  expect(h.lines.map((l) => [l.level, l.message])).toContainEqual(['error', 'the store could not be written; nothing was done']);
});

describe('bodies that are no activities', () => {
  const rows = [undefined, null, 'text', [], {}, { type: 7 }, { type: 'message' }, { type: 'message', serviceUrl: 'http://127.0.0.1:1/' }, { type: 'message', serviceUrl: 5, conversation: { id: 'x' } }];
  test.each(rows)('%j is refused', async (body) => {
    expect((await h.teams.process({ authorization: '', body })).status).toBe(400);
    expect(h.turns).toEqual([]);
  });

  test.each(['https://evil.example.org/', 'https://smba.trafficmanager.net.example.org/', 'http://smba.trafficmanager.net/', 'https://smba.trafficmanager.net:8443/', 'https://user@smba.trafficmanager.net/', 'file:///etc/passwd', 'https://botframework.com.evil.org/'])('nothing is posted to %s', async (serviceUrl) => {
    expect((await h.deliver(channelMessage('status', { serviceUrl }))).status).toBe(400);
    expect(h.turns).toEqual([]);
  });

  test('unknown kinds of activities are taken and ignored', async () => {
    expect((await h.deliver(channelMessage('', { type: 'messageReaction' }))).status).toBe(200);
    expect((await h.deliver(channelMessage('', { type: 'invoke', name: 'task/fetch' }))).status).toBe(501);
    expect(h.turns).toEqual([]);
  });
});
