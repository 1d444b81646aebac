import { Socket } from 'node:net';

/**
 * Connections that end themselves when nothing came or went for so long. The server ends a statement before that and an idle
 * connection is closed before that, so a silent one has lost its network; left alone, whoever waits for it would wait for
 * the operating system to give up, a quarter of an hour later.
 */
export function endingWhenSilent(ms: number): () => Socket {
  return () => {
    const socket = new Socket();
    socket.setTimeout(ms, () => socket.destroy(Object.assign(new Error(`the database was silent for ${ms / 1000} s`), { code: 'ETIMEDOUT' })));
    return socket;
  };
}
