import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';

/** For the answer to reach a client that is still sending: a connection that is cut while it sends loses it. */
const LINGER_MS = 500;

/** Answers a request that never became whole with a sentence, and ends its connection. */
export function answerRaw(socket: Duplex, status: number, sentence: string): void {
  if (socket.destroyed || !socket.writable) return void socket.destroy();
  const body = JSON.stringify({ error: sentence });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.pause();
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
}
