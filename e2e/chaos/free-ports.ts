import { once } from 'node:events';
import { createServer } from 'node:net';

/** A port whose follower, where the object store listens, is free too. */
export async function findFreePorts(): Promise<number> {
  for (;;) {
    const api = createServer().listen(0, '127.0.0.1');
    await once(api, 'listening');
    const address = api.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const store = createServer().listen(port + 1, '127.0.0.1');
    const free = await once(store, 'listening').then(
      () => true,
      () => false,
    );
    for (const held of free ? [api, store] : [api]) {
      held.close();
      await once(held, 'close');
    }
    if (free) return port;
  }
}
