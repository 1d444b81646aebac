// Reads a request body, up to a limit.
import type { IncomingMessage } from 'node:http';

const limit = 5 * 1024 * 1024;

/** The whole body as text, or null when it is larger than 5 MB. */
export async function readBody(incoming: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
  }
  return size > limit ? null : Buffer.concat(chunks).toString('utf8');
}
