import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { LOOPBACK_RANGES } from '../config/private-ranges.ts';
import { listen } from '../processes/listen.ts';
import { createFetcher } from './fetcher.ts';
import { createReachabilityTest } from './test-reachability.ts';

test('four addresses are tested at a time, and whoever wants more is told so', async () => {
  const { promise: open, resolve: release } = Promise.withResolvers<void>();
  const server = createServer(async (_, response) => {
    await open;
    response.end();
  });
  const port = await listen(server, { host: '127.0.0.1', port: 0, flag: '' });
  const testReachability = createReachabilityTest(createFetcher({ privateRanges: LOOPBACK_RANGES }));
  const url = `http://127.0.0.1:${port}/`;
  const four = [1, 2, 3, 4].map(() => testReachability(url));
  assert.match(await testReachability(url), /Retry/);
  release();
  assert.deepEqual(await Promise.all(four), Array(4).fill('Success'));
  assert.equal(await testReachability(url), 'Success');
  server.close();
});
