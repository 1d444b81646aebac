/** Files that people attach: taken from Microsoft's hosts only, in time, and never more than may be. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { IncomingActivity } from '../../../src/adapters/teams/activity.ts';
import { fileIn } from '../../../src/adapters/teams/files.ts';

const asked: { url: string; authorization: string | undefined }[] = [];
let server: Server;
let base = '';

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push({ url: request.url ?? '', authorization: request.headers.authorization });
    const path = request.url ?? '';
    if (path === '/moved') return void response.writeHead(302, { location: '/plan' }).end();
    if (path === '/away') return void response.writeHead(302, { location: 'https://files.example/plan' }).end();
    if (path === '/loop') return void response.writeHead(302, { location: '/loop' }).end();
    if (path === '/gone') return void response.writeHead(404).end();
    if (path === '/slow') return;
    if (path === '/large') {
      endless(response);
      return;
    }
    if (path === '/utf16') return void response.end(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('wave;Größe', 'utf16le')]));
    if (path === '/utf16be') return void response.end(Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from('wave;Größe', 'utf16le').swap16()]));
    if (path === '/ansi') return void response.end(Buffer.from('wave;Gr\u00f6\u00dfe', 'latin1'));
    response.end('\uFEFFwave,machine\r\nW07,web-01');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  return new Promise<void>((resolve) => { server.close(() => { resolve(); }); });
});

/** Says nothing of its length and does not end. */
function endless(response: { write(part: string): boolean; destroyed: boolean; on(event: 'drain', go: () => void): void }): void {
  const more = (): void => { while (!response.destroyed && response.write('x'.repeat(64 * 1024))); };
  response.on('drain', more);
  more();
}

const activityOf = (urls: readonly string[], name = 'plan.csv') =>
  IncomingActivity.parse({ type: 'message', serviceUrl: 'https://smba.trafficmanager.net/', conversation: { id: 'a:1' }, attachments: [{ contentType: 'text/html', content: '<div></div>' }, ...urls.map((downloadUrl) => ({ contentType: 'application/vnd.microsoft.teams.file.download.info', contentUrl: 'https://elsewhere.example/', name, content: { downloadUrl, fileType: 'csv' } }))] });

const read = async (urls: readonly string[], o: { readonly name?: string; readonly anonymous?: boolean } = {}) => {
  const file = fileIn(activityOf(urls, o.name), { anonymous: o.anonymous ?? true, mostBytes: 256 * 1024, deadlineMs: 400 });
  const text = await file?.read();
  return text === undefined ? null : text.ok ? text.value : text.error.why;
};

describe('a file', () => {
  test('is read as it is, without any token, and only when somebody wants it', async () => {
    const file = fileIn(activityOf([`${base}/plan`]), { anonymous: true, mostBytes: 1_000 });
    expect(file?.name).toBe('plan.csv');
    expect(asked).toEqual([]);
    expect(await file?.read()).toEqual({ ok: true, value: '\uFEFFwave,machine\r\nW07,web-01' });
    expect(asked).toEqual([{ url: '/plan', authorization: undefined }]);
  });

  test.each([
    { path: '/moved', gives: '\uFEFFwave,machine\r\nW07,web-01', reason: 'moved within the same hosts' },
    { path: '/utf16', gives: 'wave;Größe', reason: 'in UTF-16, as Excel saves it' },
    { path: '/utf16be', gives: 'wave;Größe', reason: 'in UTF-16 the other way round' },
    { path: '/ansi', gives: 'wave;Größe', reason: 'in the letters of Windows' },
    { path: '/away', gives: 'host', reason: 'moved to somebody else' },
    { path: '/loop', gives: 'host', reason: 'moved for ever' },
    { path: '/gone', gives: 'unavailable', reason: 'not there' },
    { path: '/slow', gives: 'late', reason: 'that does not come' },
    { path: '/large', gives: 'large', reason: 'that does not end' },
  ])('$reason', async ({ path, gives }) => expect(await read([`${base}${path}`])).toBe(gives));

  test('of another kind, or beside a second one, is not fetched', async () => {
    asked.length = 0;
    expect(await read([`${base}/plan`], { name: 'plan.xlsx' })).toBe('kind');
    expect(await read([`${base}/plan`, `${base}/plan`])).toBe('many');
    expect(await read([])).toBeNull();
    expect(asked).toEqual([]);
  });

  test.each(['http://contoso-my.sharepoint.com/x', 'https://contoso.sharepoint.com.evil.example/x', 'https://sharepoint.com@evil.example/x', 'https://contoso.sharepoint.com:8443/x', 'https://169.254.169.254/latest', 'file:///etc/passwd', 'https://localhost/x', 'nonsense'])('is not asked of %s once people sign in', async (url) => {
    expect(await read([url], { anonymous: false })).toBe('host');
  });

  test('is not taken from this machine once people sign in', async () => {
    asked.length = 0;
    expect(await read([`${base}/plan`], { anonymous: false })).toBe('host');
    expect(asked).toEqual([]);
  });
});
