/** An issuer of tokens on this machine, and every way to make a token that it did not issue. */
import { createHmac, createSign, generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export const APP = '00000000-0000-4000-8000-0000000000b0';
export const SERVICE = 'https://smba.trafficmanager.net/emea/';
export const CHANNEL_SERVICE = 'https://api.botframework.com';

const ours = generateKeyPairSync('rsa', { modulusLength: 2048 });
const theirs = generateKeyPairSync('rsa', { modulusLength: 2048 });
const startedAt = Math.floor(Date.now() / 1000);

/** Seconds from the start of the tests, as tokens tell time. */
export const inSeconds = (seconds: number): number => startedAt + seconds;

/** What the channel service says in a token for this bot. */
export const good = { iss: CHANNEL_SERVICE, aud: APP, serviceurl: SERVICE, nbf: inSeconds(-60), exp: inSeconds(600) };

type Making = { readonly alg?: string; readonly kid?: string | undefined; readonly sign?: (text: string) => string };

const byUs = (text: string): string => createSign('RSA-SHA256').update(text).sign(ours.privateKey, 'base64url');
/** Signatures that are not the issuer's. */
export const forgers = {
  otherKey: (text: string): string => createSign('RSA-SHA256').update(text).sign(theirs.privateKey, 'base64url'),
  none: (): string => '',
  /** Takes the public key, which everyone can have, for a shared secret, in the two ways that it may be written. */
  publicKeyAsSecret: (type: 'pkcs1' | 'spki') => (text: string): string => createHmac('sha256', ours.publicKey.export({ type, format: 'pem' })).update(text).digest('base64url'),
};

export function token(claims: object, { alg = 'RS256', sign = byUs, ...how }: Making = {}): string {
  const head = `${encode({ alg, typ: 'JWT', kid: 'kid' in how ? how.kid : 'k1' })}.${encode(claims)}`;
  return `${head}.${sign(head)}`;
}

/** The same token with other claims under its signature. */
export function withClaims(original: string, claims: object): string {
  const [header, , signature] = original.split('.');
  return `${header}.${encode(claims)}.${signature}`;
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** Serves the metadata and the public key, endorsed for more than Teams as the real one is. */
export async function startIssuer(): Promise<{ readonly metadata: string; readonly stop: () => void }> {
  const jwk = { ...ours.publicKey.export({ format: 'jwk' }), kid: 'k1', use: 'sig', endorsements: ['msteams', 'directline', 'webchat', 'emulator'] };
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(request.url === '/keys' ? { keys: [jwk] } : { issuer: CHANNEL_SERVICE, jwks_uri: `${address()}/keys`, id_token_signing_alg_values_supported: ['RS256'] }));
  });
  const address = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { metadata: `${address()}/v1/.well-known/openidconfiguration`, stop: () => { server.close(); server.closeAllConnections(); } };
}
