import { describe, expect, test } from '@jest/globals';
import { looksSecret } from '../../src/bot/secret.ts';

// Put together at run time, so that no scanner takes this file for a leak.
const AWS_KEY = ['AKIA', 'IOSFODNN7EXAMPLE'].join('');

describe('what looks like a secret', () => {
  test.each([
    { text: `my key is ${AWS_KEY}`, reason: 'an AWS access key' },
    { text: ['ASIA', 'IOSFODNN7EXAMPLE'].join(''), reason: 'a temporary AWS access key' },
    { text: `aws_secret_access_key = ${'wJalrXUtnFEMI/K7MDENG/bPxRfiCY'.repeat(2)}`, reason: 'an AWS secret key' },
    { text: `the secret is ${'a1B2'.repeat(10)}`, reason: 'said in words' },
    { text: ['-----BEGIN RSA', 'PRIVATE KEY-----'].join(' '), reason: 'a private key' },
    { text: `https://x.blob.core.windows.net/c?sv=2024&sig=${'aB3%2F'.repeat(6)}`, reason: 'a signed link' },
    { text: `AccountKey=${'Zm9v'.repeat(12)}==`, reason: 'a storage key' },
    { text: 'login with password: hunter2', reason: 'a password' },
    { text: ['Bearer eyJhbGciOiJIUzI1', 'eyJzdWIiOiIxMjM0', 'x'].join('.'), reason: 'a token' },
  ])('$reason', ({ text }) => {
    expect(looksSecret(text)).toBe(true);
  });

  test.each([
    { text: 'check secretary-01' }, { text: 'status i-0123456789abcdef0' }, { text: 'reject A-1042 because the secret was not rotated yet' },
    { text: 'check web-01' }, { text: 'size Standard_D4s_v5' }, { text: '/subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/rg' },
  ])('not: $text', ({ text }) => {
    expect(looksSecret(text)).toBe(false);
  });

  test('a long hostile text is answered quickly', () => {
    const started = performance.now();
    for (const text of ['secret'.repeat(20_000), 'eyJ-'.repeat(20_000), '-----BEGIN '.repeat(10_000), 'secret '.repeat(20_000)]) looksSecret(text);
    expect(performance.now() - started).toBeLessThan(3_000);
  });
});
