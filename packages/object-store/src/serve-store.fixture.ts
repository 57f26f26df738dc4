import { once } from 'node:events';

import { createObjectStore } from './create-object-store.ts';
import { CREDENTIALS } from './start-store.fixture.ts';

// A store in a process of its own, for tests that kill it or measure its memory. Arguments: folder. Messages: sends {
// port } when it listens, and { peakBytes } for every message received: the peak memory in use so far, without
// garbage (needs --expose-gc).
const [folder = ''] = process.argv.slice(2);
const store = await createObjectStore({
  folder,
  buckets: ['photos'],
  credentials: CREDENTIALS,
  maxObjectBytes: 1e9,
});
const server = store.createServer().listen(0, '127.0.0.1');
await once(server, 'listening');
const address = server.address();
process.send?.({ port: typeof address === 'object' ? address?.port : undefined });
process.on('message', () => process.send?.({ peakBytes }));
process.on('disconnect', () => process.exit());

let peakBytes = measureBytes();
setInterval(() => {
  peakBytes = Math.max(peakBytes, measureBytes());
}, 100);

function measureBytes(): number {
  globalThis.gc?.();
  // The first collection frees array buffers in the background; the second waits for that.
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
