/** Who may call, proved on the whole bot as it runs in production: the door, the SDK's own check of tokens, the store. */
import { connect } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { isTrustedServiceUrl } from '../../../src/adapters/teams/service-url.ts';
import { EVE, OLA, TENANT } from '../../e2e/support/chat.ts';
import { OUTGOING, startGuardedBot, type GuardedBot } from './guarded-bot.ts';
import { APP, SERVICE, forgers, good, inSeconds, token, withClaims } from './issuer.ts';

const OTHER_BOT = '00000000-0000-4000-8000-0000000000b1';
const FOREIGN = '00000000-0000-4000-8000-0000000000ff';
const MICROSOFT = 'd6d49420-f39b-4df7-a1dc-d59a935871db';
const NOT_AUTHENTICATED = { status: 401, text: 'Not authenticated.' };

let bot: GuardedBot;
const printed: string[] = [];

// The SDK prints each refusal with the issuer's public key: harmless, so it is only looked at.
/* eslint-disable no-console -- the console itself is what is watched */
const { error } = console;
beforeAll(async () => {
  console.error = (...words: unknown[]) => void printed.push(words.map(String).join(' '));
  bot = await startGuardedBot();
}, 40_000);
afterAll(async () => {
  console.error = error;
  await bot.stop();
});
beforeEach(() => {
  bot.sent.length = 0;
  bot.logged.length = 0;
  printed.length = 0;
});

let ids = 0;
/** A command that leaves traces in the store and in Teams: the operator asks for a check. */
function activity(change: object = {}): object {
  return {
    type: 'message',
    id: `17000000${ids += 1}`,
    channelId: 'msteams',
    serviceUrl: SERVICE,
    text: 'check web-01',
    from: { id: OLA.id, name: OLA.name, aadObjectId: OLA.oid },
    recipient: { id: `28:${APP}`, name: 'Ferry' },
    conversation: { id: 'a:ola-and-ferry', conversationType: 'personal', tenantId: TENANT },
    channelData: { tenant: { id: TENANT } },
    ...change,
  };
}

const bearer = (claims: object, how: Parameters<typeof token>[1] = {}): string => `Bearer ${token(claims, how)}`;
const call = (authorization: string, change: object = {}) => bot.post(JSON.stringify(activity(change)), authorization === '' ? {} : { authorization });

/** Nothing went to Teams or to a cloud, and no part of a token was written anywhere. */
function expectNothing(authorization: string): void {
  expect(bot.sent).toEqual([]);
  expect(bot.writes()).toBe(0);
  expectNoToken(authorization);
}

function expectNoToken(authorization: string): void {
  const written = [...bot.logged, ...printed].join('\n');
  for (const part of authorization.split(/[ .]/).filter((p) => p.length > 15)) expect(written).not.toContain(part);
  expect(written).not.toContain(OUTGOING);
}

