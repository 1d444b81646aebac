/** A TCP line between two programs that can be cut: then nothing passes in either direction, and nobody is told. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export type Line = {
  readonly port: number;
  cut(): void;
  /** Lets everything pass again, also what was written meanwhile. */
  mend(): void;
  /** Ends every connection, as a restarted router does; new ones can be made. */
  hangUp(): void;
  /** Text that passed towards the far end is shown to this. */
  onSent(look: (text: string) => void): void;
  close(): Promise<void>;
};

/** Opens a line to a port of this machine. */
export async function makeLine(target: number): Promise<Line> {
  const sockets = new Set<Socket>();
  let whole = true;
  let look: (text: string) => void = () => undefined;
  const join = (from: Socket, to: Socket, tell: boolean): void => {
    sockets.add(from);
    from.on('data', (chunk: Buffer) => {
      if (tell) look(chunk.toString('latin1'));
      if (!to.write(chunk)) from.pause();
    });
    to.on('drain', () => {
      if (whole) from.resume();
    });
    from.on('error', () => undefined);
    from.on('close', () => {
      sockets.delete(from);
      // A cut line does not tell the far end that somebody hung up.
      if (whole) to.destroy();
    });
    if (!whole) from.pause();
  };
  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1');
    join(near, far, true);
    join(far, near, false);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    cut: () => {
      whole = false;
      for (const socket of sockets) socket.pause();
    },
    mend: () => {
      whole = true;
      for (const socket of sockets) socket.resume();
    },
    hangUp: () => {
      for (const socket of sockets) socket.resetAndDestroy();
    },
    onSent: (next) => {
      look = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
