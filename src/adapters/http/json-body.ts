/** Reads a posted body, and takes in no more of it than a message can have. */
import type { IncomingMessage } from 'node:http';

/** Teams' own messages stay below 100 KB; a card's form adds little. */
const MOST_BYTES = 256 * 1024;
/** What is too much is still read up to here, so that its sender hears why; whoever sends more is cut off. */
const MOST_HEARD_OUT = 1024 * 1024;

/** The parsed body, or the status that refuses it. */
export type JsonBody = { readonly ok: true; readonly body: unknown } | { readonly ok: false; readonly status: 400 | 413 | 415 };

/**
 * Reads plain JSON only. Restify's own reader unpacks gzip without an end and ends the process over a body that only claims to be gzip, its form parser leaves
 * uploads on the disk, and it goes on reading what is too much for as long as it comes.
 */
export async function jsonBody(request: IncomingMessage): Promise<JsonBody> {
  const bytes = await allOf(request).catch(() => null);
  if (!isPlainJson(request)) return { ok: false, status: 415 };
  return bytes === null ? { ok: false, status: 413 } : parsed(bytes);
}

function isPlainJson({ headers }: IncomingMessage): boolean {
  const type = (headers['content-type'] ?? '').split(';', 1)[0]?.trim() ?? '';
  return /^application\/(?:[\w.+-]+\+)?json$/i.test(type) && /^(?:identity)?$/i.test(headers['content-encoding'] ?? '');
}

/** Null for too much; leaving the loop early ends the reading. */
async function allOf(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_HEARD_OUT) return null;
    if (size <= MOST_BYTES) chunks.push(chunk);
  }
  return size > MOST_BYTES ? null : Buffer.concat(chunks);
}

function parsed(bytes: Buffer): JsonBody {
  try {
    return { ok: true, body: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown };
  } catch {
    return { ok: false, status: 400 };
  }
}