describe('a token that the channel service did not issue for this call is answered with 401', () => {
  const { serviceurl: _, ...unbound } = good;
  const { exp: __, ...endless } = good;
  const emulator = { aud: APP, ver: '1.0', appid: APP, nbf: good.nbf, exp: good.exp };
  const rows = [
    { reason: 'none', header: '' },
    { reason: 'nothing after the scheme', header: 'Bearer ' },
    { reason: 'rubbish', header: 'Bearer rubbish' },
    { reason: 'rubbish in three parts', header: 'Bearer aaaaaaaaaaaaaaaaaaaa.bbbbbbbbbbbbbbbbbbbb.cccccccccccccccccccc' },
    { reason: 'another scheme', header: `Basic ${token(good)}` },
    { reason: 'no scheme', header: token(good) },
    { reason: 'two tokens', header: `${bearer(good)} ${token(good)}` },
    { reason: 'one behind another', header: `${bearer(good)}, ${bearer(good)}` },
    { reason: 'expired', header: bearer({ ...good, exp: inSeconds(-3600) }) },
    { reason: 'without an end', header: bearer(endless) },
    { reason: 'not valid yet', header: bearer({ ...good, nbf: inSeconds(3600) }) },
    { reason: 'for another bot', header: bearer({ ...good, aud: OTHER_BOT }) },
    { reason: 'for nobody', header: bearer({ ...good, aud: undefined }) },
    { reason: 'for this bot and another', header: bearer({ ...good, aud: [OTHER_BOT, APP] }) },
    { reason: 'of another issuer', header: bearer({ ...good, iss: 'https://evil.example.org' }) },
    { reason: 'of two issuers', header: bearer({ ...good, iss: [good.iss, 'https://evil.example.org'] }) },
    { reason: 'of no issuer', header: bearer({ ...good, iss: undefined }) },
    { reason: 'of the government cloud', header: bearer({ ...good, iss: 'https://api.botframework.us' }) },
    { reason: 'of our own tenant, issued to the bot itself', header: bearer({ ...emulator, iss: `https://sts.windows.net/${TENANT}/`, tid: TENANT }) },
    { reason: 'of a foreign tenant, issued to the bot itself', header: bearer({ ...emulator, iss: `https://sts.windows.net/${FOREIGN}/`, tid: FOREIGN }) },
    { reason: 'of the Emulator', header: bearer({ ...emulator, iss: `https://sts.windows.net/${MICROSOFT}/`, tid: MICROSOFT }) },
    { reason: 'of the Emulator, in its second version', header: bearer({ ...emulator, ver: '2.0', azp: APP, iss: `https://login.microsoftonline.com/${MICROSOFT}/v2.0`, tid: MICROSOFT }) },
    { reason: 'of another bot that calls this one', header: bearer({ ...good, ver: '1.0', appid: OTHER_BOT }) },
    { reason: 'for another service address', header: bearer({ ...good, serviceurl: 'https://smba.trafficmanager.net/amer/' }) },
    { reason: 'for the same address written otherwise', header: bearer({ ...good, serviceurl: SERVICE.slice(0, -1) }) },
    { reason: 'for no service address', header: bearer(unbound) },
    { reason: 'signed with another key', header: bearer(good, { sign: forgers.otherKey }) },
    { reason: 'of an unknown key', header: bearer(good, { kid: 'k2' }) },
    { reason: 'of no key', header: bearer(good, { kid: undefined }) },
    { reason: 'with other claims under a good signature', header: `Bearer ${withClaims(token({ ...good, aud: OTHER_BOT }), good)}` },
    { reason: 'with half of its signature', header: bearer(good).slice(0, -170) },
    { reason: 'not signed', header: bearer(good, { alg: 'none', sign: forgers.none }) },
    { reason: 'not signed, with something for a signature', header: bearer(good, { alg: 'none', sign: forgers.otherKey }) },
    { reason: 'not signed, in capitals', header: bearer(good, { alg: 'NONE', sign: forgers.none }) },
    { reason: 'signed with the public key as a secret', header: bearer(good, { alg: 'HS256', sign: forgers.publicKeyAsSecret('pkcs1') }) },
    { reason: 'signed with the public key as a secret, written otherwise', header: bearer(good, { alg: 'HS256', sign: forgers.publicKeyAsSecret('spki') }) },
    { reason: 'signed in a way that the issuer does not use', header: bearer(good, { alg: 'PS256' }) },
  ];
  test.each(rows)('$reason', async ({ header }) => {
    expect(await call(header)).toEqual(NOT_AUTHENTICATED);
    expect(bot.logged.filter((l) => l.includes('not authenticated'))).toHaveLength(1);
    expectNothing(header);
  });

  test('a token of a made-up tenant leaves nothing behind that lets it in later', async () => {
    const made = { ...emulator, iss: `https://sts.windows.net/${OTHER_BOT}/`, tid: OTHER_BOT };
    await call(bearer(made, { sign: forgers.otherKey }));
    expect(await call(bearer(made))).toEqual(NOT_AUTHENTICATED);
  });
});

