import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { openRanges, type RangeFile } from './read-ranges.ts';

const CONTENT = 'The quick brown fox';

/** A store with links by path; `answer` handles the requests. */
async function withStore(
  answer: (path: string, respond: (status: number) => void) => void,
  use: (fileAt: (path: string) => RangeFile) => Promise<void>,
): Promise<void> {
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const [, start, end] = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? '') ?? [];
    answer(request.url ?? '', (status) =>
      response.writeHead(status).end(status === 206 ? CONTENT.slice(Number(start), Number(end) + 1) : ''),
    );
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    await use((path) => ({ url: `http://127.0.0.1:${port}${path}`, size: CONTENT.length }));
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

const textOf = async (part: Promise<ArrayBuffer>) => new TextDecoder().decode(await part);

test('ranges are read, and an expired link is renewed once for all', () =>
  withStore(
    (path, respond) => respond(path === '/fresh' ? 206 : 403),
    async (fileAt) => {
      let renewals = 0;
      const read = openRanges(fileAt('/old'), async () => {
        renewals += 1;
        return fileAt('/fresh');
      });
      assert.deepEqual(await Promise.all([textOf(read(0, 3)), textOf(read(4, 9))]), ['The', 'quick']);
      assert.equal(await textOf(read(10, 15)), 'brown');
      assert.equal(renewals, 1);
    },
  ));

test('a busy store is retried', () => {
  let requests = 0;
  return withStore(
    (_, respond) => respond(++requests === 1 ? 503 : 206),
    async (fileAt) => {
      const read = openRanges(fileAt('/a'), async () => null);
      assert.equal(await textOf(read(16, 19)), 'fox');
    },
  );
});

test('a changed file, and a store without range requests, are reported', () =>
  withStore(
    (path, respond) => respond(path === '/whole' ? 200 : 403),
    async (fileAt) => {
      const changed = openRanges(fileAt('/old'), async () => ({ ...fileAt('/fresh'), size: 3 }));
      await assert.rejects(changed(0, 3), /newer model: reload/);
      await assert.rejects(openRanges(fileAt('/whole'), async () => null)(0, 3), /HTTP 200/);
    },
  ));
