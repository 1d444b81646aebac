/** The embedded database as its users see it: what needs room of the disk asks for it first. */
import type { PGlite } from '@electric-sql/pglite';
import { needsRoom, type Room } from '../room.ts';

export type Roomy = Pick<PGlite, 'close' | 'closed' | 'ready' | 'waitReady' | 'query' | 'exec' | 'transaction'>;

/** Single statements; what is in a transaction was asked for before its begin, see `makeDatabase`. */
export function withRoom(pglite: PGlite, room: Room): Roomy {
  const admitted = async (text: string): Promise<void> => {
    if (needsRoom(text)) await room.admit();
  };
  return {
    get closed() {
      return pglite.closed;
    },
    get ready() {
      return pglite.ready;
    },
    waitReady: pglite.waitReady,
    close: () => pglite.close(),
    transaction: (body) => pglite.transaction(body),
    query: async <T>(...[text, values, options]: Parameters<PGlite['query']>) => {
      await admitted(text);
      return pglite.query<T>(text, values, options);
    },
    exec: async (text, options) => {
      await admitted(text);
      return pglite.exec(text, options);
    },
  };
}
