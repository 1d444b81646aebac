import { describe, expect, test } from '@jest/globals';
import { looksSecret, maskSecrets } from '../../src/domain/secret.ts';

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
    { text: ['-----BEGIN', 'PGP', 'PRIVATE KEY BLOCK-----'].join(' '), reason: 'a PGP key' },
    { text: ['-----BEGIN', 'OPENSSH', 'PRIVATE KEY-----'].join(' '), reason: 'an SSH key' },
    { text: ['-----BEGIN', 'PRIVATE KEY-----'].join(' '), reason: 'a PKCS8 key' },
    { text: `Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq${'K1SZFPTOtr/KBHBeksoG'.padEnd(24, 'M')}==`, reason: 'a bare storage key' },
    { text: `use storage key: ${'Zm9v'.repeat(8)}`, reason: 'a storage key, named' },
    { text: `Endpoint=sb://x.servicebus.windows.net/;SharedAccessKeyName=root;SharedAccessKey=${'Zm9v'.repeat(10)}=`, reason: 'a connection string' },
    { text: `SharedAccessSignature sr=https%3a%2f%2fx&sig=${'aB3%2F'.repeat(6)}&se=1&skn=root`, reason: 'a shared access signature' },
    { text: `abc8Q~${'x'.repeat(34)}`, reason: 'an Entra client secret' },
    { text: ['FwoGZXIvYXdz', 'EBYaDGexample'.repeat(6)].join(''), reason: 'an AWS session token' },
    { text: `AWS_SESSION_TOKEN=${'IQoJ'.repeat(12)}`, reason: 'an AWS token by its name' },
    { text: ['gh', 'p_'].join('') + 'a'.repeat(36), reason: 'a GitHub token' },
    { text: 'postgres://ferry:hunter2@db:5432/ferry', reason: 'a password in an address' },
    { text: ['Bearer eyJhbGciOiJIUzI1', 'eyJzdWIiOiIxMjM0', 'x'].join('.'), reason: 'a token' },
  ])('$reason', ({ text }) => {
    expect(looksSecret(text)).toBe(true);
  });

  test.each([
    { text: 'check secretary-01' }, { text: 'status i-0123456789abcdef0' }, { text: 'reject A-1042 because the secret was not rotated yet' },
    { text: 'check web-01' }, { text: 'history i-0123456789abcdef0' }, { text: 'approve A-1042 because the SAS signature design was reviewed' }, { text: 'https://contoso.example/run/42?tab=sig' }, { text: 'a'.repeat(64) }, { text: 'see https://user@contoso.example/' }, { text: 'size Standard_D4s_v5' }, { text: '/subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/rg' },
  ])('not: $text', ({ text }) => {
    expect(looksSecret(text)).toBe(false);
  });

  test('masking leaves the words around it', () => {
    expect(maskSecrets(`before ${AWS_KEY} between sig=${'aB3%2F'.repeat(6)} after`)).toBe('before *** between *** after');
    const key = [['-----BEGIN RSA', 'PRIVATE KEY-----'].join(' '), 'MIIEow', 'IBAAKC', ['-----END RSA', 'PRIVATE KEY-----'].join(' ')].join('\n');
    expect(maskSecrets(`x ${key} y`)).toBe('x *** y');
    expect(maskSecrets('check web-01')).toBe('check web-01');
  });

  test('a long hostile text is answered quickly', () => {
    const started = performance.now();
    for (const text of ['secret'.repeat(20_000), 'eyJ-'.repeat(20_000), '-----BEGIN '.repeat(10_000), 'secret '.repeat(20_000), 'aws_key'.repeat(20_000), 'a://b'.repeat(20_000), '-----BEGIN PRIVATE KEY-----'.repeat(2_000), 'A'.repeat(100_000), 'a8Q~'.repeat(20_000)]) maskSecrets(looksSecret(text) ? text : `${text} `);
    expect(performance.now() - started).toBeLessThan(3_000);
  });
});