describe('a good token does not make everything believed', () => {
  const SPOOFED = [
    'https://evil.example.org/',
    'https://smba.trafficmanager.net.example.org/emea/',
    'https://evil.trafficmanager.net/emea/',
    'https://smba-trafficmanager.net/emea/',
    'https://smba.trafficmanager.net@evil.example.org/',
    'https://user:password@smba.trafficmanager.net/emea/',
    'https://evil.example.org/?smba.trafficmanager.net',
    'https://evil.example.org/#.botframework.com',
    'https://evil.example.org\\.botframework.com/',
    'https://smba.trafficmanager.net\\@evil.example.org/',
    'https://smba.trafficmanager.net/emea/?to=evil',
    'https://smba.trafficmanager.net/emea/#',
    'https://smba.trafficmanager.net/emea/../../evil/',
    'https://smba.trafficmanager.net:8443/emea/',
    'http://smba.trafficmanager.net/emea/',
    ' https://smba.trafficmanager.net/emea/',
    'https://smba.traffic\tmanager.net/emea/',
    'https://evilbotframework.com/',
    'https://botframework.com.example.org/',
    'https://evilteams.microsoft.com/',
    'https://teams.microsoft.com.example.org/',
    'http://127.0.0.1:9/',
    'http://[::1]:9/',
    'http://169.254.169.254/metadata/identity/oauth2/token',
    'file:///etc/passwd',
    '//smba.trafficmanager.net/emea/',
    'smba.trafficmanager.net',
    '',
  ];
  test.each(SPOOFED)('the service address %s is refused, although the token names it too', async (serviceUrl) => {
    const header = bearer({ ...good, serviceurl: serviceUrl });
    expect(await call(header, { serviceUrl })).toEqual({ status: 400, text: 'The serviceUrl is not an address of Microsoft Teams.' });
    expectNothing(header);
  });

  test.each([7, null, ['https://smba.trafficmanager.net/emea/'], {}, undefined])('a service address that is no text (%j) is refused', async (serviceUrl) => {
    expect((await call(bearer(good), { serviceUrl })).status).toBe(400);
    expectNothing(bearer(good));
  });

  // Whoever has a key of these channels, or opens the test pane of the portal, writes the sender's object id himself.
  test.each(['directline', 'webchat', 'emulator', 'AseChannel', 'agents', 'MSTEAMS', ''])('channel %s is refused', async (channelId) => {
    expect(await call(bearer(good), { channelId })).toEqual({ status: 400, text: 'Only Microsoft Teams may speak to this bot.' });
    expectNothing(bearer(good));
  });

  test('an activity of no channel is refused', async () => {
    expect(await call(bearer(good), { channelId: undefined })).toEqual(NOT_AUTHENTICATED);
    expectNothing(bearer(good));
  });

  test.each([undefined, null, ''])('an activity with the id %j is refused: nobody could tell when it comes again', async (id) => {
    expect(await call(bearer(good), { id })).toEqual({ status: 400, text: 'The activity has no id.' });
    expectNothing(bearer(good));
  });
});

describe('a person whom Ferry may not work for', () => {
  const { conversation, channelData } = activity() as { readonly conversation: object; readonly channelData: object };
  const foreign = { conversation: { ...conversation, tenantId: FOREIGN }, channelData: { tenant: { id: FOREIGN } } };
  const rows = [
    { reason: 'of another tenant', change: foreign },
    { reason: 'of another tenant, with the object id of one of ours', change: { ...foreign, from: { id: EVE.id, name: OLA.name, aadObjectId: OLA.oid } } },
    { reason: 'of two tenants at once', change: { conversation, channelData: { tenant: { id: FOREIGN } } } },
    { reason: 'of two tenants at once, the other way round', change: { conversation: foreign.conversation, channelData } },
    { reason: 'of no tenant', change: { conversation: { ...conversation, tenantId: undefined }, channelData: {} } },
    { reason: 'without an object id', change: { from: { id: OLA.id, name: OLA.name } } },
  ];
  test.each(rows)('$reason is told so and nothing else', async ({ change }) => {
    expect((await call(bearer(good), change)).status).toBe(200);
    expect(bot.sent).toHaveLength(1);
    expect(bot.sent[0]?.body).toMatch(/I may not work for you/);
    expect(bot.sent[0]?.body).not.toMatch(/web-01|i-0a/);
    expect(bot.writes()).toBe(0);
    expectNoToken(bearer(good));
  });

  test('an installation by another tenant is neither welcomed nor remembered', async () => {
    expect((await call(bearer(good), { type: 'installationUpdate', action: 'add', ...foreign })).status).toBe(200);
    expectNothing(bearer(good));
  });
});

