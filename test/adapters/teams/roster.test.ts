/** What Teams' list of people says of somebody, over the real connector: who is no guest, and what is only not known. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { CloudAdapter, ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import { IncomingActivity } from '../../../src/adapters/teams/activity.ts';
import { makeOneShotAuthentication, type Connector } from '../../../src/adapters/teams/connectors.ts';
import { makeRoster, type Roster } from '../../../src/adapters/teams/roster.ts';
import { memoryLog } from '../../bot/support.ts';
import { refuse, startFakeConnector, type FakeConnector } from './fake-connector.ts';
import { ANN, CHANNEL, channelMessage, startHarness, TENANT } from './harness.ts';

const OTHER = '00000000-0000-4000-8000-0000000000ff';
const TEAM = '19:team@thread.tacv2';
const USER = { id: '29:ann', objectId: ANN, name: 'Ann', userPrincipalName: 'ann@contoso.example', tenantId: TENANT, userRole: 'user' };

class Doors extends CloudAdapter {
  connectorFor(serviceUrl: string): Promise<Connector> {
    return this.botFrameworkAuthentication.createConnectorFactory(this.createClaimsIdentity('')).create(serviceUrl);
  }
}

let fake: FakeConnector;
let roster: Roster;
let now = 0;
let told: ReturnType<typeof memoryLog>;
beforeEach(async () => {
  fake = await startFakeConnector();
  told = memoryLog();
  now = 0;
  const doors = new Doors(makeOneShotAuthentication(new ConfigurationBotFrameworkAuthentication({}), { anonymous: true }));
  roster = makeRoster({ connectorFor: (url) => doors.connectorFor(url), anonymous: false, clock: { now: () => now }, log: told.log });
});
afterEach(() => fake.stop());

const personal = { conversation: { id: 'a:ann-and-ferry', conversationType: 'personal', tenantId: TENANT }, channelData: { tenant: { id: TENANT } } };
const spoken = (change: object = personal): IncomingActivity => IncomingActivity.parse({ serviceUrl: fake.url, ...channelMessage('status', change) });
const says = (member: object | null): void => fake.answerWith((_request, response) => { response.writeHead(200, { 'content-type': 'application/json' }); response.end(JSON.stringify(member)); });
const asked = (): readonly string[] => fake.received.map((r) => `${r.method} ${r.path}`);

describe('what Teams says', () => {
  test.each([
    { reason: 'a user of the tenant', member: USER, then: 'member' },
    { reason: 'an owner of the team', member: { ...USER, userRole: 'owner' }, then: 'member' },
    { reason: 'a role that nobody told', member: { ...USER, userRole: undefined }, then: 'member' },
    { reason: 'a guest', member: { ...USER, userRole: 'guest' }, then: 'guest' },
    { reason: 'a guest, in capitals', member: { ...USER, userRole: 'Guest' }, then: 'guest' },
    { reason: 'somebody who is not signed in', member: { ...USER, userRole: 'anonymous' }, then: 'guest' },
    { reason: 'a guest whom Teams calls a user', member: { ...USER, userPrincipalName: 'ann_fabrikam.example#EXT#@contoso.example' }, then: 'guest' },
    { reason: 'somebody of another tenant', member: { ...USER, tenantId: OTHER }, then: 'guest' },
    { reason: 'a tenant that is no tenant', member: { ...USER, tenantId: '29:1UX7p8F' }, then: 'member' },
    { reason: 'a user without a sign-in name: a guest who has not signed in yet has none', member: { ...USER, userPrincipalName: undefined }, then: 'unknown' },
    { reason: 'another person', member: { ...USER, objectId: OTHER }, then: 'unknown' },
    { reason: 'nothing', member: null, then: 'unknown' },
    { reason: 'something else', member: { members: [] }, then: 'unknown' },
  ])('$reason: $then', async ({ member, then }) => {
    says(member);
    expect(await roster.standingOf(spoken())).toBe(then);
    expect(asked()).toEqual(['GET /v3/conversations/a:ann-and-ferry/members/29:ann']);
  });

  test.each([401, 403, 404, 429, 500, 503])('a %i is not known, is asked for once, and is logged without a name', async (status) => {
    fake.answerWith(refuse(status));
    expect(await roster.standingOf(spoken())).toBe('unknown');
    expect(asked()).toHaveLength(1);
    expect(told.lines).toMatchObject([{ level: 'warn', fields: { user: ANN, tenant: TENANT } }]);
    expect(JSON.stringify(told.lines)).not.toContain('"Ann"');
  });

  test('an answer that does not come is not waited for', async () => {
    fake.answerWith(() => undefined);
    const began = performance.now();
    expect(await roster.standingOf(spoken())).toBe('unknown');
    expect(performance.now() - began).toBeLessThan(2_800);
  });
});

describe('a channel', () => {
  test('has the people of its team; a shared one has people of its own', async () => {
    says(USER);
    expect(await roster.standingOf(spoken({}))).toBe('member');
    expect(asked()).toEqual([`GET /v3/conversations/${TEAM}/members/29:ann`]);
    now += 600_000;
    fake.answerWith((request, response) => {
      const known = request.path.includes(CHANNEL);
      response.writeHead(known ? 200 : 404, { 'content-type': 'application/json' });
      response.end(JSON.stringify(known ? { ...USER, userRole: 'guest' } : { error: { code: 'MemberNotFoundInConversation', message: 'no' } }));
    });
    expect(await roster.standingOf(spoken({}))).toBe('guest');
    expect(asked().slice(1)).toEqual([`GET /v3/conversations/${TEAM}/members/29:ann`, `GET /v3/conversations/${CHANNEL}/members/29:ann`]);
  });
});

describe('what is remembered', () => {
  test('a person is asked for once in ten minutes, wherever and however often he speaks', async () => {
    says(USER);
    await Promise.all([spoken(), spoken({}), spoken()].map((a) => roster.standingOf(a)));
    now += 599_999;
    await roster.standingOf(spoken({}));
    expect(asked()).toHaveLength(1);
    says({ ...USER, userRole: 'guest' });
    now += 1;
    expect(await roster.standingOf(spoken())).toBe('guest');
  });

  test('what is not known is asked for again soon', async () => {
    fake.answerWith(refuse(503));
    expect(await roster.standingOf(spoken())).toBe('unknown');
    says(USER);
    now += 14_999;
    expect(await roster.standingOf(spoken())).toBe('unknown');
    now += 1;
    expect(await roster.standingOf(spoken())).toBe('member');
  });
});

test('where nobody has to prove who he is, as in the Playground, only a guest is one', async () => {
  const h = await startHarness();
  h.fake.answerWith(refuse(404));
  await h.deliver(channelMessage('status'));
  expect(await h.turns[0]?.standing()).toBe('member');
  h.fake.answerWith((_request, response) => { response.writeHead(200, { 'content-type': 'application/json' }); response.end(JSON.stringify({ ...USER, objectId: OTHER, userRole: 'guest' })); });
  await h.deliver(channelMessage('status', { from: { id: '29:gus', name: 'Gus', aadObjectId: OTHER } }));
  expect(await h.turns[1]?.standing()).toBe('guest');
  await h.fake.stop();
});
