/** Reads a file that somebody attached in a personal chat. An activity is not to be believed: only Microsoft's own hosts are asked, over https, without any token. */
import { no, ok, type Result } from '../../domain/result.ts';
import { SECOND } from '../../domain/time.ts';
import type { FileRefusal, GivenFile } from '../../bot/turn.ts';
import type { IncomingActivity } from './activity.ts';

/** From whom files are taken, and how large they may be. */
export type FileSettings = { /** Loopback hosts are asked too; for a bot that nobody signs in to. */ readonly anonymous: boolean; readonly mostBytes: number; readonly deadlineMs?: number };

const FILE = 'application/vnd.microsoft.teams.file.download.info';
const HOSTS = [/^([a-z0-9-]+\.)+sharepoint\.com$/, /^([a-z0-9-]+\.)+sharepoint\.us$/, /^([a-z0-9-]+\.)+sharepoint-mil\.us$/, /^([a-z0-9-]+\.)+sharepoint\.cn$/];
const LOOPBACK = /^(127\.\d{1,3}\.\d{1,3}\.\d{1,3}|localhost|\[::1\])$/;
const TABLE = /\.(?:csv|tsv|txt)$/i;
const DEADLINE = 20 * SECOND;
const MOST_REDIRECTS = 3;

/** The one file of a message; null without one. It is fetched only when somebody asks for its text. */
export function fileIn(activity: IncomingActivity, s: FileSettings): GivenFile | null {
  const files = (activity.attachments ?? []).filter((a) => a.contentType === FILE);
  const [file] = files;
  if (file === undefined) return null;
  const name = file.name ?? '';
  const url = file.content?.downloadUrl ?? file.contentUrl ?? '';
  return { name, read: () => (files.length > 1 ? refused('many', s) : TABLE.test(name) ? read(url, s) : refused('kind', s)) };
}

type Answer = Promise<Result<string, FileRefusal>>;

function refused(why: FileRefusal['why'], s: FileSettings): Answer {
  return Promise.resolve(no({ why, most: s.mostBytes }));
}

/** True for hosts on which Teams keeps files. */
function isTrusted(address: string, anonymous: boolean): boolean {
  const url = URL.parse(address);
  if (url === null || url.username !== '' || url.password !== '') return false;
  if (anonymous && LOOPBACK.test(url.hostname)) return true;
  return url.protocol === 'https:' && url.port === '' && HOSTS.some((host) => host.test(url.hostname));
}

async function read(address: string, s: FileSettings): Answer {
  const signal = AbortSignal.timeout(s.deadlineMs ?? DEADLINE);
  try {
    const response = await follow(address, { ...s, signal });
    if (response === null) return await refused('host', s);
    if (!response.ok || response.body === null) return await refused('unavailable', s);
    return await collected(response.body, s);
  } catch {
    // Whatever the network did, the person is told to paste instead.
    return refused(signal.aborted ? 'late' : 'unavailable', s);
  }
}

/** Each step of the way must be one of ours; null when one is not. */
async function follow(address: string, s: FileSettings & { readonly signal: AbortSignal }): Promise<Response | null> {
  let url = address;
  for (let step = 0; step <= MOST_REDIRECTS; step++) {
    if (!isTrusted(url, s.anonymous)) return null;
    const response = await fetch(url, { redirect: 'manual', signal: s.signal, headers: { accept: 'text/csv, text/plain, */*' } });
    const next = response.status >= 300 && response.status < 400 ? response.headers.get('location') : null;
    if (next === null) return response;
    await response.body?.cancel();
    url = new URL(next, url).href;
  }
  return null;
}

/** Stops as soon as there is too much, whatever the answer said of its length. */
async function collected(body: ReadableStream<Uint8Array>, s: FileSettings): Answer {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body) {
    size += part.byteLength;
    if (size > s.mostBytes) return refused('large', s);
    parts.push(part);
  }
  return ok(decoded(Buffer.concat(parts)));
}

/** Spreadsheets save UTF-8, UTF-16 with a mark, or the letters of Windows. */
function decoded(bytes: Buffer): string {
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