describe('a guest of the tenant, whom no activity gives away', () => {
  const guest = { from: { id: '29:gus', name: 'Gus', aadObjectId: '00000000-0000-4000-8000-000000000e09' } };
  const asked = async (member: object | null, id: string): Promise<string> => {
    bot.roster.member = member;
    expect((await call(bearer(good), { ...guest, from: { ...guest.from, aadObjectId: id } })).status).toBe(200);
    return bot.sent.map((s) => s.body).join();
  };
  afterEach(() => { bot.roster.member = { userPrincipalName: 'ola@contoso.example', userRole: 'user', tenantId: TENANT }; });

  test.each([
    { reason: 'Teams says so', member: { userRole: 'guest', tenantId: TENANT }, id: '00000000-0000-4000-8000-000000000e09', then: /I may not work for you/ },
    { reason: 'Teams calls him a user, but his sign-in name is that of a guest', member: { userRole: 'user', userPrincipalName: 'gus_fabrikam.example#EXT#@contoso.example' }, id: '00000000-0000-4000-8000-000000000e08', then: /I may not work for you/ },
    { reason: 'Teams does not answer: nothing is given to everyone then', member: null, id: '00000000-0000-4000-8000-000000000e07', then: /I cannot tell just now whether you are a guest/ },
    { reason: 'Teams says nothing of it', member: { userRole: 'user' }, id: '00000000-0000-4000-8000-000000000e06', then: /I cannot tell just now whether you are a guest/ },
  ])('is told so and nothing else: $reason', async ({ member, id, then }) => {
    const told = await asked(member, id);
    expect(told).toMatch(then);
    expect(told).not.toMatch(/web-01|i-0a/);
    expect(bot.writes()).toBe(0);
  });

  test('in the log and the audit it says why', async () => {
    await asked({ userRole: 'guest' }, '00000000-0000-4000-8000-000000000e05');
    expect(bot.logged.filter((l) => /a person without access was refused/.test(l) && /"why":"guest"/.test(l))).toHaveLength(1);
  });
});

