import { connect, type Socket } from 'node:net';

const BYTE_EVERY_MS = 1000;

/** Connections that send a byte now and then until they are ended; one that the server cuts is opened again. */
export interface HeldConnections {
  /** How often the server has cut one. */
  cut(): number;
  end(): void;
}

/** Opens connections that begin a large request and drip its body. */
export function holdSlowConnections(endpoint: string, count: number): HeldConnections {
  const { hostname, port } = new URL(endpoint);
  const sockets = new Set<Socket>();
  let cut = 0;
  let ended = false;
  const open = () => {
    const socket = connect({ host: hostname, port: Number(port) });
    sockets.add(socket);
    socket.write(
      `POST /graphql HTTP/1.1\r\nHost: ${hostname}\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n`,
    );
    const drip = setInterval(() => socket.write(' '), BYTE_EVERY_MS);
    socket.on('error', () => {});
    socket.resume();
    socket.on('close', () => {
      clearInterval(drip);
      sockets.delete(socket);
      if (ended) return;
      cut++;
      open();
    });
  };
  for (let index = 0; index < count; index++) open();
  return {
    cut: () => cut,
    end() {
      ended = true;
      for (const socket of sockets) socket.destroy();
    },
  };
}
