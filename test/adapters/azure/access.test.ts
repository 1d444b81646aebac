import { describe, expect, test } from '@jest/globals';
import { isOwnHost, makeArmAccess } from '../../../src/adapters/azure/access.ts';
import { makeArmCredential } from '../../../src/adapters/azure/credential.ts';

const clock = { now: () => 0, nonce: () => '' };
const credential = { getToken: () => Promise.resolve({ token: 't', expiresOnTimestamp: Number.MAX_SAFE_INTEGER }) };
const access = (endpoint: string, with_: typeof credential | null = credential) => makeArmAccess({ endpoint, credential: with_, deadlineMs: 1, clock });

describe('where Ferry may send a token', () => {
  test.each(['http://127.0.0.1:4280', 'http://localhost:1', 'http://[::1]:1/'])('plain http to this machine: %s', (endpoint) => {
    expect(access(endpoint, null).loopback).toBe(true);
    expect(makeArmCredential({ endpoint, clientId: null })).toBeNull();
  });

  test.each(['http://management.azure.com', 'http://127.0.0.1.example.com', 'http://10.0.0.1', 'ftp://localhost', 'nonsense'])('never: %s', (endpoint) => {
    expect(() => access(endpoint)).toThrow();
  });

  test('not without a credential', () => {
    expect(() => access('https://management.azure.com', null)).toThrow(/credential/);
    expect(makeArmCredential({ endpoint: 'https://management.azure.com', clientId: 'c' })).not.toBeNull();
  });

  test.each([
    { url: 'https://management.azure.com/x', own: true },
    { url: 'https://westeurope.management.azure.com:443/x', own: true },
    { url: 'https://management.azure.com.evil.example/x', own: false },
    { url: 'https://evilmanagement.azure.com/x', own: false },
    { url: 'http://management.azure.com/x', own: false },
  ])('links in answers: $url', ({ url, own }) => {
    expect(isOwnHost(access('https://management.azure.com/'), url)).toBe(own);
  });
});