describe('a body that is no message', () => {
  const message = (): string => JSON.stringify(activity());
  const authorization = bearer(good);
  const bomb = (): string => JSON.stringify(activity({ text: ' '.repeat(40_000_000) }));
  const rows = [
    { reason: 'a gzip bomb', status: 415, body: () => gzipSync(bomb()), headers: { 'content-encoding': 'gzip' } },
    { reason: 'a message in gzip', status: 415, body: () => gzipSync(message()), headers: { 'content-encoding': 'gzip' } },
    { reason: 'a message in gzip, called something else as well', status: 415, body: () => gzipSync(message()), headers: { 'content-encoding': 'identity, gzip' } },
    { reason: 'what only claims to be gzip', status: 415, body: message, headers: { 'content-encoding': 'gzip' } },
    { reason: 'a deflate bomb', status: 415, body: () => deflateSync(bomb()), headers: { 'content-encoding': 'deflate' } },
    { reason: 'a brotli bomb', status: 415, body: () => brotliCompressSync(bomb()), headers: { 'content-encoding': 'br' } },
    { reason: 'gzip that does not say so', status: 400, body: () => gzipSync(message()), headers: {} },
    { reason: 'text', status: 415, body: message, headers: { 'content-type': 'text/plain' } },
    { reason: 'a form', status: 415, body: message, headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    { reason: 'a file', status: 415, body: message, headers: { 'content-type': 'multipart/form-data; boundary=x' } },
    { reason: 'XML', status: 415, body: message, headers: { 'content-type': 'application/xml' } },
    { reason: 'no type', status: 415, body: message, headers: { 'content-type': '' } },
    { reason: 'two types', status: 415, body: message, headers: { 'content-type': 'text/plain, application/json' } },
    { reason: 'JSON in another writing', status: 400, body: () => Buffer.from(message(), 'utf16le'), headers: { 'content-type': 'application/json; charset=utf-16' } },
    { reason: 'JSON with broken characters', status: 400, body: () => Buffer.from(message(), 'latin1').fill(0xff, 40, 41), headers: {} },
    { reason: 'half of a message', status: 400, body: () => message().slice(0, -5), headers: {} },
    { reason: 'nothing', status: 400, body: () => '', headers: {} },
    { reason: 'too much', status: 413, body: () => JSON.stringify(activity({ text: 'x'.repeat(300_000) })), headers: {} },
  ];
  test.each(rows)('$reason is answered with $status', async ({ body, headers, status }) => {
    const answer = await bot.post(body(), { authorization, ...headers });
    expect(answer.status).toBe(status);
    expect(Object.keys(JSON.parse(answer.text) as object)).toEqual(['error']);
    expectNothing(authorization);
  });

  test('a body without an end is cut off', async () => {
    const taken = await sendWithoutEnd(authorization);
    // What the two sockets hold comes on top of what the door heard out.
    expect(taken).toBeLessThan(16 * 1024 * 1024);
    expectNothing(authorization);
  });

  /** Sends chunks until the bot hangs up; resolves with how many bytes it let itself be sent. */
  function sendWithoutEnd(header: string): Promise<number> {
    const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
    return new Promise((resolve) => {
      const socket = connect(bot.port(), '127.0.0.1', () => {
        socket.write(`POST /api/messages HTTP/1.1\r\nhost: x\r\nauthorization: ${header}\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n`);
        more();
      });
      const more = (): void => {
        if (!socket.destroyed) socket.write(chunk, () => setImmediate(more));
      };
      socket.on('error', () => undefined);
      socket.once('close', () => resolve(socket.bytesWritten));
      socket.resume();
    });
  }
});

describe('in the end', () => {
  test('nothing of all that is in the store, but that a stranger was refused', async () => {
    const { rows, events } = await bot.left();
    expect(events).toEqual(['StrangerRefused']);
    // The one conversation is that of the guest: he is of the tenant.
    expect(rows).toEqual({ report: 0, check_run: 0, conversation: 1, welcome: 0, post: 0, dialog: 0, seen_activity: 0 });
  }, 40_000);

  test('and the same message from Teams itself is worked on, once, however often it comes', async () => {
    const header = bearer(good);
    const message = { id: '1700000000777' };
    expect(await call(header, message)).toEqual({ status: 200, text: '' });
    expect(bot.sent.map((s) => s.body).join()).toContain('Checks of web-01');
    const answered = bot.sent.length;
    expect((await call(header, message)).status).toBe(200);
    expect((await call(bearer({ ...good, nbf: inSeconds(-30) }), message)).status).toBe(200);
    expect((await call(header, { ...message, text: 'check web-02' })).status).toBe(200);
    expect(bot.sent).toHaveLength(answered);
    // The same number in another conversation is another message.
    expect((await call(header, { ...message, conversation: { id: 'a:another-chat', conversationType: 'personal', tenantId: TENANT } })).status).toBe(200);
    expect(bot.sent.length).toBeGreaterThan(answered);
    expectNoToken(header);
    expect(bot.sent.map((s) => s.authorization)).toEqual(bot.sent.map(() => `Bearer ${OUTGOING}`));
    for (const { url } of bot.sent) expect(url.startsWith(SERVICE)).toBe(true);
    expect((await bot.left()).rows).toMatchObject({ report: 1, conversation: 2, seen_activity: 2 });
  }, 40_000);

  test('a press that comes again is not worked on again', async () => {
    const press = { id: 'f:replayed', type: 'invoke', name: 'adaptiveCard/action', replyToId: '1700000000001', value: { action: { type: 'Action.Execute', verb: 'approve', data: { ferry: 1, id: 'A-1' } } } };
    const first = await call(bearer(good), press);
    expect(first.text).toMatch(/does not fit what I know/);
    expect((await call(bearer(good), press)).text).toMatch(/received before/);
    expect((await bot.left()).events.filter((type) => /^Cutover|^Approval/.test(type))).toEqual([]);
  }, 40_000);
});

describe('hosts that Ferry calls', () => {
  test.each(['https://smba.trafficmanager.net/emea/', 'https://smba.trafficmanager.net/de/00000000-0000-4000-8000-0000000000aa/', 'https://smba.infra.gcc.teams.microsoft.com/gcc/', 'https://europe.api.botframework.com', 'https://europe.api.botframework.com/'])('%s is one of Teams', (url) => {
    expect(isTrustedServiceUrl(url, false)).toBe(true);
  });

  test.each(['http://127.0.0.1:3979/', 'http://localhost:56150/_connector', 'http://[::1]:3979/'])('%s only while nobody is authenticated anyway', (url) => {
    expect([isTrustedServiceUrl(url, false), isTrustedServiceUrl(url, true)]).toEqual([false, true]);
  });
});
