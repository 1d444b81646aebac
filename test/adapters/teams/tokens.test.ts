/** Who may call: the SDK's own check of tokens, against an issuer on this machine. */
import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { TeamsSettings } from '../../../src/adapters/teams/connectors.ts';
import { channelMessage, startHarness, type Harness } from './harness.ts';

const APP = '00000000-0000-4000-8000-0000000000b0';
const SERVICE = 'https://smba.trafficmanager.net/emea/';
const now = Math.floor(Date.now() / 1000);
const good = { iss: 'https://api.botframework.com', aud: APP, serviceurl: SERVICE, nbf: now - 60, exp: now + 600 };
const ours = generateKeyPairSync('rsa', { modulusLength: 2048 });
const theirs = generateKeyPairSync('rsa', { modulusLength: 2048 });

let h: Harness;
let stopIssuer: () => void;

// The SDK prints each refusal, with the issuer's public keys.
/* eslint-disable no-console -- the console itself is what is silenced */
const { error } = console;
afterAll(() => { console.error = error; });

beforeAll(async () => {
  console.error = () => undefined;
  const issuer = await startIssuer();
  stopIssuer = issuer.stop;
  const settings: TeamsSettings = { appId: APP, appType: 'MultiTenant', tenantId: null, password: { reveal: () => 'password' }, anonymous: false };
  const authentication = new ConfigurationBotFrameworkAuthentication({
    MicrosoftAppId: APP,
    MicrosoftAppPassword: 'password',
    ToBotFromChannelOpenIdMetadataUrl: issuer.metadata,
    ToBotFromChannelTokenIssuer: 'https://api.botframework.com',
    ToChannelFromBotOAuthScope: 'https://api.botframework.com',
    ToChannelFromBotLoginUrl: 'https://login.microsoftonline.com/botframework.com',
    ToBotFromEmulatorOpenIdMetadataUrl: issuer.metadata,
    OAuthUrl: 'https://api.botframework.com',
  });
  h = await startHarness({ settings, authentication });
});
afterAll(async () => {
  stopIssuer();
  await h.fake.stop();
});

const call = (authorization: string) => h.teams.process({ authorization, body: { serviceUrl: SERVICE, channelId: 'msteams', ...channelMessage('status') } });

test('a token of the channel service is let in', async () => {
  expect((await call(`Bearer ${token(good)}`)).status).toBe(200);
  expect(h.turns).toHaveLength(1);
});

describe('everybody else is refused, and nothing of theirs is logged', () => {
  const rows = [
    { reason: 'no token', header: '' },
    { reason: 'rubbish', header: 'Bearer rubbish' },
    { reason: 'another scheme', header: `Basic ${token(good)}` },
    { reason: 'expired', header: `Bearer ${token({ ...good, exp: now - 3600 })}` },
    { reason: 'not valid yet', header: `Bearer ${token({ ...good, nbf: now + 3600 })}` },
    { reason: 'for another bot', header: `Bearer ${token({ ...good, aud: '00000000-0000-4000-8000-0000000000b1' })}` },
    { reason: 'of another issuer', header: `Bearer ${token({ ...good, iss: 'https://evil.example.org' })}` },
    { reason: 'for another service address', header: `Bearer ${token({ ...good, serviceurl: 'https://smba.trafficmanager.net/amer/' })}` },
    { reason: 'signed with another key', header: `Bearer ${token(good, theirs.privateKey)}` },
    { reason: 'not signed at all', header: `Bearer ${encode({ alg: 'none', kid: 'k1' })}.${encode(good)}.` },
  ];
  test.each(rows)('$reason', async ({ header }) => {
    h.turns.length = 0;
    h.lines.length = 0;
    expect(await call(header)).toEqual({ status: 401, body: 'Not authenticated.' });
    expect(h.turns).toEqual([]);
    expect(h.lines.map((l) => l.message)).toEqual(['an activity was refused: not authenticated']);
    if (header.length > 20) expect(JSON.stringify(h.lines)).not.toContain(header.slice(7, 40));
  });
});

function token(claims: object, key: KeyObject = ours.privateKey): string {
  const head = `${encode({ alg: 'RS256', typ: 'JWT', kid: 'k1' })}.${encode(claims)}`;
  return `${head}.${createSign('RSA-SHA256').update(head).sign(key, 'base64url')}`;
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

async function startIssuer(): Promise<{ readonly metadata: string; readonly stop: () => void }> {
  const jwk = { ...ours.publicKey.export({ format: 'jwk' }), kid: 'k1', use: 'sig', endorsements: ['msteams'] };
  const server = createServer((request, response) => {
    const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(request.url === '/keys' ? { keys: [jwk] } : { issuer: 'https://api.botframework.com', jwks_uri: `${at}/keys`, id_token_signing_alg_values_supported: ['RS256'] }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { metadata: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/.well-known/openidconfiguration`, stop: () => { server.close(); server.closeAllConnections(); } };
}
